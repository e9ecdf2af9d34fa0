"""`workflows/tasks/from-list` and `/prompt`: unsaved tasks in the shape of saved ones, ready for `tasks/bulk`."""

from collections.abc import Callable
from typing import Any

import pytest

from dayloom.extraction.service import MOST
from tests.cast import Cast
from tests.client import Client
from tests.conftest import Clock
from tests.tasks.work import names

Make = Callable[..., Any]
LIST, PROMPT, BULK = ("{OW}/workflows/tasks/from-list", "{OW}/workflows/tasks/prompt", "{OW}/tasks/bulk")


def read(client: Client, text: str) -> list[dict[str, Any]]:
    """The tasks of a list."""
    found: list[dict[str, Any]] = client.post(LIST, {"prompt": text}, expect=200)
    return found


def test_a_line_becomes_an_unsaved_task(alice: Client, cast: Cast, make: Make) -> None:
    tag, project = make("tags", name="Wool"), make("projects", name="New Loom", private=False)
    (task,) = read(alice, "- [ ] Oil the loom tomorrow at 9:30 #wool @new-loom +bob !high 45m")
    assert (task["id"], task["name"], task["source"]) == (0, "Oil the loom", "focus")
    assert (task["start_date"], task["end_date"], task["notes"]) == ("2026-03-03", "2026-03-03", "9:30")
    assert (task["priority"], task["estimated_mins"], task["created_at"]) == ("high", 45, "2026-03-02T09:00:00Z")
    assert (task["tag_ids"], [one["name"] for one in task["tags"]]) == ([tag["id"]], ["Wool"])
    assert (task["project_id"], task["project"]["name"], task["private"]) == (project["id"], "New Loom", False)
    assert (task["assignee_user_ids"], task["toggl_user_id"]) == ([cast.bob.id], cast.alice.id)
    assert task.keys() == make("tasks", name="saved").keys()


def test_nothing_is_stored(alice: Client) -> None:
    read(alice, "a\nb")
    alice.post(PROMPT, {"prompt": "a\nb"}, expect=200)
    assert names(alice) == []


def test_the_answer_says_what_found_it(alice: Client) -> None:
    for path in (LIST, PROMPT):
        assert alice.call("POST", path, {"prompt": "one"}).headers["x-dayloom-engine"] == "rules"


def test_indentation_is_nesting_and_a_parent_comes_before_its_children(alice: Client) -> None:
    found = read(alice, "1. House\n   - Roof\n     - Tiles\n   - Walls\n2. Garden\n")
    shown = [(task["name"], task["parent_task_id"], task["parent_task_name"]) for task in found]
    assert shown == [
        ("House", None, None),
        ("Roof", -1, "House"),
        ("Tiles", -2, "Roof"),
        ("Walls", -1, "House"),
        ("Garden", None, None),
    ]


def test_what_is_answered_can_be_stored(alice: Client, make: Make) -> None:
    make("tags", name="wool")
    text = (
        "# Week\n- [x] Warp the loom #wool 1h30\n  - Count threads by Friday\n- Standup every weekday 9:00-9:15\n- Rest"
    )
    found = read(alice, text)
    stored = alice.post(BULK, {"tasks": found}, expect=201)
    again = [alice.get(f"{{OW}}/tasks/{task['id']}") for task in stored]
    places = {task["id"]: -place for place, task in enumerate(again, 1)}
    kept = ("name", "priority", "start_date", "end_date", "estimated_mins", "tag_ids", "notes", "rrule", "private")
    for asked, got in zip(found, again, strict=True):
        assert {name: got[name] for name in kept} == {name: asked[name] for name in kept}
        assert places.get(got["parent_task_id"]) == asked["parent_task_id"]
        assert got["status"] == asked["status"]
    assert again[1]["status"]["type"] == "done"


def test_a_level_too_deep_stays_on_the_deepest_one_there_may_be(alice: Client) -> None:
    found = read(alice, "\n".join(" " * depth + f"- level {depth}" for depth in range(8)))
    assert [task["parent_task_id"] for task in found] == [None, -1, -2, -3, -4, -4, -4, -4]
    alice.post(BULK, {"tasks": found}, expect=201)


@pytest.mark.parametrize(
    "zone, tomorrow", [("Pacific/Kiritimati", "2026-03-04"), ("UTC", "2026-03-03"), ("Pacific/Honolulu", "2026-03-02")]
)
def test_days_are_counted_in_the_zone_of_whoever_asks(alice: Client, clock: Clock, zone: str, tomorrow: str) -> None:
    alice.patch("/users/me/settings", {"timezone": zone})
    clock.now = clock.now.replace(hour=2 if zone == "Pacific/Honolulu" else 12)
    (task,) = read(alice, "Spin tomorrow")
    assert task["start_date"] == tomorrow


@pytest.mark.parametrize("order, day", [("US", "2026-04-05"), ("EU", "2026-05-04")])
def test_the_order_of_day_and_month_is_that_of_ones_settings(alice: Client, order: str, day: str) -> None:
    alice.patch("/users/me/settings", {"date_format": order})
    (task,) = read(alice, "Fair on 4/5")
    assert task["start_date"] == day


def test_only_what_one_may_see_is_meant(alice: Client, bob: Client, cast: Cast, make: Make) -> None:
    make("projects", name="Secret", private=True)
    gone = make("tags", name="gone")
    alice.delete(f"{{W}}/tags/{gone['id']}")
    (task,) = read(bob, "Dye @Secret #gone +charlie")
    assert (task["name"], task["project_id"], task["tag_ids"]) == ("Dye @Secret #gone +charlie", None, [])
    assert task["assignee_user_ids"] == []
    (task,) = read(alice, "Dye @Secret")
    assert task["project"]["name"] == "Secret"


@pytest.mark.parametrize("sign", ["#health", "@Bakery", "+Carl"])
def test_a_sign_that_names_nothing_does_not_hide_the_day_before_it(alice: Client, sign: str) -> None:
    (task,) = read(alice, f"- Bake bread fri {sign}")
    assert (task["name"], task["end_date"] is None) == (f"Bake bread {sign}", False)


def test_a_name_that_means_two_means_neither(alice: Client, make: Make, join: Callable[..., Client]) -> None:
    for name in ("Dora", "Dora.Lind"):
        join(name)
    make("projects", name="Fair 1")
    make("projects", name="Fair-1")
    first, second = read(alice, "Ask +Dora.Lind\nBuild @Fair 1")
    assert (first["name"], len(first["assignee_user_ids"])) == ("Ask", 1)
    assert (second["name"], second["project_id"]) == ("Build @Fair 1", None)


def test_a_day_as_a_heading_is_that_of_the_lines_below_it(alice: Client) -> None:
    found = read(alice, "Today\n- Spin\n- Dye tomorrow\n\nFriday:\n- Weave\n\nNo day")
    assert [(task["name"], task["start_date"]) for task in found] == [
        ("Spin", "2026-03-02"),
        ("Dye", "2026-03-03"),
        ("Weave", "2026-03-06"),
        ("No day", None),
    ]


def test_a_heading_is_a_parent_and_an_empty_one_is_none(alice: Client) -> None:
    found = read(alice, "TODO\n# Tasks\n- one\nGroceries:\n- milk\n---\n# Work\nwrite\nread\n")
    assert [(task["name"], task["parent_task_id"]) for task in found] == [
        ("TODO", None),
        ("one", None),
        ("Groceries", None),
        ("milk", -3),
        ("Work", None),
        ("write", -5),
        ("read", -5),
    ]


def test_a_line_that_is_too_long_for_a_name_is_kept_whole(alice: Client) -> None:
    line = "spin " * 200
    (task,) = read(alice, line)
    assert len(task["name"]) <= 500
    assert task["description"] == line.strip()
    alice.post(BULK, {"tasks": [task]}, expect=201)


def test_a_prompt_is_read_by_line_and_semicolon(alice: Client) -> None:
    found = alice.post(PROMPT, {"prompt": "Spin tomorrow; dye 30 min\nweave p1"}, expect=200)
    shown = [(task["name"], task["start_date"], task["estimated_mins"], task["priority"]) for task in found]
    assert shown == [("Spin", "2026-03-03", None, "none"), ("dye", None, 30, "none"), ("weave", None, None, "high")]


@pytest.mark.parametrize("path", [LIST, PROMPT])
def test_what_is_no_list_is_refused(alice: Client, path: str) -> None:
    for body in ({}, {"prompt": ""}, {"prompt": " \n\u200b"}, {"prompt": None}, {"prompt": 7}, {"prompt": "---\n***"}):
        said = alice.post(path, body, expect=400)
        assert said["error_values"] == {"field": "prompt"}
    alice.post(path, {"prompt": "x" * 100_001}, expect=400)
    alice.post(path, {"prompt": "x" * 1024 * 1024}, expect=413)
    said = alice.post(path, {"prompt": "x\n" * (MOST + 1)}, expect=400)
    assert "at most 1,000" in said["error_description"]


@pytest.mark.parametrize(
    "line", ["every 15 minutes check the oven", "alle 8 Stunden lüften", "toutes les 10 minutes remuer"]
)
def test_how_often_is_not_how_long(alice: Client, line: str) -> None:
    (found,) = alice.post("{OW}/workflows/tasks/from-list", {"prompt": line})
    assert (found["name"], found["estimated_mins"], found["rrule"]) == (line, None, None)


def test_an_empty_box_is_no_task(alice: Client) -> None:
    found = alice.post("{OW}/workflows/tasks/from-list", {"prompt": "[ ]\n- [ ]\n☐\n- Card the wool"})
    assert [one["name"] for one in found] == ["Card the wool"]


def test_odd_letters_do_no_harm(alice: Client) -> None:
    text = "İstanbul ﬁ ß\n\u202etomorrow\u202c\n#\n@\n+\n!\n- \n"
    text += "[ ]\n1.\n(((tomorrow\n\u00a0\u00a0- x\tat 25:99\n²³ tomorrow"
    found = read(alice, text)
    alice.post(BULK, {"tasks": found}, expect=201)


def test_the_outsider_is_refused(charlie: Client) -> None:
    charlie.post(LIST, {"prompt": "x"}, expect=403)
