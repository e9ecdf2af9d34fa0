"""Calendars elsewhere that a person has connected, their events, and the rules that say where an event's task belongs.

An integration is a connection (a subscribed file, an uploaded one, an account); it has one or more calendars, and
these have events. All of it is its owner's alone. How events get here and become tasks is `calendar_sync`.
"""
