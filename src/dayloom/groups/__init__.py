"""A group gathers people of an organization. In each workspace that it is given to, it is a team.

The group belongs to the organization and is changed there; its teams are copies, one in each of its workspaces, so that
no statement in a workspace needs the organization. A team has those of the group's people who are in that workspace: a
group lets nobody in. Tasks and projects are assigned to teams.
"""
