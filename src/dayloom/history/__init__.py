"""What was done to tasks, time blocks, time entries, projects, clients and tags, as everybody who sees them may read
it, and the way back: undo.

The history itself is written by `journal`; the audit log shows all of it to administrators.
"""
