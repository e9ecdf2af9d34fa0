"""What a workspace requires of its time entries and tasks: the fields that none of them may be without.

What an entry or a task is without is a rule of theirs; here is what is asked for, and when lacking it is refused
(docs/decisions/0019-required-fields.md).
"""
