"""A project gathers tasks and time for a purpose, often for a client.

It is private by default: seen by its creator, its members and those who may view private projects. A task in it has
the project's privacy. Deleting a project keeps its tasks and entries; they are without a project until it is restored.
"""
