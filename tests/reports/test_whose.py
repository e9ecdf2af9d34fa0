"""Whose time a report shows, and what of it: nothing that the caller does not see is added up or named."""

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.client import Client
from tests.reports.work import QUERY, log, only, question, refused, report, sums

Make = Callable[..., Any]
EVERYBODY = {"filters": [only("user_account_id", 0, "!=")]}


def test_ones_own_unless_the_filter_names_people(alice: Client, bob: Client, cast: Cast) -> None:
    log(alice, "2026-03-02T10:00:00Z", 1)
    log(bob, "2026-03-02T10:00:00Z", 2)
    assert (sums(alice), sums(bob)) == ([(1,)], [(2,)])
    assert sums(alice, filters=[only("user_account_id", cast.bob.id)]) == [(2,)]
    assert sums(alice, filters=[only("user_account_id", [cast.alice.id, cast.bob.id], "in")]) == [(3,)]
    assert sums(alice, filters=[only("user_account_id", cast.alice.id, "!=")]) == [(2,)]
    assert sums(alice, filters=[only("user_account_id", [cast.alice.id, 0], "not in")]) == [(2,)]
    assert sums(alice, filters=[only("user_account_id", cast.charlie.id)]) == [(0,)]
    either = {"operator": "or", "conditions": [only("user_account_id", cast.bob.id), only("project_id", 0)]}
    assert sums(alice, filters=[either]) == [(3,)]


def test_others_time_needs_a_permission(
    alice: Client, bob: Client, cast: Cast, join: Callable[..., Client], make: Make
) -> None:
    log(alice, "2026-03-02T10:00:00Z", 1)
    log(bob, "2026-03-02T10:00:00Z", 2)
    me, her = cast.bob.id, cast.alice.id
    assert sums(bob, filters=[only("user_account_id", me)]) == [(2,)]
    deep = {"operator": "or", "conditions": [only("task_id", 0), only("user_account_id", her)]}
    for wanted in (
        only("user_account_id", her),
        only("user_account_id", [me, her], "in"),
        only("user_account_id", her, "!="),
        only("user_account_id", None, "!="),
        deep,
    ):
        status, said = refused(bob, question(filters=[wanted]))
        assert (status, "manage_time_entries" in said) == (403, True)
    assert sums(join("Dora", "ws_manager"), **EVERYBODY) == [(3,)]


def test_a_manager_adds_up_what_they_see_of_others(
    alice: Client, join: Callable[..., Client], make: Make, cast: Cast
) -> None:
    dora = join("Dora", "ws_manager")
    shown = make("tasks", name="Open", private=False)["id"]
    alone = make("tasks", name="Moonlight")["id"]
    in_project = make("tasks", name="Inside", project_id=make("projects", name="Private")["id"])["id"]
    for minutes, task in ((1, shown), (2, alone), (4, in_project), (8, None)):
        log(alice, "2026-03-02T10:00:00Z", minutes, task=task)
    hers = {"filters": [only("user_account_id", cast.alice.id)]}
    assert sums(alice, **hers) == [(15,)]
    assert sums(dora, **hers) == [(13,)]
    assert alone not in {row["task_id"] for row in report(dora, "task_id", **hers)}


def test_ones_own_time_on_what_one_no_longer_sees_stays_without_a_name(
    alice: Client, bob: Client, make: Make, cast: Cast
) -> None:
    tag = make("tags", name="wool")["id"]
    mill = make("clients", name="Mill")["id"]
    project = make("projects", name="Moonlight", private=False, client_id=mill, billable=True)["id"]
    task = make("tasks", name="Moonlight task", project_id=project, tag_ids=[tag])["id"]
    log(bob, "2026-03-02T10:00:00Z", 5, task=task)
    groups = ("project_id", "client_id", "task_id", "tag_ids")
    assert sums(bob, *groups) == [(project, mill, task, [tag], 5)]
    alice.patch(f"{{OW}}/projects/{project}", {"private": True})
    assert sums(bob, *groups) == [(0, 0, 0, [], 5)]
    assert sums(bob, "project_id", filters=[only("project_id", project)]) == []
    assert sums(bob, filters=[only("task_id", 0)]) == [(5,)]
    assert sums(bob, filters=[only("tag_ids", tag)]) == [(0,)]
    named = bob.post(f"{QUERY}/dictionary", [only("project_id", project), only("task_id", task)])
    assert (named["projects"], named["tasks"]) == ({}, {})
    file = bob.call("POST", QUERY, question(*groups), headers={"x-toggl-report-export": "csv"})
    assert "Moonlight" not in file.body.decode()


def test_who_has_left_still_counts(alice: Client, bob: Client, cast: Cast) -> None:
    log(bob, "2026-03-02T10:00:00Z", 5)
    answer = alice.post(QUERY, {**question("user_account_id"), **EVERYBODY}, include_dicts=True)
    assert answer["dictionaries"]["users"][str(cast.bob.id)]["name"] == "Bob"


def test_nothing_is_written(alice: Client) -> None:
    log(alice, "2026-03-02T09:00:00Z", 5)
    before = alice.get("{OW}/changes", since=0)
    keyed = {"idempotency-key": "again"}
    assert [alice.call("POST", QUERY, question(), headers=keyed).status for _ in range(2)] == [200, 200]
    assert alice.get("{OW}/changes", since=0) == before
    log(alice, "2026-03-02T10:00:00Z", 5)
    assert alice.call("POST", QUERY, question(), headers=keyed).json()["data_json_row"][0]["count"] == 2
