"""Drafts and templates: kept out of what there is to do, and projects made from them."""

from collections.abc import Callable
from typing import Any

from tests.cast import Cast
from tests.client import Client
from tests.tasks.work import status

Make = Callable[..., Any]


def one(project: Any, verb: str = "") -> str:
    return f"{{OW}}/projects/{project['id']}{verb}"


def names(client: Client, **query: Any) -> list[str]:
    return [project["name"] for project in client.get("{OW}/projects", **query)["data"]]


def templates(client: Client, **query: Any) -> list[str]:
    page = client.get("{OW}/projects/templates", **query)
    assert all(project["is_template"] for project in page["data"])
    return [project["name"] for project in page["data"]]


def tasks(client: Client, **query: Any) -> list[str]:
    found = [task["name"] for task in client.get("{OW}/tasks", order_by="name", **query)["data"]]
    assert [task["name"] for task in client.get("{OW}/tasks/stream", order_by="name", **query)] == found
    return found


def test_templates_are_listed_by_themselves(alice: Client, make: Make) -> None:
    template = make("projects", name="Scarf", is_template=True, start_date="2026-03-02")
    make("projects", name="Loom")
    assert (template["is_template"], alice.get(one(template))["is_template"]) == (True, True)
    assert (names(alice), names(alice, project_id=template["id"])) == (["Loom"], ["Scarf"])
    make("projects", name="Cap", is_template=True)
    assert (templates(alice), templates(alice, order_by="-name"), templates(alice, name="SCA")) == (
        ["Cap", "Scarf"],
        ["Scarf", "Cap"],
        ["Scarf"],
    )
    alice.patch(one(template, "/archive"))
    assert (templates(alice), templates(alice, archived=True), templates(alice, archived="", page=2, per_page=1)) == (
        ["Cap"],
        ["Scarf"],
        ["Scarf"],
    )
    assert alice.get("{OW}/projects/templates", archived="")["total"] == 2
    alice.get("{OW}/projects/templates", order_by="colour", expect=400)


def test_private_templates_are_for_those_who_see_them(alice: Client, bob: Client, make: Make) -> None:
    template = make("projects", name="Scarf", is_template=True)
    assert templates(bob) == []
    for verb in ("/create-from-template", "/create-template", "/duplicate-template"):
        bob.post(one(template, verb), expect=404)


def test_drafts_are_left_out_unless_asked_for(alice: Client, make: Make) -> None:
    draft = make("projects", name="Scarf", draft=True)
    make("tasks", name="Knit", project_id=draft["id"])
    make("tasks", name="other")
    assert (names(alice), names(alice, include_drafts=True)) == ([], ["Scarf"])
    assert (tasks(alice), tasks(alice, include_drafts=True)) == (["other"], ["Knit", "other"])
    assert tasks(alice, project_id=draft["id"]) == ["Knit"]
    assert alice.get("{OW}/search", keyword="Kni")["tasks"] == []
    assert len(alice.get("{OW}/search", keyword="Kni", include_drafts=True)["tasks"]) == 1
    assert alice.get("{OW}/search", keyword="Scarf")["projects"] == []
    assert len(alice.get("{OW}/search", keyword="Scarf", include_drafts=True)["projects"]) == 1
    alice.patch(one(draft), {"draft": False}, expect=204)
    assert (names(alice), tasks(alice)) == (["Scarf"], ["Knit", "other"])
    assert alice.patch(one(draft), {"draft": None}, expect=400)["error"] == "validation"


def test_the_tasks_of_a_template_are_nobodys_work(alice: Client, make: Make) -> None:
    template = make("projects", name="Scarf", is_template=True)
    top = make("tasks", name="Knit", project_id=template["id"])
    make("tasks", name="Purl", parent_task_id=top["id"], project_id=template["id"])
    assert (tasks(alice), tasks(alice, include_drafts=True)) == ([], [])
    assert tasks(alice, project_id=template["id"]) == ["Knit", "Purl"]
    assert tasks(alice, parent_task_id=top["id"]) == ["Purl"]
    shown = alice.get(f"{{OW}}/tasks/{top['id']}")
    assert (shown["is_template"], shown["project"]["is_template"]) == (True, True)
    assert alice.get("{OW}/tasks/groups/projects")["data"] == []
    assert alice.get("{OW}/search", keyword="Knit")["tasks"] == []


def test_a_project_is_made_from_a_template(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    dates = {"start_date": "2026-03-02", "end_date": "2026-03-06"}
    template = make("projects", name="Scarf", is_template=True, private=False, color="#aabbcc", **dates)
    alice.post(one(template, "/members"), {"user_ids": [cast.bob.id]})
    top = make("tasks", name="Knit", project_id=template["id"], start_date="2026-03-03", end_date="2026-03-04")
    done = status(alice, "done")
    make("tasks", name="Purl", parent_task_id=top["id"], project_id=template["id"], status_id=done)
    made = bob.post(one(template, "/create-from-template"), {"start_date": "2026-04-01", "pinned": True}, expect=201)
    assert (made["name"], made["is_template"], made["source_template_id"]) == ("Scarf", False, template["id"])
    assert (made["start_date"], made["end_date"], made["pinned"], made["color"]) == (
        "2026-04-01",
        "2026-04-05",
        True,
        "#aabbcc",
    )
    knit, purl = bob.get("{OW}/tasks", project_id=made["id"], order_by="name")["data"]
    assert (knit["start_date"], knit["end_date"], knit["is_template"]) == ("2026-04-02", "2026-04-03", False)
    assert (purl["parent_task_id"], purl["status"]["type"]) == (knit["id"], "todo")
    members = {user["user_id"] for user in bob.get(one(made, "/members"))["user_ids"]}
    assert members == {cast.alice.id, cast.bob.id}
    plain = alice.post(one(template, "/create-from-template"), expect=201)
    assert (plain["start_date"], plain["end_date"], plain["pinned"]) == ("2026-03-02", "2026-03-06", False)
    named = alice.post(one(template, "/create-from-template"), {"name": " Cap ", "end_date": "2026-03-09"})
    assert (named["name"], named["end_date"]) == ("Cap", "2026-03-09")
    wrong = {"start_date": "2026-04-01", "end_date": "2026-03-09"}
    assert "end_date" in alice.post(one(template, "/create-from-template"), wrong, expect=400)["error_description"]
    alice.post(one(made, "/create-from-template"), expect=404)


def test_a_project_becomes_a_template(alice: Client, make: Make) -> None:
    project = make("projects", name="Scarf", start_date="2026-03-02", estimated_mins=5)
    make("tasks", name="Knit", project_id=project["id"], status_id=status(alice, "done"))
    archived = make("tasks", name="old", project_id=project["id"])
    alice.post(f"{{OW}}/tasks/{archived['id']}/archive")
    fee = {"amount": 90, "currency": "EUR"}
    made = alice.post(one(project, "/create-template"), {"estimated_mins": 60, "fixed_fee": fee}, expect=201)
    assert (made["name"], made["is_template"], made["estimated_mins"]) == ("Scarf", True, 60)
    assert (made["fixed_fee"], made["start_date"]) == (fee, "2026-03-02")
    (knit,) = alice.get("{OW}/tasks", project_id=made["id"])["data"]
    assert knit["status"]["type"] == "todo"
    assert (templates(alice), names(alice)) == (["Scarf"], ["Scarf"])
    assert alice.post(one(project, "/create-template"), {"name": "Cap"}, expect=201)["name"] == "Cap"


def test_a_template_is_copied(alice: Client, make: Make) -> None:
    template, project = make("projects", name="Scarf", is_template=True), make("projects", name="Loom")
    make("tasks", name="Knit", project_id=template["id"])
    copy = alice.post(one(template, "/duplicate-template"), expect=201)
    assert (copy["name"], copy["is_template"]) == ("Scarf (copy)", True)
    assert tasks(alice, project_id=copy["id"]) == ["Knit"]
    assert alice.post(one(template, "/duplicate"), {"name": "Cap"}, expect=201)["is_template"] is True
    alice.post(one(project, "/duplicate-template"), expect=404)


def test_a_template_is_one_until_a_put_says_otherwise(alice: Client, make: Make) -> None:
    template = make("projects", name="Scarf", is_template=True, draft=True)
    alice.put(one(template), alice.get(one(template)), expect=204)
    alice.patch(one(template), {"is_template": False, "name": "Scarves"}, expect=204)
    seen = alice.get(one(template))
    assert (seen["is_template"], seen["draft"], seen["name"]) == (True, True, "Scarves")
    alice.put(one(template), {"name": "Scarf"}, expect=204)
    seen = alice.get(one(template))
    assert (seen["is_template"], seen["draft"]) == (False, False)
