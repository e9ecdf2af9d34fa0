"""The audit log: who did what to which record, and when, read from the append-only history.

It only reads. Who may view it is an administrator; what even they may not see, like somebody's saved views and
calendars, does not appear.
"""
