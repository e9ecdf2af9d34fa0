"""One's own settings: defaults, changes, and the time zone that follows everywhere."""

from typing import Any

import pytest
from sqlalchemy import select

from dayloom.auth.roles import WS_USER
from dayloom.db import engine
from dayloom.db.statement import Statement
from dayloom.users.schemas import Preferences, SettingsPatch, UserSettings
from dayloom.workspaces import service as workspaces
from dayloom.workspaces.tables import organization_members, workspace_members
from tests.cast import MONDAY, Cast, create_person
from tests.client import Client
from tests.stores import Store

MINE = "/users/me/settings"


def test_settings_tell_where_the_person_is(bob: Client, cast: Cast) -> None:
    settings = bob.get(MINE)
    assert set(settings) == set(UserSettings.__struct_fields__)
    assert settings["current_workspace_id"] == cast.workspace_id
    assert settings["current_organization_id"] == settings["organization_id"] == cast.organization_id
    assert (settings["timezone"], settings["theme"], settings["start_week_on"]) == ("UTC", "auto", 1)
    for name in ("tos_ack_decoupled_licenses", "trial_ended_modal_seen"):
        assert settings[name] == {str(cast.organization_id): "2026-03-02T09:00:00Z"}


def test_a_person_in_no_workspace_has_settings_too(store: Store, app: Any) -> None:
    with store.database.write() as db:
        dora = create_person(db, "Dora")
    settings = Client(app, dora.key).get(MINE)
    assert (settings["current_workspace_id"], settings["organization_id"]) == (None, None)
    assert settings["trial_ended_modal_seen"] == {}
    assert Client(app, dora.key).get("/accounts/me/metadata")["has_tasks"] is False


def test_a_change_touches_nothing_else(alice: Client, bob: Client) -> None:
    before, theirs = alice.get(MINE), bob.get(MINE)
    changed = alice.patch(MINE, {"theme": "dark", "start_week_on": 0, "unknown": 1}, expect=200)
    assert changed == {**before, "theme": "dark", "start_week_on": 0}
    assert alice.patch(MINE, {"theme": "light"}) == {**before, "theme": "light", "start_week_on": 0}
    assert alice.get(MINE) == {**before, "theme": "light", "start_week_on": 0}
    assert bob.get(MINE) == theirs


def test_a_day_of_work_has_eight_hours_until_one_says_otherwise(alice: Client) -> None:
    assert alice.get(MINE)["working_day_mins"] == 480
    assert alice.patch(MINE, {"working_day_mins": 390}, expect=200)["working_day_mins"] == 390
    for odd in (0, 1441, None, "8h"):
        assert "working_day_mins" in alice.patch(MINE, {"working_day_mins": odd}, expect=400)["error_description"]
    assert alice.get(MINE)["working_day_mins"] == 390


def test_a_day_of_work_begins_at_nine_until_one_says_otherwise(alice: Client) -> None:
    assert alice.get(MINE)["working_day_start_mins"] == 540
    for good in (0, 1439, 450):
        assert alice.patch(MINE, {"working_day_start_mins": good})["working_day_start_mins"] == good
    for odd in (-1, 1440, None, "7:30"):
        sentence = alice.patch(MINE, {"working_day_start_mins": odd}, expect=400)["error_description"]
        assert "working_day_start_mins" in sentence
    assert alice.get(MINE)["working_day_start_mins"] == 450


def test_null_clears_what_can_be_empty(alice: Client) -> None:
    given = {"time_block_color": "#aabbcc", "language_code": "de", "default_page": "board"}
    assert given.items() <= alice.patch(MINE, given).items()
    cleared = alice.patch(MINE, dict.fromkeys(given))
    assert [cleared[name] for name in given] == [None, None, None]


@pytest.mark.parametrize(
    "body, said",
    [
        ({"theme": "blue"}, "theme must be one of light, dark, auto"),
        ({"theme": None}, "theme"),
        ({"start_week_on": 2}, "start_week_on must be one of 0, 1"),
        ({"start_week_on": True}, "start_week_on"),
        ({"start_week_on": 1.0}, "start_week_on"),
        ({"autolog_time": None}, "autolog_time"),
        ({"autolog_time": 1}, "autolog_time"),
        ({"pomodoro_mode_session_duration_mins": 0}, "pomodoro_mode_session_duration_mins"),
        ({"name": "  "}, "name"),
        ({"name": None}, "name"),
        ({"name": "x" * 501}, "name"),
        ({"timezone": "Europe/Nowhere"}, "timezone must be an IANA time zone"),
        ({"timezone": "../../etc/passwd"}, "timezone"),
        ({"timezone": "localtime"}, "timezone"),
        ({"timezone": "posixrules"}, "timezone"),
        ({"timezone": "europe/berlin"}, "timezone"),
        ({"timezone": ""}, "timezone"),
        ({"timezone": None}, "timezone"),
        ({"platform_nudges": {"a": 1}}, "platform_nudges"),
        ({"platform_nudges": None}, "platform_nudges"),
        ({"platform_nudges": {"a": "\x00"}}, "platform_nudges"),
        ({"current_workspace_id": 1}, "current_workspace_id must be one of your workspaces"),
        ({"current_workspace_id": "1"}, "current_workspace_id"),
        ({"language_code": "x" * 101}, "language_code must be at most 100 characters"),
        ({"platform_nudges": {str(each): "x" * 9_000 for each in range(9)}}, "settings must take at most"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(alice: Client, body: dict[str, Any], said: str) -> None:
    before = alice.get(MINE)
    refused = alice.patch(MINE, {"send_daily_brief": True, **body}, expect=400)
    assert refused["error"] == "validation"
    assert said in refused["error_description"]
    assert alice.get(MINE) == before


def test_ones_name_is_changed_wherever_it_stands(alice: Client, store: Store) -> None:
    alice.patch(MINE, {"name": " Alice Carder "}, expect=200)
    assert alice.get("/accounts/me")["name"] == "Alice Carder"
    with store.database.read() as db:
        for table in (workspace_members, organization_members):
            assert {name for (name,) in db.all(Statement(select(table.c.name)), {})} == {
                "Alice Carder",
                "Bob",
                "Charlie",
            }


def test_the_time_zone_is_the_profiles_and_goes_with_every_membership(alice: Client, bob: Client, store: Store) -> None:
    before = alice.post("{W}/tags", {"name": "wool"})["created_at"]
    assert before == "2026-03-02T09:00:00Z"
    assert alice.patch(MINE, {"timezone": "Asia/Tokyo"})["timezone"] == "Asia/Tokyo"
    assert alice.get("/accounts/me")["timezone"] == "Asia/Tokyo"
    assert alice.get("{W}/tags")["data"][0]["created_at"] == "2026-03-02T18:00:00+09:00"
    assert bob.get("{W}/tags")["data"][0]["created_at"] == before
    with store.database.read() as db:
        zones = db.all(Statement(select(workspace_members.c.name, workspace_members.c.timezone)), {})
    assert sorted(zones) == [("Alice", "Asia/Tokyo"), ("Bob", "UTC"), ("Charlie", "UTC")]


def test_the_current_workspace_is_one_of_theirs(alice: Client, store: Store, cast: Cast) -> None:
    assert alice.patch(MINE, {"current_workspace_id": cast.other_workspace_id}, expect=400)["error"] == "validation"
    with store.database.write() as db:
        workspaces.add_member(db, cast.other_workspace_id, cast.alice.id, WS_USER, MONDAY)
    chosen = alice.patch(MINE, {"current_workspace_id": cast.other_workspace_id})
    assert chosen["current_workspace_id"] == cast.other_workspace_id
    assert chosen["organization_id"] == chosen["current_organization_id"] == cast.other_organization_id
    both = {str(cast.organization_id), str(cast.other_organization_id)}
    assert set(chosen["tos_ack_decoupled_licenses"]) == both
    cleared = alice.patch(MINE, {"current_workspace_id": None})
    assert cleared["current_workspace_id"] == cast.workspace_id


def test_acknowledgements_are_kept_beside_the_organizations(alice: Client, cast: Cast) -> None:
    ours = str(cast.organization_id)
    settings = alice.patch(MINE, {"trial_ended_modal_seen": {ours: "seen", "7": "too"}})
    assert settings["trial_ended_modal_seen"] == {ours: "seen", "7": "too"}
    assert alice.patch(MINE, {"trial_ended_modal_seen": {}})["trial_ended_modal_seen"].keys() == {ours}


def test_racing_changes_are_all_kept(alice: Client) -> None:
    names = ["send_daily_brief", "show_goals_panel", "focus_mode_count_up", "autolog_time"]
    answers = alice.together([("PATCH", MINE, {name: True}) for name in names])
    assert [answer.status for answer in answers] == [200] * len(names)
    settings = alice.get(MINE)
    assert [settings[name] for name in names] == [True] * len(names)


def test_a_workspace_can_have_its_own_autolog_time(bob: Client, alice: Client) -> None:
    here = "{W}/users/me/settings"
    assert bob.get(here) == {
        "active_timesheet_setup_start_date": None,
        "approvals_configured": False,
        "autolog_time": False,
        "is_timesheet_approver": False,
    }
    assert bob.patch(here, {"autolog_time": True}, expect=200) == {"autolog_time": True}
    assert bob.get(here)["autolog_time"] is True
    assert bob.get(MINE)["autolog_time"] is False
    assert alice.get(here)["autolog_time"] is False
    bob.patch(MINE, {"autolog_time": True})
    assert bob.patch(here, {"autolog_time": False}) == {"autolog_time": False}
    assert bob.get(here)["autolog_time"] is False
    assert bob.patch(here, {"autolog_time": None}) == {"autolog_time": None}
    assert bob.get(here)["autolog_time"] is True
    assert bob.patch(here, {}) == {"autolog_time": None}
    assert "autolog_time" in bob.patch(here, {"autolog_time": "yes"}, expect=400)["error_description"]


def test_every_preference_but_two_stamps_can_be_changed() -> None:
    changeable = set(SettingsPatch.__struct_fields__) - {"name", "timezone", "current_workspace_id"}
    assert set(Preferences.__struct_fields__) - changeable == {"first_interaction", "first_interaction_date"}
    assert changeable < set(Preferences.__struct_fields__)


def test_reading_settings_takes_three_statements(alice: Client) -> None:
    alice.get(MINE)
    ran: list[str] = []

    def listen(_: object, sql: str) -> None:
        ran.append(sql)

    engine.listeners.append(listen)
    try:
        alice.get(MINE)
    finally:
        engine.listeners.remove(listen)
    assert len(ran) == 3, ran
