"""Tasks in groups, as boards and timelines draw them: by their project, by the people they are assigned to, by tag.

A group is not a record: it is a project, a person or a tag with the tasks that have it. Moving a task between groups
gives it another project, person or tag.
"""
