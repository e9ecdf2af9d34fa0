"""Data sets for measuring: workspaces of any size, skewed like real life, the same each time they are made.

Rows are written directly, without history and changes: what is measured is the reading and writing that comes after.
"""
