"""The hourly quota of requests: who is counted, what answers tell, and what is refused."""

import re
from collections.abc import Callable

import pytest

from dayloom.auth.schemas import PlanName
from dayloom.features import ROUTES
from dayloom.http.call import Route
from dayloom.workspaces import plans
from tests.cast import PASSWORD, Cast
from tests.client import Client, Response
from tests.conftest import Clock
from tests.stores import Store

TAGS = "{W}/tags"
REMAINING, RESETS_IN = "x-toggl-quota-remaining", "x-toggl-quota-resets-in"
#: What lives in an organization and is not counted: what clients ask first, and the plan itself.
FREE = {
    "GET /importer/{organization_id}/sources",
    "GET /organizations/{organization_id}/groups/me",
    "GET /organizations/{organization_id}/plan",
    "GET /organizations/{organization_id}/users",
    "GET /workspaces/{workspace_id}/context",
    "GET /workspaces/{workspace_id}/currency",
    "GET /workspaces/{workspace_id}/permissions",
    "GET /workspaces/{workspace_id}/users/me/settings",
    "PATCH /workspaces/{workspace_id}/users/me/settings",
    "PUT /organizations/{organization_id}/plan",
}
#: The same for what lives outside.
OUTSIDE = (
    "/version",
    "/health",
    "/metrics",
    "/openapi.json",
    "/docs",
    "/accounts/me",
    "/users/me/settings",
    "/api-keys",
)
SetPlan = Callable[..., None]


@pytest.fixture
def set_plan(store: Store, cast: Cast) -> SetPlan:
    """`set_plan("free")`: our organization's plan from now on."""

    def change(plan: PlanName, hourly: int | None = None, organization_id: int = cast.organization_id) -> None:
        with store.database.write() as db:
            plans.set_plan(db, organization_id, plan, hourly)

    return change


def left(response: Response) -> tuple[int, int]:
    """What an answer tells: requests remaining, and seconds until the next window."""
    return int(response.headers[REMAINING]), int(response.headers[RESETS_IN])


def statuses(client: Client, count: int, path: str = TAGS) -> set[int]:
    """The statuses of so many requests."""
    return {client.call("GET", path).status for _ in range(count)}


@pytest.mark.parametrize("plan, hourly", [("free", 30), ("starter", 240), ("premium", 600), ("enterprise", 2)])
def test_each_plan_ends_after_its_number(alice: Client, set_plan: SetPlan, plan: PlanName, hourly: int) -> None:
    set_plan(plan, hourly if plan == "enterprise" else None)
    assert left(alice.call("GET", TAGS)) == (hourly - 1, 3600)
    if hourly < 100:
        assert statuses(alice, hourly - 1) == {200}
        assert statuses(alice, 3) == {402}


def test_a_refusal_says_plan_limit_and_when_to_come_back(alice: Client, set_plan: SetPlan, clock: Clock) -> None:
    set_plan("enterprise", 1)
    alice.get(TAGS)
    clock.forward(minutes=10)
    refused = alice.call("POST", TAGS, {"name": "wool"})
    assert (refused.status, left(refused)) == (402, (0, 3000))
    said = refused.json()
    assert said["error"] == "quota_exceeded"
    assert said["error_values"] == {"plan": "enterprise", "hourly": 1, "resets_in": 3000}
    assert said["error_description"] == (
        "The enterprise plan's hourly limit of 1 requests for each person is reached; "
        "the quota will reset in 3000 seconds."
    )
    clock.forward(seconds=3000)
    assert alice.call("GET", TAGS).json()["total"] == 0, "the refused request did nothing"


def test_the_next_hour_begins_with_the_first_request_after_this_one(
    alice: Client, set_plan: SetPlan, clock: Clock
) -> None:
    set_plan("enterprise", 2)
    assert statuses(alice, 2) == {200}
    clock.forward(seconds=3599)
    assert left(alice.call("GET", TAGS)) == (0, 1)
    clock.forward(minutes=30)
    assert left(alice.call("GET", TAGS)) == (1, 3600)


def test_refused_requests_do_not_count(alice: Client, set_plan: SetPlan) -> None:
    set_plan("enterprise", 2)
    statuses(alice, 5)
    set_plan("enterprise", 3)
    assert [alice.call("GET", TAGS).status for _ in range(2)] == [200, 402]


def test_each_person_has_an_hour_of_their_own_in_each_organization(
    alice: Client, bob: Client, charlie: Client, cast: Cast, set_plan: SetPlan
) -> None:
    set_plan("enterprise", 1)
    set_plan("enterprise", 1, cast.other_organization_id)
    theirs = f"/workspaces/{cast.other_workspace_id}/tags"
    assert [alice.call("GET", TAGS).status for _ in range(2)] == [200, 402]
    assert [bob.call("GET", TAGS).status for _ in range(2)] == [200, 402]
    assert [charlie.call("GET", theirs).status for _ in range(2)] == [200, 402]


def test_outsiders_and_strangers_are_not_counted(
    charlie: Client, nobody: Client, set_plan: SetPlan, cast: Cast
) -> None:
    set_plan("enterprise", 1)
    for client, status in ((charlie, 403), (nobody, 401)):
        answers = [client.call("GET", TAGS) for _ in range(2)]
        assert [answer.status for answer in answers] == [status] * 2
        assert REMAINING not in answers[0].headers


def test_errors_count_and_carry_the_headers(alice: Client, set_plan: SetPlan) -> None:
    set_plan("enterprise", 4)
    calls = [("GET", f"{TAGS}/999"), ("POST", TAGS), ("GET", f"{TAGS}/x"), ("HEAD", TAGS)]
    answers = [alice.call(*call) for call in calls]
    assert [answer.status for answer in answers] == [404, 400, 400, 200]
    assert [left(answer)[0] for answer in answers] == [3, 2, 1, 0]
    assert statuses(alice, 1) == {402}


def test_streams_and_writes_count_too(alice: Client, set_plan: SetPlan) -> None:
    set_plan("enterprise", 2)
    streamed, made = alice.call("GET", "{OW}/tasks/stream"), alice.call("POST", "{OW}/tasks", {"name": "weave"})
    assert [(one.status, left(one)[0]) for one in (streamed, made)] == [(200, 1), (201, 0)]
    assert {alice.call("GET", path).status for path in ("{OW}/tasks/stream", "{OW}/tasks")} == {402}


def test_another_plan_holds_from_the_next_request_on(alice: Client, set_plan: SetPlan) -> None:
    statuses(alice, 5)
    set_plan("enterprise", 1)
    assert [alice.call("GET", TAGS).status for _ in range(2)] == [200, 402]
    set_plan("free")
    assert left(alice.call("GET", TAGS))[0] == 28
    set_plan("enterprise")
    assert left(alice.call("GET", TAGS))[0] > 2_000_000_000


def test_a_retry_is_a_request_and_may_wait_for_its_answer(alice: Client, set_plan: SetPlan, clock: Clock) -> None:
    set_plan("enterprise", 2)

    def add() -> Response:
        return alice.call("POST", TAGS, {"name": "wool"}, headers={"idempotency-key": "once"})

    first, again, refused = (add() for _ in range(3))
    assert [one.status for one in (first, again, refused)] == [201, 201, 402]
    clock.forward(hours=1)
    assert add().body == first.body == again.body


def test_what_is_free_is_listed() -> None:
    assert {f"{one.method} {one.path}" for one in ROUTES if isinstance(one, Route) and not one.counts} == FREE


def _ask(client: Client, line: str) -> Response:
    method, path = line.split()
    ours = {"organization_id": client.organization_id, "workspace_id": client.workspace_id}
    body = {"plan": "enterprise", "hourly": 1} if method == "PUT" else {} if method == "PATCH" else None
    return client.call(method, re.sub(r"{(\w+)}", lambda match: str(ours[match[1]]), path), body)


def test_what_is_free_is_served_when_the_quota_is_used_up(alice: Client, set_plan: SetPlan) -> None:
    set_plan("enterprise", 1)
    statuses(alice, 1)
    for line in [*sorted(FREE), *(f"GET {path}" for path in OUTSIDE)]:
        answer = _ask(alice, line)
        assert answer.status in ((404,) if line.endswith("/metrics") else (200, 204)), line
        assert REMAINING not in answer.headers, line
    assert statuses(alice, 1) == {402}


def test_the_web_apps_session_is_not_counted(alice: Client, nobody: Client, set_plan: SetPlan, cast: Cast) -> None:
    set_plan("enterprise", 1)
    statuses(alice, 1)
    signed_in = nobody.call("POST", "/session", {"email": cast.alice.email, "password": PASSWORD})
    headers = {"cookie": signed_in.headers["set-cookie"].split(";")[0], "x-csrf-token": signed_in.json()["csrf_token"]}
    for method, path, body in (("GET", TAGS, None), ("POST", TAGS, {"name": "wool"}), ("GET", "/session", None)):
        answer = nobody.call(method, path, body, headers=headers)
        assert (answer.status // 100, REMAINING in answer.headers) == (2, False)
    assert alice.call("GET", TAGS, headers=headers).status == 402, "a key counts, whatever cookie comes along"
    assert nobody.call("DELETE", "/session", headers=headers).status == 204


def test_thirty_one_requests_at_once_are_thirty_and_one(alice: Client, set_plan: SetPlan) -> None:
    set_plan("free")
    answers = alice.together([("GET", TAGS, None)] * 31)
    assert sorted(one.status for one in answers) == [*[200] * 30, 402]
    assert sorted(left(one)[0] for one in answers) == sorted([0, *range(30)])
