"""Saved views: what a person's client shows and how, under a name. They are one's own; nobody else sees them.

The server keeps the parameters of a view as they were given and understands nothing of them.
"""
