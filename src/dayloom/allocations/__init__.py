"""How a task's estimate is shared out: to each person some minutes, or hundredths of a percent, of it.

A person has at most one share of a task. Shares are kept and shown; nothing is planned by them.
"""
