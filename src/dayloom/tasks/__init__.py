"""A task is something to do: a name, perhaps dates, an estimate, a project, assignees, tags and sub-tasks.

It is not time: when it is planned are its time blocks, what really happened are its time entries. Its privacy comes
from its project, else from its parent, else it is its own. Archiving and deleting take its sub-tasks, blocks and
entries along; undoing brings back exactly those.
"""
