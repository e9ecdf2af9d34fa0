"""A report of single entries: its columns are the attributes that are asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

import msgspec

from dayloom.auth.people import zone_of
from dayloom.context import Context
from dayloom.dates import elapsed, later
from dayloom.errors import Invalid, Unprocessable
from dayloom.fields import UNSET, money
from dayloom.reports import queries, rules
from dayloom.reports.groups import MOST_ROWS, too_many, window
from dayloom.reports.queries import Order, Person, Shape
from dayloom.reports.question import Question, read_order, understand
from dayloom.reports.schemas import ReportQuery
from dayloom.reports.vocabulary import RECORDS, THINGS, UNKNOWN
from dayloom.time_entries.queries import ENTRIES_WITH_TASK
from dayloom.time_entries.schemas import TimeEntryWithTask

#: Wire name → how the statement knows it.
ORDERS = {
    "start": "start",
    "duration": "duration",
    "created_at": "created_at",
    "updated_at": "updated_at",
    "description": "description",
    "project_id": "project",
    "client_id": "client",
    "task_id": "task",
}


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as its columns see it: with its owner's zone, its tracked seconds, and where it lies."""

    entry: TimeEntryWithTask
    owner: Person
    seconds: int
    begin: datetime
    week_start: int
    #: What an hour of it costs, in hundredths, and the currency; nothing where that is not known.
    cents: int | None
    currency: str | None

    @property
    def tracked(self) -> int:
        """Its seconds, if it is no break."""
        return 0 if self.entry.type == "break" else self.seconds

    def first_day(self, unit: rules.Unit) -> str:
        """The day, week or month that it counts in."""
        day = self.begin.astimezone(self.zone).date()
        return rules.told(rules.first_day(day, unit, self.week_start).toordinal(), unit)

    @property
    def amount(self) -> int | float | None:
        """What it comes to."""
        if self.cents is None:
            return None
        return money(rules.cents_of(self.tracked * self.cents if self.entry.billable else 0))

    @property
    def zone(self) -> tzinfo:
        """The owner's."""
        return zone_of(self.owner.timezone)


def _stop(line: Line) -> datetime | None:
    entry = line.entry
    return None if entry.start is None or entry.duration is None else later(entry.start, entry.duration)


#: What stands in a column, by the thing that it shows.
COLUMNS: dict[str, Callable[[Line], Any]] = {
    "time_entry_id": lambda line: line.entry.id,
    "description": lambda line: line.entry.description or "",
    "type": lambda line: line.entry.type,
    "start": lambda line: line.entry.start,
    "stop": _stop,
    "planned_start": lambda line: line.entry.planned_start,
    "created_at": lambda line: line.entry.created_at,
    "updated_at": lambda line: line.entry.updated_at,
    "day": lambda line: line.first_day("day"),
    "week": lambda line: line.first_day("week"),
    "month": lambda line: line.first_day("month"),
    "duration": lambda line: line.tracked,
    "billable_duration": lambda line: line.tracked if line.entry.billable else 0,
    "non_billable_duration": lambda line: 0 if line.entry.billable else line.tracked,
    "planned_duration": lambda line: line.entry.planned_duration or 0,
    "break_duration": lambda line: line.seconds - line.tracked,
    "billable": lambda line: line.entry.billable,
    "project": lambda line: line.entry.project.id if line.entry.project else 0,
    "client": lambda line: line.entry.project.client.id if line.entry.project and line.entry.project.client else 0,
    "task": lambda line: line.entry.task.id if line.entry.task else 0,
    "tag": lambda line: line.entry.tag_ids,
    "user": lambda line: line.entry.toggl_user_id,
    "user_timezone": lambda line: line.owner.timezone,
    "amount": lambda line: line.amount,
    "rate": lambda line: None if line.cents is None else money(line.cents),
    "currency": lambda line: line.currency,
    **dict.fromkeys(UNKNOWN, lambda line: None),  # noqa: ARG005 - every column is asked alike
}


@dataclass(frozen=True, slots=True)
class Listing:
    """The columns of a page (wire name and thing of each), its rows, and how many rows there are on all pages."""

    columns: list[tuple[str, str]]
    rows: list[list[Any]]
    total: int
    people: list[Person]

    @property
    def objects(self) -> list[dict[str, Any]]:
        """Rows by the names of their columns."""
        names = [name for name, _ in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]

    def ids(self) -> dict[str, set[int]]:
        """The ids that stand in the rows, by what they are of."""
        found: dict[str, set[int]] = {}
        for place, (_, thing) in enumerate(self.columns):
            if thing in RECORDS:
                cells = [row[place] for row in self.rows]
                found[thing] = {one for cell in cells for one in (cell if isinstance(cell, list) else [cell])}
        return found


def list_entries(ctx: Context, asked: ReportQuery, *, paged: bool = True) -> Listing:
    """The entries that a question without groupings asks for. Raises Unprocessable for far too many."""
    if asked.aggregation_filters:
        raise Unprocessable("aggregation_filters", "test sums, and single entries have none")
    columns = _columns(asked)
    question = understand(ctx, msgspec.structs.replace(asked, ordinations=UNSET, aggregations=UNSET))
    shape = _shape(asked, question.shape, {thing for _, thing in columns})
    limit, offset = window(question, paged=paged)
    ids, total = queries.listed(ctx, shape, question.parameters, limit, offset)
    if len(ids) > MOST_ROWS:
        raise too_many("attributes")
    lines = _lines(ctx, question, ENTRIES_WITH_TASK.load(ctx, ids))
    rows = [[COLUMNS[thing](line) for _, thing in columns] for line in lines]
    return Listing(columns, rows, min(total, question.limit or total), question.placed.people)


def _columns(asked: ReportQuery) -> list[tuple[str, str]]:
    if asked.groupings or asked.aggregations:
        raise Unprocessable("attributes", "list single entries: ask for groupings and sums without them")
    found = {}
    for index, one in enumerate(asked.attributes or ()):
        thing = THINGS.get(one.property, one.property)
        if thing not in COLUMNS:
            names = dict.fromkeys([*THINGS, *(name for name in COLUMNS if name not in THINGS.values())])
            raise Invalid(f"attributes[{index}].property", f"must be one of {', '.join(names)}")
        found[str(one.property)] = thing
    return list(found.items())


def _shape(asked: ReportQuery, shape: Shape, things: set[str]) -> Shape:
    """Breaks and plans are listed where a column tells them apart."""
    found = [read_order(one, index, ORDERS) for index, one in enumerate(asked.ordinations or ())]
    order = tuple(dict.fromkeys(found)) or (Order("start"),)
    told = {"break_duration"} if things & {"type", "break_duration"} else set()
    told |= {"planned_duration"} if things & {"planned_start", "planned_duration"} else set()
    by = {one.by for one in order} & {"project", "client"}
    return replace(shape, order=order, things=(shape.things - {"duration"}) | told | by)


def _lines(ctx: Context, question: Question, entries: Sequence[TimeEntryWithTask]) -> list[Line]:
    people = {person.id: person for person in question.placed.people}
    return [_line(ctx, question, people[entry.toggl_user_id], entry) for entry in entries]


def _line(ctx: Context, question: Question, owner: Person, entry: TimeEntryWithTask) -> Line:
    begin = _begin(entry)
    day = str(begin.astimezone(zone_of(owner.timezone)).date())
    project_id = 0 if entry.project is None else entry.project.id
    cents = rules.price_on(question.placed.prices, project_id, owner.id, day)
    currency = None if cents is None else question.placed.currency
    return Line(
        entry, owner, question.rounding.of(_seconds(entry, ctx.now)), begin, question.placed.week_start, cents, currency
    )


def _seconds(entry: TimeEntryWithTask, now: datetime) -> int:
    if entry.duration is not None:
        return entry.duration
    return 0 if entry.start is None else max(0, elapsed(entry.start, now))


def _begin(entry: TimeEntryWithTask) -> datetime:
    if entry.start is not None:
        return entry.start
    return entry.tracked_at if entry.duration is not None or entry.planned_start is None else entry.planned_start
