"""Reports: the tracked time of a period, added up by project, client, task, tag, person, day, week or month.

They read what others write and keep nothing themselves. Whose time it is and what may be seen of it is decided where
entries, tasks and projects decide it.
"""
