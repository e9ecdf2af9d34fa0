"""Bringing events here from the calendars that people have connected, and our changes back.

A sync reads (no transaction is open), expands (in a process of its own, with limits: what is read is hostile), and then
writes what differs in one short transaction for each calendar.
"""
