"""A time block is time set aside for a task on its creator's calendar: a plan, which may be ticked off.

What really happened is a time entry, which may carry the block's id. Blocks of one person may overlap.
"""
