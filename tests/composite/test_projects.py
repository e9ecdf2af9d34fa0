"""A project with its members, rates and milestones in one request."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast
from tests.client import Client

PROJECTS = "{OW}/composite/projects"
Make = Callable[..., Any]


def test_a_project_is_made_with_all_its_parts(alice: Client, bob: Client, make: Make, cast: Cast) -> None:
    other = make("projects", name="Mill")["id"]
    price = {"currency": "EUR", "hourly_rate": 90}
    made = alice.post(
        PROJECTS,
        {
            "project": {"name": "Loom", "color": "#aabbcc", "rrule": None},
            "members": {"user_ids": [cast.bob.id], "role_id": 18},
            "milestones": [
                {"name": "First", "due_date": "2026-03-09"},
                {"name": "Second", "due_date": "2026-03-16", "project_ids": [other]},
            ],
            "rates": [{**price, "start_at": "2026-01-01", "end_at": "2026-01-31"}],
            "billable_rates": [{**price, "hourly_rate": 120, "start_date": "2026-02-01"}],
        },
        expect=201,
    )
    project = made["project"]
    assert (project["name"], project["rate"]["hourly_rate"]) == ("Loom", 120)
    assert bob.get(f"{{OW}}/projects/{project['id']}")["permissions"] == ["manage_projects"]
    assert [(one["name"], one["project_ids"]) for one in made["milestones"]] == [
        ("First", [project["id"]]),
        ("Second", sorted([other, project["id"]])),
    ]
    assert (made["rates"][0]["hourly_rate"], made["billable_rates"][0]["hourly_rate"]) == (90, 120)
    listed = alice.get(f"{{OW}}/projects/{project['id']}/rates")
    assert [one["hourly_rate"] for one in listed] == [90, 120]
    assert alice.get("{W}/milestones", project_id=project["id"])["data"] == made["milestones"]


def test_a_project_can_come_alone(alice: Client) -> None:
    made = alice.post(PROJECTS, {"project": {"name": "Loom"}}, expect=201)
    assert (made["milestones"], made["rates"], made["billable_rates"]) == ([], [], [])
    assert made["project"] == alice.get(f"{{OW}}/projects/{made['project']['id']}")


@pytest.mark.parametrize(
    "parts, said",
    [
        ({"project": {"name": ""}}, "project.name"),
        ({"project": {"name": "x", "client_id": 7}}, "project.client_id"),
        ({"members": {"user_ids": [7]}}, "members.user_ids"),
        ({"milestones": [{"name": "x", "due_date": "2026-03-09", "team_ids": [7]}]}, "milestones[0].team_ids"),
        ({"milestones": [{"name": "x"}]}, "milestones[0]"),
        ({"rates": [{"currency": "EUR", "hourly_rate": -1, "start_at": "2026-01-01"}]}, "rates[0].hourly_rate"),
        (
            {
                "billable_rates": [
                    {"currency": "EUR", "hourly_rate": 1, "start_date": "2026-01-02", "end_date": "2026-01-01"}
                ]
            },
            "billable_rates[0].end_date",
        ),
    ],
)
def test_all_of_it_or_nothing(alice: Client, parts: Any, said: str) -> None:
    refused = alice.post(PROJECTS, {"project": {"name": "Loom"}, **parts}, expect=400)
    assert said in refused["error_description"]
    assert (alice.get("{OW}/projects")["total"], alice.get("{W}/milestones")["data"]) == (0, [])
