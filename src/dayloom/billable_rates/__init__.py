"""The rates of projects, of people and of people in projects, as lists and by their owner.

What a rate is stands in `rates`; this is its wire. The workspace's own are there, too.
"""
