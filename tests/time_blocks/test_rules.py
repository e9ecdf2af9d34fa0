"""The rules of blocks, without a database."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dayloom.errors import Invalid
from dayloom.time_blocks.rules import completed_at, end_of

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
EARLIER = NOON - timedelta(hours=1)


@pytest.mark.parametrize("duration, end", [(None, NOON), (0, NOON), (60, NOON + timedelta(minutes=1))])
def test_where_a_block_ends(duration: int | None, end: datetime) -> None:
    assert end_of(NOON, duration) == end


def test_nothing_reaches_beyond_the_calendar() -> None:
    with pytest.raises(Invalid, match="9999"):
        end_of(datetime(9999, 12, 31, 23, tzinfo=UTC), 7200)


@pytest.mark.parametrize(
    "given, before, stamp",
    [
        ({}, None, None),
        ({}, EARLIER, EARLIER),
        ({"completed": True}, None, NOON),
        ({"completed": True}, EARLIER, EARLIER),
        ({"completed": False}, EARLIER, None),
    ],
)
def test_when_a_block_is_completed(given: Any, before: datetime | None, stamp: datetime | None) -> None:
    assert completed_at(given, before, NOON) == stamp
