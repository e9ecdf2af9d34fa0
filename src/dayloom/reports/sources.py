"""What a report's statement reads: entries with their task, project, client and tags as far as they are asked for."""

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Text,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal,
    or_,
)

from dayloom.auth.actor import Sight
from dayloom.clients.permissions import visible_to as client_visible_to
from dayloom.clients.tables import clients
from dayloom.db.dialect import numbers
from dayloom.db.tables import NOW, of_workspace
from dayloom.db.types import Real, seconds_running, to_number
from dayloom.projects.permissions import deleted_ids, sees_private
from dayloom.projects.permissions import visible_to as project_visible_to
from dayloom.projects.tables import projects
from dayloom.reports.rules import LONG_AGO, SLOT
from dayloom.reports.vocabulary import CALENDAR
from dayloom.tags.tables import tags
from dayloom.tasks.permissions import visible_to as task_visible_to
from dayloom.tasks.tables import task_tags, tasks
from dayloom.time_entries.tables import time_entries, time_entry_tags

ACTIVITY, BREAK = (bindparam(word, word, type_=Text) for word in ("activity", "break"))

IS_ACTIVITY = time_entries.c.type == ACTIVITY
#: Logged or running: a plan is no entry yet.
IS_REAL = or_(time_entries.c.start.is_not(None), time_entries.c.duration.is_not(None))
BILLED = {"billable", "billable_duration", "non_billable_duration", "amount"}
PRICE = ("project_id", "user_id", "zone", "begin_at", "end_at", "cents")
ROUND_STEP, ROUND_ADD = (bindparam(name, type_=BigInteger) for name in ("round_step", "round_add"))
#: A test of a tag's id.
Fits = Callable[[ColumnElement[Any]], ColumnElement[bool]]
SECONDS = func.coalesce(time_entries.c.duration, seconds_running(time_entries.c.start, NOW))


def people() -> Any:
    """The owners: the number of each one's zone, and their place among all by name."""
    return numbers("people", "user_id", "zone", "place")


class Sources:
    """The joined tables of one statement, and where each thing stands in them.

    `groups` are the things that it groups by, `things` all that it groups, narrows or adds up by; `zoned`: the owners
    live in several zones; `personal`: somebody has a price of their own.
    """

    def __init__(
        self, sight: Sight, groups: Collection[str], things: Collection[str], *, zoned: bool, personal: bool = False
    ) -> None:
        self._sight = sight
        self._zoned = zoned
        self.calendar = [unit for unit in CALENDAR if unit in groups]
        #: Whether plans are read beside what was tracked.
        self.plans = "planned_duration" in things
        self.task = tasks.alias("task")
        #: Whether the seconds of each entry are rounded before they are added up.
        self.rounded = False
        self._billing = projects.alias("billing")
        self._people = people()
        halves = (f"{unit}_{half}" for half in ("before", "after") for unit in CALENDAR)
        self._slots = numbers("slots", "zone", "slot", "split", *halves)
        kinds = ("mine_there", "own", "mine", "general") if personal else ("own", "general")
        #: Those that count more come first.
        self._prices = {name: numbers("prices", *PRICE, called=name) for name in kinds}
        self.joined: Any = time_entries
        if zoned:
            self.joined = self.joined.join(self._people, self._people.c.user_id == time_entries.c.toggl_user_id)
        if self.dated:
            # There always is a slot, so it could be an inner join; but SQLite would begin with the slots then.
            self.joined = self.joined.outerjoin(self._slots, self._in_slot())
        seen = and_(self.task.c.id == time_entries.c.task_id, task_visible_to(sight, table=self.task))
        self.joined = self.joined.outerjoin(self.task, seen)
        #: The entry's own project, else its task's; one that the actor does not see is none.
        self._project_id: ColumnElement[Any] = func.coalesce(time_entries.c.project_id, self.task.c.project_id)
        for asked, join in self._joins(groups, set(things)):
            if asked:
                join()

    @property
    def dated(self) -> bool:
        """Whether entries are found by slots: by days, weeks or months, or in each person's own zone."""
        return self._zoned or bool(self.calendar)

    def _in_slot(self) -> ColumnElement[bool]:
        """Equal numbers alone: by bounds PostgreSQL would join row by row, and misjudge how many there are."""
        slot: ColumnElement[bool] = self._slots.c.slot == (to_number(time_entries.c.begin_at) + LONG_AGO) // SLOT
        return and_(slot, self._slots.c.zone == self._people.c.zone) if self._zoned else slot

    def _key(self, unit: str) -> ColumnElement[Any]:
        """The first day of the entry's day, week or month; 0 outside of the period."""
        before = to_number(time_entries.c.begin_at) < self._slots.c.split
        return case((before, self._slots.c[f"{unit}_before"]), else_=self._slots.c[f"{unit}_after"])

    def inside(self) -> list[ColumnElement[bool]]:
        """Whether it lies in the period of its owner's own zone; with one zone the two bounds say that."""
        return [self._key("day") != 0] if self._zoned else []

    def _joins(self, groups: Collection[str], things: set[str]) -> list[tuple[bool, Callable[[], None]]]:
        """What is joined, in this order, and whether it is asked for."""
        only_id = "project" in groups and sees_private(self._sight) and {"client", "amount"}.isdisjoint(things)
        return [
            (only_id, self._leave_out_deleted),
            (bool({"project", "client", "amount"} & things) and not only_id, self._join_project),
            ("client" in things, self._join_client),
            (bool(BILLED & things), self._join_billing),
            ("amount" in things, self._join_prices),
            ("tag" in groups, self._join_tags),
        ]

    def _leave_out_deleted(self) -> None:
        self._project_id = case((self._project_id.not_in(deleted_ids()), self._project_id))

    def _join_project(self) -> None:
        seen = and_(projects.c.id == self._project_id, project_visible_to(self._sight))
        self.joined = self.joined.outerjoin(projects, seen)
        self._project_id = projects.c.id

    def _join_client(self) -> None:
        seen = and_(clients.c.id == projects.c.client_id, client_visible_to(self._sight))
        self.joined = self.joined.outerjoin(clients, seen)

    def _join_billing(self) -> None:
        """What says whether it is billed where the entry does not: its task's project, without a task its own."""
        task, billing = self.task, self._billing
        which = case((task.c.id.is_not(None), task.c.project_id), else_=time_entries.c.project_id)
        living = and_(billing.c.id == which, of_workspace(billing), billing.c.deleted_at.is_(None))
        self.joined = self.joined.outerjoin(billing, living)

    def _join_prices(self) -> None:
        """What an hour costs on the owner's day: of them in the project, of the project, of them, and in general."""
        begin, none = to_number(time_entries.c.begin_at), literal(0, BigInteger)
        projects_of = {"mine_there": projects.c.id, "own": projects.c.id}
        for name, table in self._prices.items():
            price = table.c
            zone = [price.zone == self._people.c.zone] if self._zoned else [price.zone == 0]
            person = time_entries.c.toggl_user_id if name.startswith("mine") else none
            whose = price.project_id == projects_of.get(name, none), price.user_id == person
            self.joined = self.joined.outerjoin(
                table, and_(*whose, begin >= price.begin_at, begin < price.end_at, *zone)
            )

    def _join_tags(self) -> None:
        """A row for each of an entry's living tags, or one without: its own, else its task's."""
        own, inherited, overrides = time_entry_tags, task_tags, time_entries.c.own_tags
        mine = own.c.time_entry_id == time_entries.c.id, overrides.is_(True)
        its = inherited.c.task_id == self.task.c.id, overrides.is_(False)
        for link, conditions in ((own, mine), (inherited, its)):
            self.joined = self.joined.outerjoin(link, and_(of_workspace(link), *conditions, _is_living(link.c.tag_id)))
        one = func.coalesce(own.c.tag_id, inherited.c.tag_id)
        self.joined = self.joined.outerjoin(tags, and_(of_workspace(tags), tags.c.id == one))

    # --- columns ----------------------------------------------------------------------------------

    def grouped_by(self, thing: str) -> ColumnElement[Any]:
        """What a group is known by."""
        found: dict[str, Any] = {
            "project": self._project_id,
            "client": clients.c.id,
            "task": self.task.c.id,
            "tag": tags.c.id,
            "user": time_entries.c.toggl_user_id,
            "billable": self.bills,
            "description": func.coalesce(time_entries.c.description, ""),
            "type": time_entries.c.type,
            **{unit: self._key(unit) for unit in self.calendar},
        }
        return found[thing]  # type: ignore[no-any-return]

    def ordered_by(self) -> dict[str, ColumnElement[Any]]:
        """What single entries are ordered by."""
        return {
            "start": time_entries.c.begin_at,
            "duration": SECONDS,
            "created_at": time_entries.c.created_at,
            "updated_at": time_entries.c.updated_at,
            "description": time_entries.c.description_key,
            "project": projects.c.name_sort,
            "client": clients.c.name_sort,
            "task": self.task.c.name_sort,
        }

    def tested(self) -> dict[str, Any]:
        """What filters compare: ids are 0 where there is none."""
        return {
            "project": func.coalesce(self._project_id, 0),
            "client": func.coalesce(clients.c.id, 0),
            "task": func.coalesce(self.task.c.id, 0),
            "tag": self._has_tag,
            "user": time_entries.c.toggl_user_id,
            "billable": self.bills,
            "description": func.coalesce(time_entries.c.description, ""),
            "description_key": func.coalesce(time_entries.c.description_key, ""),
            "type": time_entries.c.type,
        }

    def sums(self, measure: str) -> ColumnElement[Any]:
        """The seconds that an entry adds to a sum; for an amount these times its price, and null where it has none."""
        tracked: Any = case((and_(IS_ACTIVITY, IS_REAL) if self.plans else IS_ACTIVITY, self._seconds), else_=0)
        found: dict[str, ColumnElement[Any]] = {
            "duration": tracked,
            "billable_duration": case((self.bills, tracked), else_=0),
            "non_billable_duration": case((self.bills, 0), else_=tracked),
            "planned_duration": case((IS_ACTIVITY, func.coalesce(time_entries.c.planned_duration, 0)), else_=0),
            "break_duration": case((time_entries.c.type == BREAK, self._seconds), else_=0),
            # As a fraction: whole numbers would overflow where absurd prices meet long hours.
            "amount": func.coalesce(*(price.c.cents for price in self._prices.values())).cast(Real)
            * case((self.bills, tracked), else_=0),
        }
        return found[measure]

    @property
    def _seconds(self) -> ColumnElement[Any]:
        return (SECONDS + ROUND_ADD) // ROUND_STEP * ROUND_STEP if self.rounded else SECONDS

    def kept(self) -> list[ColumnElement[bool]]:
        """What leaves out plans where nothing adds them up. Breaks are counted, so they stay."""
        return [] if self.plans else [IS_REAL]

    @property
    def bills(self) -> ColumnElement[bool]:
        """Whether the entry is billed: its own word, else its task's, else its project's."""
        return func.coalesce(time_entries.c.billable, self.task.c.billable, self._billing.c.billable, false())

    def _has_tag(self, fits: Fits | None) -> ColumnElement[bool]:
        return has_tag(self.task, fits)


def has_tag(task: Any, fits: Fits | None) -> ColumnElement[bool]:
    """Whether a tag of the entry fits, its own or its task's; without a test, whether it has any."""
    own, inherited, overrides = time_entry_tags.alias(), task_tags.alias(), time_entries.c.own_tags
    mine = linked(own, own.c.time_entry_id == time_entries.c.id, fits)
    its = linked(inherited, inherited.c.task_id == task.c.id, fits)
    return or_(and_(overrides.is_(True), mine), and_(overrides.is_(False), its))


def linked(link: Any, owner: ColumnElement[bool], fits: Fits | None) -> ColumnElement[bool]:
    """Whether the owner is linked to a living tag that fits."""
    fitting = [_is_living(link.c.tag_id), *([] if fits is None else [fits(link.c.tag_id)])]
    return exists().where(of_workspace(link), owner, *fitting)


def _is_living(tag_id: ColumnElement[Any]) -> ColumnElement[bool]:
    tag = tags.alias()
    return exists().where(of_workspace(tag), tag.c.deleted_at.is_(None), tag.c.id == tag_id)
