"""The rules of entries, without a database."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dayloom.errors import Invalid
from dayloom.time_entries.rules import check_entry, is_running, keyed, placed, seconds_until

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NOTHING: dict[str, Any] = dict.fromkeys(("start", "duration", "planned_start", "planned_duration", "tracked_at"))


@pytest.mark.parametrize(
    "given, runs",
    [({"start": NOON}, True), ({"start": NOON, "duration": 0}, False), ({"planned_start": NOON}, False)],
)
def test_running_is_started_and_not_finished(given: Any, runs: bool) -> None:
    assert is_running({**NOTHING, **given}) is runs


@pytest.mark.parametrize(
    "given, begin, end",
    [
        ({"start": NOON}, NOON, None),
        ({"start": NOON, "duration": 60}, NOON, NOON + timedelta(minutes=1)),
        ({"duration": 60, "tracked_at": NOON}, NOON, NOON),
        ({"duration": 60, "tracked_at": NOON, "planned_start": NOON - timedelta(days=1)}, NOON, NOON),
        ({"planned_start": NOON}, NOON, NOON),
        ({"planned_start": NOON, "tracked_at": NOON - timedelta(days=1)}, NOON, NOON),
    ],
)
def test_where_an_entry_lies(given: Any, begin: datetime, end: datetime | None) -> None:
    assert placed({**NOTHING, **given}) == {"begin_at": begin, "end_at": end}


def test_nothing_reaches_beyond_the_calendar() -> None:
    with pytest.raises(Invalid, match="9999"):
        placed({**NOTHING, "start": datetime(9999, 12, 31, 23, tzinfo=UTC), "duration": 7200})


def test_an_entry_needs_a_time() -> None:
    with pytest.raises(Invalid, match="start"):
        check_entry({**NOTHING, "planned_duration": 60})


@pytest.mark.parametrize("given", [{"start": NOON}, {"planned_start": NOON}])
def test_a_finished_entry_stays_finished(given: Any) -> None:
    with pytest.raises(Invalid, match="duration"):
        check_entry({**NOTHING, **given}, {**NOTHING, "duration": 60})
    check_entry({**NOTHING, **given}, {**NOTHING, "planned_start": NOON})


@pytest.mark.parametrize("seconds, counted", [(90, 90), (0, 0), (-90, 0)])
def test_stopping_never_counts_below_zero(seconds: int, counted: int) -> None:
    assert seconds_until(NOON, NOON + timedelta(seconds=seconds)) == counted


def test_a_description_is_kept_as_it_is_searched() -> None:
    assert keyed("Über Straße") == {"description_key": "uber strasse"}
    assert keyed(None) == {"description_key": None}
