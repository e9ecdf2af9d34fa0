"""Dayloom: an open-source, self-hosted planner and time tracker."""

__version__ = "0.1.0"
