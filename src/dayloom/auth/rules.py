"""Plans, and the hour in which requests are counted: pure, so that every counter counts alike."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the commands read this, and most of them need nothing else of what schemas import
    from dayloom.auth.schemas import PlanName

#: Requests an hour that each person has in an organization on this plan.
FIXED: "Mapping[PlanName, int]" = {"free": 30, "starter": 240, "premium": 600}
#: The one plan whose number is set for the organization, or left open.
ENTERPRISE: "PlanName" = "enterprise"
WINDOW = 3600
#: What is left at first where the plan has no limit.
UNLIMITED = 2_147_483_647


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan and its requests an hour for each person; None: as many as they like."""

    name: "PlanName"
    hourly: int | None = None


#: The plan of whoever asks outside the organizations.
NO_LIMIT = Plan(ENTERPRISE)


def plan_of(name: "PlanName", hourly: int | None) -> Plan:
    """The plan by its name, and by the number that was set for the organization."""
    return Plan(name, FIXED.get(name, hourly))


@dataclass(frozen=True, slots=True)
class Window:
    """An hour that began with somebody's first request (in seconds since 1970), and how many they made in it."""

    began: int
    used: int

    def resets_in(self, now: int) -> int:
        """Seconds until the next window, at most an hour."""
        return min(WINDOW, self.began + WINDOW - now)


def window_at(now: int, last: Window | None) -> Window:
    """The window that a request falls into: the last one, or a new one.

    The clocks of several machines differ a little, so `now` may lie before the window began.
    """
    if last is None or abs(now - last.began) >= WINDOW:
        return Window(now, 0)
    return last


def counted(window: Window, limit: int) -> Window | None:
    """The window with one more request; None where it is full, for a refused request does not count."""
    return replace(window, used=window.used + 1) if window.used < limit else None
