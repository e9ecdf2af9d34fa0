"""What is asked of the rates of many projects and people. The rates themselves are in `rates`."""

import msgspec

from dayloom.fields import UNSET, Day, Ids, Listing, Maybe


class ProjectsRatesQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`GET billable-rates/projects/rates`: which of these projects' own rates hold on this day."""

    project_id: Ids
    date: Day


class PeopleRatesQuery(Listing, frozen=True, kw_only=True):
    """`GET billable-rates/users/rates`."""

    user_id: Maybe[Ids] = UNSET


class ProjectPeopleRatesQuery(PeopleRatesQuery, frozen=True, kw_only=True):
    """`GET billable-rates/projects/users/rates`."""

    project_id: Maybe[Ids] = UNSET
    date: Maybe[Day] = UNSET
