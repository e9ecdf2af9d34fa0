"""Custom fields: what a workspace wants to know of its projects, tasks and people beyond what everybody keeps.

A field has a type, which never changes; those that are chosen from have options. What a project, a task or a person
has in a field is a value; it is written with its owner and shown with it. A deleted field or option is hidden at read.
"""
