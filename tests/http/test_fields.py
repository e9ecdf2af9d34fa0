"""Instants and days at the ends of the calendar: what is stored can be shown in every zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dayloom.fields import Day, Moment, RangeEnd, RangeStart
from tests.client import Client

EAST, WEST = ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Pacific/Pago_Pago")


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00"])
def test_an_instant_that_some_zone_cannot_show_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="must be between the years 2 and 9998"):
        Moment.parse(text, UTC)


@pytest.mark.parametrize("text", ["9998-12-30T23:59:59Z", "0002-01-01T00:00:00Z"])
def test_the_rest_can_be_shown_everywhere_and_for_999_hours(text: str) -> None:
    moment = Moment.parse(text, UTC)
    for zone in (EAST, WEST):
        assert datetime.fromtimestamp(moment.timestamp(), zone) == moment
        assert datetime.fromtimestamp((moment + timedelta(hours=999)).timestamp(), zone) > moment


@pytest.mark.parametrize("zone", [EAST, WEST, UTC])
@pytest.mark.parametrize("text", ["9999-12-31", "9999-12-31T23:59:59-12:00", "0001-01-01", "0001-01-01T00:00:00+14:00"])
def test_in_a_range_the_ends_of_the_calendar_mean_always(text: str, zone: ZoneInfo) -> None:
    start, end = RangeStart.parse(text, zone), RangeEnd.parse(text, zone)
    assert start.year in (1, 2, 9998, 9999)
    assert end >= start
    assert Day.parse(text, zone)[:4] in ("0001", "0002", "9998", "9999")


def test_a_range_still_needs_an_instant_or_a_day() -> None:
    for text in ("tomorrow", "2026-03-02T09:00:00", "2026-02-30"):
        with pytest.raises(ValueError, match="must be"):
            RangeStart.parse(text, UTC)
    assert RangeStart.parse("2026-03-02T09:00:00.9Z", UTC) == datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_a_key_for_ever_needs_no_date(alice: Client) -> None:
    alice.patch("/users/me/settings", {"timezone": "Asia/Tokyo"})
    said = alice.post("/api-keys", {"name": "a", "expires_at": "9999-12-31T23:59:59Z"}, expect=400)
    assert "expires_at" in said["error_description"]
    alice.post("/api-keys", {"name": "a", "expires_at": "9998-12-30T23:59:59Z"}, expect=201)


def test_local_mean_time_survives_the_round_trip(alice: Client) -> None:
    """Berlin was 53 minutes and 28 seconds ahead; an offset on the wire has no seconds."""
    alice.patch("/users/me/settings", {"timezone": "Europe/Berlin"})
    entry = alice.post("{OW}/time-entries", {"start": "1800-01-01T00:00:00Z", "duration": 1})
    again = alice.post("{OW}/time-entries", {"start": entry["start"], "duration": 1})
    assert (entry["start"], again["start"]) == ("1800-01-01T00:00:00Z", "1800-01-01T00:00:00Z")


def test_a_name_of_nothing_visible_is_empty(alice: Client) -> None:
    assert "must not be empty" in alice.post("{OW}/tasks", {"name": "\u200b\ufeff"}, expect=400)["error_description"]
