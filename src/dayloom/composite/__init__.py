"""Several records in one request: a task with its sub-tasks, its blocks and its first entry, or a project with its
members, rates and milestones; all of it or nothing.

It decides nothing by itself: each part is made by the function that makes it alone.
"""
