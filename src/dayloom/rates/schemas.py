"""Rates on the wire: those of the workspace have dates, those of a project the same days as `start_at` and `end_at`."""

from datetime import datetime

import msgspec

from dayloom.fields import UNSET, Cents, Currency, Day, Input, Listing, Maybe, PageNumber, PageSize, Text


class NewRate(Input, frozen=True, kw_only=True):
    """The body of a workspace's new rate. It takes its days from the rates that are there."""

    currency: Currency
    hourly_rate: Cents
    start_date: Day
    end_date: Maybe[Day] = UNSET


class NewProjectRate(Input, frozen=True, kw_only=True):
    """The body of a project's new rate. It takes its days from the rates that are there."""

    currency: Currency
    hourly_rate: Cents
    start_at: Day
    end_at: Maybe[Day] = UNSET


class Rate(msgspec.Struct, frozen=True):
    """A rate that was just set."""

    currency: str
    hourly_rate: int | float
    start_date: str
    end_date: str | None


class DatedRate(msgspec.Struct, frozen=True):
    """A rate of the workspace."""

    id: int
    currency: str
    hourly_rate: int | float
    start_date: str
    end_date: str | None


class OwnedRate(msgspec.Struct, frozen=True):
    """A rate and whose it is: `entity_id` is the project or the person, for a person in a project `entity_id` is the
    project and `sub_entity_id` the person.
    """

    id: int
    currency: str
    hourly_rate: int | float
    start_date: str
    end_date: str | None
    entity_id: int
    sub_entity_id: int | None


class ProjectRate(msgspec.Struct, frozen=True):
    """A rate of a project, or the workspace's where the project has none: one of the two ids is null."""

    project_rate_id: int | None
    workspace_rate_id: int | None
    currency: str
    hourly_rate: int | float
    start_at: str
    end_at: str | None


class EffectiveRate(msgspec.Struct, frozen=True):
    """What an hour of a project costs today. One of the two ids says whose rate it is; all is null where none holds.
    `has_more_rates`: the project has others of its own, for other days.
    """

    project_id: int
    project_name: str
    project_color: str | None
    project_created_at: datetime
    billable: bool
    currency: str | None
    hourly_rate: int | float | None
    start_at: str | None
    end_at: str | None
    has_more_rates: bool
    project_rate_id: int | None
    workspace_rate_id: int | None


class RateSpan(msgspec.Struct, frozen=True):
    """The days that a rate would be left with."""

    id: int
    start_date: str
    end_date: str | None


class ModifiedRate(msgspec.Struct, frozen=True):
    """A rate that would lose some of its days. One that is cut in two stands here twice."""

    current: DatedRate
    new: RateSpan


class RateConflicts(msgspec.Struct, frozen=True):
    """The answer of `check`: what a new rate would do to those that are there."""

    deleted: list[DatedRate]
    modified: list[ModifiedRate]


class RatesQuery(Listing, frozen=True, kw_only=True):
    """The query of a list of rates: its order."""


class RatesDelete(msgspec.Struct, frozen=True, kw_only=True):
    """From which day to which, both inclusive, there shall be no rate; without `to`, for good."""

    from_: Day = msgspec.field(name="from")
    to: Maybe[Day] = UNSET


class ProjectRatesDelete(msgspec.Struct, frozen=True, kw_only=True):
    """From which day to which, both inclusive, a project shall have no rate of its own."""

    from_: Day = msgspec.field(name="from")
    to: Day


class PricesQuery(Listing, frozen=True, kw_only=True):
    """`GET projects/rates`: `search` is a part of a project's name, `rows` the size of a page."""

    page: PageNumber = 1
    rows: PageSize = PageSize(20)
    search: Maybe[Text] = UNSET


class PricesPage(msgspec.Struct, frozen=True):
    """The answer of `GET projects/rates`."""

    data: list[EffectiveRate]
    page: int
    rows: int
    total: int
