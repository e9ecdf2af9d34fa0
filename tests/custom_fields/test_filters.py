"""`cf_filter`: what it keeps of tasks and projects, by the type of the field."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.custom_fields.work import field, options_of
from tests.tasks.work import names

Make = Callable[..., Any]

VALUES: dict[str, dict[str, Any]] = {
    "text": {"apple": "Ein Apfel", "pear": "Birnen", "both": "Äpfel und Birnen"},
    "number": {"five": 5, "half": 0.5, "minus": -3},
    "date": {"early": "2026-03-01", "late": "2026-04-01"},
    "checkbox": {"yes": True, "no": False},
}
#: type → what is asked after `<id>:`, and what it keeps.
ASKED: dict[str, dict[str, str]] = {
    "text": {"APFEL": "apple", "äpfel": "both", "birnen": "both pear", "apf,pf": "apple both", "%": "", "": "none"},
    "number": {
        "5": "five",
        "5.0,0.5": "five half",
        "-3..0.5": "half minus",
        "..0": "minus",
        "1..": "five",
        "5,..0": "five minus",
        "5..1": "",
        "": "none",
        "5,ID:": "five none",
    },
    "date": {
        "2026-03-01": "early",
        "2026-03-01..2026-04-01": "early late",
        "2026-03-02..": "late",
        "..2026-03-31": "early",
        "": "none",
    },
    "checkbox": {
        "true": "yes",
        "1": "yes",
        "false": "no none",
        "true,0": "no none yes",
        "": "none",
        ",true": "none yes",
    },
}


def _kept(client: Client, *asked: str, **query: Any) -> list[str]:
    return sorted(names(client, cf_filter=list(asked), **query))


@pytest.mark.parametrize("field_type", VALUES)
def test_values_are_kept_by_their_type(alice: Client, make: Make, field_type: str) -> None:
    made = field(alice, "a", field_type)
    make("tasks", name="none")
    for name, value in VALUES[field_type].items():
        make("tasks", name=name, custom_fields={str(made["id"]): value})
    for asked, kept in ASKED[field_type].items():
        found = _kept(alice, f"{made['id']}:{asked}".replace("ID:", f"{made['id']}:"))
        assert found == kept.split(), asked


def test_options_are_alternatives(alice: Client, make: Make) -> None:
    made = field(alice, "a", "multi_select", options=["Wool", "Silk", "Flax"])
    ids = options_of(made)
    for name, chosen in (("wool", ["Wool"]), ("both", ["Wool", "Silk"]), ("flax", ["Flax"]), ("none", [])):
        make("tasks", name=name, custom_fields={str(made["id"]): [ids[one] for one in chosen]})
    key = made["id"]
    assert _kept(alice, f"{key}:{ids['Wool']}") == ["both", "wool"]
    assert _kept(alice, f"{key}:{ids['Silk']},{ids['Flax']}") == ["both", "flax"]
    assert _kept(alice, f"{key}:{ids['Silk']}", f"{key}:") == ["both", "none"]
    alice.delete(f"{{OW}}/custom-fields/{key}/options/{ids['Flax']}", expect=204)
    assert _kept(alice, f"{key}:{ids['Flax']}") == []
    assert _kept(alice, f"{key}:") == ["flax", "none"]


def test_people_are_found(alice: Client, make: Make, cast: Cast) -> None:
    made = field(alice, "a", "users")
    for name, ids in (("alice", [cast.alice.id]), ("bob", [cast.bob.id]), ("none", [])):
        make("tasks", name=name, custom_fields={str(made["id"]): ids})
    assert _kept(alice, f"{made['id']}:{cast.bob.id}") == ["bob"]
    assert _kept(alice, f"{made['id']}:{cast.bob.id},999,") == ["bob"]
    assert _kept(alice, f"{made['id']}:") == ["none"]


def test_fields_add_up_and_go_with_other_parameters(alice: Client, make: Make) -> None:
    one, two = field(alice, "one", "number"), field(alice, "two", "text")
    for name, number, text in (("a", 1, "x"), ("b", 1, "y"), ("c", 2, "x")):
        make("tasks", name=name, pinned=name == "a", custom_fields={str(one["id"]): number, str(two["id"]): text})
    asked = [f"{one['id']}:1", f"{two['id']}:x"]
    assert _kept(alice, *asked) == ["a"]
    assert _kept(alice, asked[0], pinned="false") == ["b"]
    assert alice.get("{OW}/tasks", cf_filter=asked[1])["total"] == 2
    assert [task["name"] for task in alice.get("{OW}/tasks/stream", cf_filter=asked[0], order_by="name")] == ["a", "b"]


def test_an_unknown_field_matches_nothing(alice: Client, make: Make) -> None:
    made, other = field(alice, "a", "text"), field(alice, "p", "text", "project")
    make("tasks", name="x", custom_fields={str(made["id"]): "x"})
    for asked in (f"{made['id']}:", "1:x", "1:", f"{other['id']}:"):
        assert _kept(alice, asked) == [], asked
    alice.delete(f"{{OW}}/custom-fields/{made['id']}", expect=204)
    assert _kept(alice, f"{made['id']}:x") == []


WRONG = {
    "number": ["x", "1e5", "nan", "..", "1..2..3", "1..2,3..4", "1" * 17],
    "date": ["soon", "2026-02-30", "2026-03-01T00:00:00Z", "2026-03-01..x"],
    "checkbox": ["yes", "TRUE"],
    "select": ["Wool", "0", "-1", "1.5"],
    "users": ["bob"],
}


@pytest.mark.parametrize("field_type", WRONG)
def test_what_cannot_be_meant_is_refused(alice: Client, field_type: str) -> None:
    made = field(alice, "a", field_type)
    for wrong in WRONG[field_type]:
        said = alice.get("{OW}/tasks", cf_filter=f"{made['id']}:{wrong}", expect=400)["error_description"]
        assert "cf_filter" in said, wrong
        assert str(made["id"]) in said, wrong


@pytest.mark.parametrize("wrong", ["wool", ":x", "x:1", "0:1", "1.0:2", "-1:2"])
def test_a_field_must_be_named(alice: Client, wrong: str) -> None:
    assert "cf_filter" in alice.get("{OW}/tasks", cf_filter=wrong, expect=400)["error_description"]


def test_one_request_tests_so_many_fields(alice: Client) -> None:
    asked = [f"{number}:x" for number in range(1, 7)]
    alice.get("{OW}/tasks", cf_filter=asked[:5], expect=200)
    assert "at most 5" in alice.get("{OW}/tasks", cf_filter=asked, expect=400)["error_description"]


def test_projects_are_filtered_by_who_sees_their_fields(alice: Client, bob: Client, make: Make) -> None:
    made = field(alice, "Stage", "select", "project", options=["Idea", "Offer"])
    ids = options_of(made)
    for name in ("Idea", "Offer"):
        make("projects", name=name, private=False, custom_fields={str(made["id"]): ids[name]})
    make("projects", name="None", private=False)
    for asked, kept in ((str(ids["Idea"]), ["Idea"]), ("", ["None"]), (f"{ids['Offer']},", ["Offer"])):
        page = alice.get("{OW}/projects", cf_filter=f"{made['id']}:{asked}")
        assert ([one["name"] for one in page["data"]], page["total"]) == (kept, len(kept))
        assert bob.get("{OW}/projects", cf_filter=f"{made['id']}:{asked}")["total"] == 0
