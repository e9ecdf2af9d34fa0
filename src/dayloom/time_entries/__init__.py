"""A time entry is time that happened: logged, running right now, or only planned to be logged.

It belongs to one person, usually to a task, and may carry the id of the time block that it fulfils. One entry per
person and workspace runs at a time; `tracking` is the running timer.
"""
