"""A rate is what an hour costs, from a day on until another day or for good.

A person in a project, a project and a person have rates of their own; where none of them holds, in this order, the
workspace's does. At most one rate of an owner holds on a day: a new one takes its days from those that were there, so
nobody ever has to ask which of two is meant.
"""
