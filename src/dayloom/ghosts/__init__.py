"""A ghost is a placeholder for somebody who is not a member yet: work is assigned to it until the person comes.

It sees nothing, owns nothing and signs in nowhere. Embodying it hands its tasks, projects and teams to a member.
"""
