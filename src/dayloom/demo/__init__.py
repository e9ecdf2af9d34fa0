"""The demo: a small studio of three people with three weeks of work around today.

It is written through the services as those people would have done it, in their zones and at times gone by, so that
history and the change feed look lived in. Everything but passwords, keys and the present is the same every time.
"""
