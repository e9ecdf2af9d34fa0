"""All the rules together: random sequences of requests by three people."""

from tests.model.planning import Planning
from tests.model.tracking import Tracking


class Planner(Planning, Tracking):
    """What is run."""
