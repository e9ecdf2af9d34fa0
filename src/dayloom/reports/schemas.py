"""A report on the wire: the question, and the answer in one of its three forms."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from dayloom.fields import UNSET, Currency, Day, Input, Maybe, Word
from dayloom.projects.schemas import ProjectFixedFee

Form = Literal["json_row", "table", "hierarchical"]
#: More groups in groups than anybody reads.
Groupings = Annotated[list["ReportGrouping"], Meta(max_length=6)]
Several = Annotated[list["ReportAggregation"], Meta(max_length=20)]
#: Clients send empty words for what they leave out.
Choice = str | None


class ReportPeriod(msgspec.Struct, frozen=True, kw_only=True):
    """From a day or an instant to another, both inclusive; or a `preset` like `this_month`."""

    from_: Choice = msgspec.field(name="from", default=None)
    to: Choice = None
    preset: Choice = None


class ReportFilter(Input, frozen=True, kw_only=True):
    """A test of a property; or several tests in `conditions`, joined by the operator `and` or `or`."""

    property: Choice = None
    operator: Choice = None
    value: Any = None
    conditions: Annotated[list["ReportFilter"], Meta(max_length=100)] | None = None


class ReportGrouping(msgspec.Struct, frozen=True, kw_only=True):
    """What to group by: `project_id`, `client_id`, `task_id`, `tag_ids`, `user_account_id`, `start_date`, …"""

    property: Word
    show_empty: bool | None = None


class ReportAggregation(msgspec.Struct, frozen=True, kw_only=True):
    """What to add up: the `sum` of `duration`, `billable_duration`, …"""

    function: Word
    property: Word


class ReportSumFilter(Input, frozen=True, kw_only=True):
    """A test of what a group adds up to: the aggregation's sum, or its `count`, compared with a number (`=`, `!=`, `>`,
    `>=`, `<`, `<=`); or several tests in `conditions`, joined by the operator `and` or `or`.
    """

    aggregation: ReportAggregation | None = None
    property: Choice = None
    operator: Choice = None
    value: Any = None
    conditions: Annotated[list["ReportSumFilter"], Meta(max_length=100)] | None = None


class ReportTransformation(msgspec.Struct, frozen=True, kw_only=True):
    """What is done with each entry before it is added up: `round_duration`, with minutes and `up`, `down` or `nearest`
    as parameters.
    """

    name: Word
    parameters: list[Any] | None = None


class ReportAttribute(msgspec.Struct, frozen=True, kw_only=True):
    """A column of a report that lists single entries."""

    property: Word


class ReportOrder(msgspec.Struct, frozen=True, kw_only=True):
    """By a property of the answer: of a grouping by what it is called, of a sum by its value."""

    property: Word
    direction: Choice = None
    nulls: Choice = None


class ReportPages(msgspec.Struct, frozen=True, kw_only=True):
    """Which page, from 1."""

    page: Annotated[int, Meta(ge=1, le=10_000_000)] = 1
    per_page: Annotated[int, Meta(ge=1, le=100_000)] = 100


class ReportQuery(Input, frozen=True, kw_only=True):
    """The question. Only the period is required; what is left out, null or empty asks for nothing.

    `conversion_date` has no effect: currencies are not converted.
    """

    period: ReportPeriod
    filters: Maybe[Annotated[list[ReportFilter], Meta(max_length=100)]] = UNSET
    groupings: Maybe[Groupings] = UNSET
    aggregations: Maybe[Several] = UNSET
    attributes: Maybe[Annotated[list[ReportAttribute], Meta(max_length=40)]] = UNSET
    ordinations: Maybe[Annotated[list[ReportOrder], Meta(max_length=10)]] = UNSET
    pagination: Maybe[ReportPages] = UNSET
    limit: Maybe[Annotated[int, Meta(ge=1, le=100_000)]] = UNSET
    currency: Maybe[Currency] = UNSET
    aggregation_filters: Maybe[Annotated[list[ReportSumFilter], Meta(max_length=100)]] = UNSET
    transformations: Maybe[Annotated[list[ReportTransformation], Meta(max_length=10)]] = UNSET
    conversion_date: Maybe[Day] = UNSET
    modifiers: Maybe[dict[str, Any]] = UNSET


class ReportForm(msgspec.Struct, frozen=True, kw_only=True):
    """How the answer looks."""

    response_format: Maybe[Form] = UNSET
    include_dicts: Maybe[bool] = UNSET


# --- dictionaries ---------------------------------------------------------------------------------


class NamedEntry(msgspec.Struct, frozen=True):
    """What an id is called."""

    id: int
    name: str


class TagEntry(msgspec.Struct, frozen=True):
    """A tag."""

    id: int
    name: str
    color: str | None


class StatusEntry(msgspec.Struct, frozen=True):
    """A status."""

    id: int
    name: str
    emoji: str | None
    position: int
    type: str


class UserEntry(msgspec.Struct, frozen=True):
    """A person, by their account."""

    id: int
    name: str
    email: str
    organization_user_id: int | None
    group_ids: list[int]
    weekly_working_hours: None


class ProjectEntry(msgspec.Struct, frozen=True):
    """A project."""

    id: int
    name: str
    color: str | None
    client_id: int | None
    billable: bool
    completed_at: datetime | None
    start_date: str | None
    end_date: str | None
    estimated_mins: int | None
    parent_id: int | None
    children_count: int
    task_ids: list[int]
    custom_field_values: list[Any]
    auto_compute_estimates: bool
    fixed_fee: ProjectFixedFee | None
    is_recurring: bool
    recurring_project_id: int | None
    rollover_mins: int | None
    source_template_id: int | None


class TaskEntry(msgspec.Struct, frozen=True):
    """A task."""

    id: int
    name: str
    billable: bool
    children_count: int
    color: str | None
    creator_id: int
    custom_field_values: list[Any]
    description: str | None
    estimated_mins: int | None
    notes: str | None
    parent_task_id: int | None
    pinned: bool
    priority: str
    private: bool
    project_id: int | None
    status_id: int
    status_updated_at: datetime | None
    tag_ids: list[int]


class Dictionary(msgspec.Struct, frozen=True):
    """What the ids of an answer are called, by id."""

    clients: dict[str, NamedEntry]
    custom_field_options: dict[str, Any]
    custom_fields: dict[str, Any]
    groups: dict[str, NamedEntry]
    projects: dict[str, ProjectEntry]
    status: dict[str, StatusEntry]
    tags: dict[str, TagEntry]
    tasks: dict[str, TaskEntry]
    user_tags: dict[str, TagEntry]
    users: dict[str, UserEntry]


class ReportResult(msgspec.Struct, frozen=True):
    """The answer: one of the three forms is filled, the others are null. `total_count` counts what pages divide."""

    data_hierarchical: dict[str, Any] | None
    data_json_row: list[dict[str, Any]] | None
    data_table: list[list[Any]] | None
    dictionaries: Dictionary | None
    total_count: int
