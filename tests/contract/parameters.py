"""The table of query parameters: for each operation and each of its parameters what a value keeps and what it drops."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.contract.world import RANGE

See = Literal[
    "labels", "order", "entries", "totals", "assignees", "ghosts", "rates", "left", "pinned", "archived", "synced"
]


@dataclass(frozen=True)
class Row:
    """A value (with ids by label), the words that it keeps and those that it drops."""

    value: str
    keeps: tuple[str, ...]
    drops: tuple[str, ...]
    #: What is looked at: labels, pairs "a<b" of an order, whether something is `shown` or `hidden`, or what is `left`,
    #: `pinned` or `archived` after a change.
    see: See = "labels"
    #: Sent with and without the parameter.
    beside: Mapping[str, Any] = field(default_factory=dict)
    #: It asks for more: without it, the words that it drops are not there either, but something that it keeps is not.
    widens: bool = False
    #: A required parameter's other value: what the answer is compared with.
    instead: str | None = None


def row(value: str, keeps: str, drops: str, **more: Any) -> Row:
    """Words are separated by commas."""
    return Row(value, tuple(keeps.split(",")), tuple(drops.split(",")), **more)


Table = Mapping[str, Row]
ONE = {"per_page": 1}

_TASK_FILTERS: dict[str, Row] = {
    "active_by_date": row("2026-03-04", "rich", "late,plain"),
    "archived": row("true", "archived", "plain,rich"),
    "assignee_ghost_id": row("{ghost}", "rich", "late,plain"),
    "assignee_team_id": row("{spinners}", "rich", "late,blocked,plain"),
    "assignee_user_id": row("{ed}", "rich,late", "plain,blocked"),
    "cf_filter": row("{yarn}:wool", "rich", "plain"),
    "client_id": row("{mill}", "rich", "plain"),
    "creator_id": row("{bob}", "bobs", "rich,plain"),
    "dates_overlap_end": row("2026-03-10", "rich", "late,plain"),
    "dates_overlap_start": row("2026-03-10", "late", "rich,plain"),
    "disable_aggregations": row("true", "hidden", "shown", see="totals"),
    "end_date": row("2026-03-10", "rich", "late,plain"),
    "end_date_from": row("2026-03-10", "late", "rich,plain"),
    "end_date_to": row("2026-03-10", "rich", "late,plain"),
    "estimated_mins_max": row("90", "rich", "late,plain"),
    "estimated_mins_min": row("91", "late", "rich,plain"),
    "has_dates": row("true", "rich,late", "plain"),
    "has_time_blocks": row("true", "rich,blocked", "plain"),
    "has_time_entries": row("true", "rich,blocked", "plain"),
    "include_drafts": row("true", "drafted,plain", "archived", widens=True),
    "include_parent_matches": row("true", "rich", "plain,late", beside={"name": "root"}, widens=True),
    "include_assignees": row("true", "shown", "hidden", see="assignees"),
    "include_ghost_assignees": row("true", "shown", "hidden", see="ghosts"),
    "include_project_completed": row("true", "finished,plain", "archived", widens=True),
    "include_rates": row("true", "shown", "hidden", see="rates"),
    "is_priority": row("true", "rich", "plain"),
    "name": row("YARN", "rich", "plain"),
    "order_by": row("name", "plain<rich", "rich<plain", see="order"),
    "parent_task_id": row("{root}", "rich", "plain,root"),
    "pinned": row("true", "rich", "plain"),
    "priority": row("high", "rich", "plain"),
    "private": row("true", "rich", "plain"),
    "project_id": row("{autumn}", "rich", "plain"),
    "recurring": row("true", "rich", "plain"),
    "recurring_task_ids": row("{rich}", "rich", "plain"),
    "source": row("plan", "rich", "plain"),
    "start_date": row("2026-03-10", "late", "rich,plain"),
    "start_date_from": row("2026-03-10", "late", "rich,plain"),
    "start_date_to": row("2026-03-10", "rich", "late,plain"),
    "state": row("tracked", "rich,blocked", "plain"),
    "status_id": row("{done}", "rich", "plain"),
    "tag_id": row("{wool}", "rich", "plain"),
    "team_id": row("{spinners}", "rich,late", "blocked,plain"),
    "time_block_completed": row("true", "rich", "blocked,plain"),
    "time_block_id": row("{second}", "blocked", "rich,plain"),
    "timeblock_start_from": row("2026-03-10T00:00:00Z", "blocked", "rich,plain"),
    "timeblock_start_until": row("2026-03-10T00:00:00Z", "rich", "blocked,plain"),
    "toggl_user_id": row("{bob}", "rich,bobs", "plain"),
    "with_entries": row("true", "shown", "hidden", see="entries"),
}
_TASK_PAGES = {
    "page": row("2", "late", "blocked", beside={**ONE, "order_by": "-created_at", "name": "l"}),
    "per_page": row("1", "blocked", "late", beside={"order_by": "-created_at", "name": "l"}),
}
_CHILDREN: dict[str, Row] = {
    "archived": row("true", "mid", "root"),
    "assignee_user_id": row("{bob}", "mid,rich", "root"),
    "include_assignees": row("true", "shown", "hidden", see="assignees"),
    "include_ghost_assignees": row("true", "shown", "hidden", see="ghosts"),
    "order_by": row("name", "mid<root", "root<mid", see="order"),
    "page": row("2", "rich", "root", beside=ONE),
    "per_page": row("1", "root", "mid,rich"),
    "source": row("plan", "mid,rich", "root"),
    "status_id": row("{done}", "mid,rich", "root"),
    "tag_id": row("{wool}", "mid,rich", "root"),
    "team_id": row("{spinners}", "mid,rich", "root"),
    "with_entries": row("true", "shown", "hidden", see="entries"),
}
_PARENTS: dict[str, Row] = {
    "archived": row("true", "mid", "root,leaf"),
    "assignee_user_id": row("{bob}", "mid", "root,leaf"),
    "include_assignees": row("true", "shown", "hidden", see="assignees"),
    "include_ghost_assignees": row("true", "shown", "hidden", see="ghosts"),
    "order_by": row("-name", "mid<leaf", "leaf<mid", see="order"),
    "page": row("2", "mid", "leaf", beside=ONE),
    "per_page": row("1", "leaf", "root,mid"),
    "source": row("plan", "mid", "root,leaf"),
    "status_id": row("{done}", "mid", "root,leaf"),
    "tag_id": row("{wool}", "mid", "root,leaf"),
    "team_id": row("{spinners}", "mid", "root,leaf"),
    "with_entries": row("true", "shown", "hidden", see="entries"),
}
_WINDOW = {"date_from": "2026-03-10T00:00:00Z", "date_to": "2026-03-10T00:00:00Z"}


def _windowed(early: str, late: str) -> dict[str, Row]:
    return {
        "date_from": row(_WINDOW["date_from"], late, early, instead=RANGE["date_from"]),
        "date_to": row(_WINDOW["date_to"], early, late, instead=RANGE["date_to"]),
    }


_BLOCK_FILTERS: dict[str, Row] = {
    **_windowed("first", "second"),
    "archived": row("true", "shelved", "first,second"),
    "order_by": row("-start", "second<first", "first<second", see="order"),
    "status_id": row("{done}", "first,shelved", "second"),
    "task_id": row("{blocked}", "second", "first,shelved"),
    "toggl_user_id": row("{bob}", "bobs block", "first,second"),
}
_BLOCK_PAGES = {
    "page": row("2", "shelved", "first", beside=ONE),
    "per_page": row("1", "first", "shelved,second"),
}
_ENTRY_FILTERS: dict[str, Row] = {
    **_windowed("worked", "elsewhere"),
    "archived": row("true", "paused", "worked,elsewhere"),
    "include_taskless": row("true", "taskless,worked", "bobs entry,gone", widens=True),
    "order_by": row("-start", "elsewhere<worked", "worked<elsewhere", see="order"),
    "project_id": row("{autumn}", "worked,paused", "elsewhere"),
    "status_id": row("{done}", "worked,paused", "elsewhere"),
    "task_id": row("{blocked}", "elsewhere", "worked,paused"),
    "time_block_id": row("{first}", "worked", "paused,elsewhere"),
    "toggl_user_id": row("{bob}", "bobs entry", "worked,elsewhere"),
    "type": row("break", "paused", "worked,elsewhere"),
}
_ENTRY_PAGES = {
    "page": row("2", "paused", "worked", beside=ONE),
    "per_page": row("1", "worked", "paused,elsewhere"),
}

#: By the operation's short name.
ROWS: dict[str, Table] = {
    "GET tasks": {**_TASK_FILTERS, **_TASK_PAGES},
    "GET tasks/stream": _TASK_FILTERS,
    "GET tasks/{task_id}/children": _CHILDREN,
    "GET tasks/{task_id}/parents": _PARENTS,
    "GET tasks/{task_id}": {
        "include_assignees": row("true", "shown", "hidden", see="assignees"),
        "include_ghost_assignees": row("true", "shown", "hidden", see="ghosts"),
    },
    "DELETE tasks/bulk": {"ids": row("{plain}", "rich,late", "plain", see="left")},
    "GET tasks/{task_id}/time-blocks": {
        "archived": row("true", "shelved", "first"),
        "order_by": row("-start", "shelved<first", "first<shelved", see="order"),
        "page": row("2", "shelved", "first", beside=ONE),
        "per_page": row("1", "first", "shelved"),
        "toggl_user_id": row("{bob}", "bobs block", "first"),
    },
    "GET time-blocks": {**_BLOCK_FILTERS, **_BLOCK_PAGES},
    "GET time-blocks/stream": _BLOCK_FILTERS,
    "DELETE time-blocks/bulk": {"ids": row("{first}", "second,shelved", "first", see="left")},
    "GET tasks/{task_id}/time-entries": {
        "archived": row("true", "paused", "worked"),
        "order_by": row("-start", "paused<worked", "worked<paused", see="order"),
        "page": row("2", "paused", "worked", beside=ONE),
        "per_page": row("1", "worked", "paused"),
        "time_block_id": row("{first}", "worked", "paused"),
        "toggl_user_id": row("{bob}", "bobs entry", "worked"),
        "type": row("break", "paused", "worked"),
    },
    "GET time-entries": {**_ENTRY_FILTERS, **_ENTRY_PAGES},
    "GET time-entries/stream": _ENTRY_FILTERS,
    "GET time-entries/time-block-ids/stream": {
        "time_block_id": row("{first}", "worked", "elsewhere", instead="{second}"),
    },
    "GET tasks/recurring": {
        "archived": row("true", "weekly again", "daily"),
        "assignee_team_id": row("{spinners}", "daily", "weekly,monthly"),
        "assignee_user_id": row("{ed}", "daily,weekly", "monthly"),
        "dates_overlap_end": row("2026-03-20", "daily", "weekly"),
        "dates_overlap_start": row("2026-03-20", "weekly", "daily"),
        "end_date": row("2026-03-20", "daily", "weekly"),
        "include_assignees": row("true", "shown", "hidden", see="assignees"),
        "include_ghost_assignees": row("true", "shown", "hidden", see="ghosts"),
        "page": row("2", "daily again", "daily", beside=ONE),
        "per_page": row("1", "daily", "weekly"),
        "recurring_task_ids": row("{daily}", "daily", "weekly"),
        "start_date": row("2026-03-20", "weekly", "daily"),
        "tag_id": row("{wool}", "daily", "weekly"),
        "team_id": row("{spinners}", "daily,weekly", "monthly"),
    },
    "DELETE tasks/{task_id}": {"from_recurring_task_id": row("{daily}", "weekly", "daily again", see="left")},
    "PATCH tasks/{task_id}": {
        "from_recurring_task_id": row("{daily}", "daily,daily again", "weekly", see="pinned", widens=True),
    },
    "PUT tasks/calendar": {
        "date_from": row(
            "2026-03-08T00:00:00Z", "Late event", "Early event", see="synced", instead="2026-03-01T00:00:00Z"
        ),
        "date_to": row(
            "2026-03-08T00:00:00Z", "Early event", "Late event", see="synced", instead="2026-03-31T00:00:00Z"
        ),
        "timezone": row("America/New_York", "Early event", "Floating event", see="synced"),
    },
    "POST tasks/{task_id}/archive": {
        "from_recurring_task_id": row("{daily}", "daily,daily again", "weekly", see="archived", widens=True),
    },
    "DELETE time-entries/bulk": {"ids": row("{worked}", "elsewhere,taskless", "worked", see="left")},
    "PATCH time-entries/bulk/restore": {"ids": row("{gone}", "gone,worked", "gone too", see="left", widens=True)},
}
#: (operation, parameter) → why it changes nothing that could be seen.
WITHOUT_EFFECT = {
    (name, parameter): why
    for parameter, why, names in (
        (
            "outbound_sync",
            "pushes to a connected calendar, and there is none",
            (
                "DELETE tasks/bulk",
                "DELETE tasks/{task_id}",
                "DELETE tasks/{task_id}/time-blocks/{time_block_id}",
                "DELETE time-blocks/bulk",
            ),
        ),
        (
            "expand_calendar_event",
            "no calendar is connected, so `calendar_event` is null",
            ("GET time-entries", "GET time-entries/stream"),
        ),
    )
    for name in names
}
#: What the ids of a path are, where the operation's name says nothing else.
PATHS = {"task_id": "rich", "time_block_id": "first", "time_entry_id": "worked"}
PATHS_OF = {
    "GET tasks/{task_id}/children": {"task_id": "root"},
    "GET tasks/{task_id}/parents": {"task_id": "leaf"},
    "DELETE tasks/{task_id}": {"task_id": "daily"},
    "PATCH tasks/{task_id}": {"task_id": "daily"},
    "POST tasks/{task_id}/archive": {"task_id": "daily"},
}
#: What a request says besides.
BODIES = {"PATCH tasks/{task_id}": {"pinned": True}}
#: After a change: how the records that it touched are found.
AFTER: Mapping[str, Mapping[str, Any]] = {"left": {}, "pinned": {"pinned": True}, "archived": {"archived": True}}
