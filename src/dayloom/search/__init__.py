"""Search: what a few letters may mean, in a group for each kind, best matches first.

Letters are compared without regard to case and accents, by the keys that are stored beside names and descriptions. Only
what the caller sees is found, and entries are the caller's own.
"""
