"""Milestones: a day by which something is to be done, of no project, one or several, and of teams.

A milestone of projects is seen by those who see one of them. It is reached when it has `completed_at`; nothing else
completes it, and it completes nothing.
"""
