"""Which requests the hourly quota counts, and what an answer says of it."""

from datetime import datetime

from dayloom.auth.actor import Actor
from dayloom.errors import OverQuota
from dayloom.http.call import AnyRoute
from dayloom.http.server import Request, Server

REMAINING, RESETS_IN = "x-toggl-quota-remaining", "x-toggl-quota-resets-in"


def is_metered(route: AnyRoute, request: Request) -> bool:
    """What is asked inside an organization, but for what clients ask first, and not by the web app's cookie."""
    return route.metered and not request.credentials.cookie


def meter(server: Server, request: Request, actor: Actor, now: datetime) -> None:
    """Counts a request, and tells in the answer what is left. Raises OverQuota where nothing is."""
    plan = actor.plan
    left = server.quota.count(plan, actor.organization_id, actor.user_id, now)
    request.answer_headers |= {REMAINING: str(left.remaining), RESETS_IN: str(left.resets_in)}
    if plan.hourly is not None and not left.granted:
        raise OverQuota(plan.name, plan.hourly, left.resets_in)
