"""What is the same for every request: who may come in, how it is refused, and what every answer carries."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from dayloom.db.types import MAX_ID
from tests.cast import Cast
from tests.client import Client, Response

TAGS = "{W}/tags"


def refused(response: Response, status: int, code: str) -> str:
    """Checks the shape of an error once and returns its sentence."""
    assert response.status == status, response.body[:500]
    said = response.json()
    assert said["error"] == code
    assert re.fullmatch(r"[0-9a-f]{32}", said["trace_id"])
    assert said["trace_id"] == response.headers["x-trace-id"]
    assert said.keys() <= {"error", "error_description", "error_values", "trace_id"}
    assert response.headers["content-type"] == "application/json"
    sentence: str = said["error_description"]
    return sentence


def test_every_answer_has_a_trace_id_of_its_own(alice: Client) -> None:
    first, second = (alice.call("GET", TAGS).headers["x-trace-id"] for _ in range(2))
    assert re.fullmatch(r"[0-9a-f]{32}", first)
    assert first != second


def test_without_credentials_nothing_is_told(nobody: Client) -> None:
    sentence = refused(nobody.call("GET", TAGS), 401, "invalid_session")
    assert sentence == refused(nobody.call("GET", "/workspaces/999/tags"), 401, "invalid_session")


def test_workspaces_of_others_and_no_workspaces_look_alike(alice: Client, cast: Cast) -> None:
    ours, theirs = cast.organization_id, cast.other_workspace_id
    sentences = {
        refused(alice.call("GET", f"/workspaces/{theirs}/tags"), 403, "forbidden"),
        refused(alice.call("GET", "/workspaces/999/tags"), 403, "forbidden"),
        refused(alice.call("GET", f"/organizations/{ours}/workspaces/{theirs}/projects"), 403, "forbidden"),
        refused(alice.call("GET", f"/organizations/999/workspaces/{cast.workspace_id}/projects"), 403, "forbidden"),
    }
    assert len(sentences) == 1
    assert "workspace" in sentences.pop()


def test_organizations_of_others_are_refused(alice: Client, cast: Cast) -> None:
    for organization_id in (cast.other_organization_id, 999):
        path = f"/organizations/{organization_id}/users"
        assert "organization" in refused(alice.call("GET", path), 403, "forbidden")


def test_writing_elsewhere_is_refused_before_the_body_is_read(charlie: Client) -> None:
    refused(charlie.call("POST", TAGS, body=b"{"), 403, "forbidden")


@pytest.mark.parametrize("path", ["/nowhere", "{W}", "{W}/tags/", "{W}/tags/1/2", "/organizations"])
def test_an_unknown_path_is_not_found(alice: Client, path: str) -> None:
    refused(alice.call("GET", path), 404, "not_found")


def test_an_unknown_method_is_answered_with_the_known_ones(alice: Client) -> None:
    for method in ("PATCH", "PUT", "OPTIONS", "NONSENSE"):
        response = alice.call(method, TAGS)
        refused(response, 405, "method_not_allowed")
        assert response.headers["allow"] == "GET, POST, HEAD"


@pytest.mark.parametrize("path", [TAGS, "{OW}/tasks/stream", "/accounts/me", "/health", "{W}/tags/1", "{OW}/users?x="])
def test_head_is_get_without_the_body(alice: Client, path: str) -> None:
    got, head = (alice.call(method, path) for method in ("GET", "HEAD"))
    assert (head.status, head.body) == (got.status, b"")
    changing = {"x-trace-id", "x-toggl-quota-remaining", "x-toggl-quota-resets-in"}
    assert {name: head.headers[name] for name in head.headers.keys() - changing} == {
        name: got.headers[name] for name in got.headers.keys() - changing
    }


def test_where_there_is_no_get_there_is_no_head(alice: Client) -> None:
    response = alice.call("HEAD", "{OW}/tracking/start")
    assert (response.status, response.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("text", ["x", "1.0", "-1", "0", "1e3", "\u0661", "%20", str(MAX_ID + 1), "9" * 400], ids=repr)
def test_a_path_id_that_is_no_id_is_named(alice: Client, text: str) -> None:
    assert "tag_id" in refused(alice.call("GET", f"{TAGS}/{text}"), 400, "validation")
    assert "workspace_id" in refused(alice.call("GET", f"/workspaces/{text}/tags"), 400, "validation")


def test_records_of_others_and_no_records_look_alike(alice: Client, charlie: Client, cast: Cast) -> None:
    theirs = charlie.post(f"/workspaces/{cast.other_workspace_id}/tags", {"name": "theirs"})
    sentences = {refused(alice.call("GET", f"{TAGS}/{each}"), 404, "not_found") for each in (theirs["id"], MAX_ID)}
    assert len(sentences) == 1


@pytest.mark.parametrize("end", [b'"}', b'"', b"", b'"   }', b' and more"}', b'\\u0041"}'])
def test_half_of_a_surrogate_pair_is_called_that(alice: Client, end: bytes) -> None:
    said = refused(alice.call("POST", TAGS, body=b'{"name": "\\ud800' + end), 400, "validation")
    assert "surrogate" in said


@pytest.mark.parametrize("body", [b'{"name": "a', b'{"name": "\\ud83d\\ude', b'{"name": "\\\\ud800'])
def test_a_body_that_was_cut_short_is_called_that(alice: Client, body: bytes) -> None:
    assert "truncated" in refused(alice.call("POST", TAGS, body=body), 400, "validation")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"nonsense",
        b'{"name": NaN}',
        b'{"name": Infinity}',
        b'{"name": "a"} {}',
        b'{"name": "\\ud800"}',
        b'{"name": "\\udc00\\ud800"}',
        b'{"name": "\xff"}',
        b'{"name": "\xed\xa0\x80"}',
        b"\xef\xbb\xbf{}",
        json.dumps({"name": "a"}).encode("utf-16"),
        b"[" * 100_000,
        b'{"name":' * 100_000,
        b"[1]",
        b'"name"',
        b"null",
    ],
    ids=lambda body: repr(body[:16]),
)
def test_a_body_that_is_no_json_object_is_a_400(alice: Client, body: bytes) -> None:
    refused(alice.call("POST", TAGS, body=body), 400, "validation")
    assert alice.get(TAGS)["total"] == 0


@pytest.mark.parametrize(
    "value",
    [None, "", " \t\n", 1, 1.5, True, [], {}, "a\x00b", "x" * 501, float(10**300), 10**400],
    ids=lambda value: repr(value)[:16],
)
def test_a_field_that_does_not_fit_is_named(alice: Client, value: Any) -> None:
    sentence = refused(alice.call("POST", TAGS, {"name": value}), 400, "validation")
    assert sentence.startswith("name ")


def test_the_field_is_named_for_programs_too(alice: Client) -> None:
    assert alice.post(TAGS, {"name": 1}, expect=400)["error_values"] == {"field": "name"}


def test_json_may_be_called_json_or_nothing(alice: Client) -> None:
    for number, media in enumerate(("", "application/json", "Application/JSON; charset=utf-8")):
        headers = {"content-type": media} if media else {}
        body = json.dumps({"name": f"tag {number}"}).encode()
        assert alice.call("POST", TAGS, headers=headers, body=body).status == 201


def test_another_content_type_is_refused_where_there_is_a_body(alice: Client, make: Callable[..., Any]) -> None:
    for media in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "x"):
        response = alice.call("POST", TAGS, headers={"content-type": media}, body=b'{"name": "a"}')
        assert "application/json" in refused(response, 415, "unsupported_media_type")
    tag = make("tags", name="wool")
    response = alice.call("DELETE", f"{TAGS}/{tag['id']}", headers={"content-type": "text/plain"})
    assert response.status == 204


def test_a_body_over_the_limit_is_refused(alice: Client) -> None:
    limit = 1024 * 1024
    filler = b'{"name": "a", "unknown": "' + b"x" * limit + b'"}'
    assert str(limit) in refused(alice.call("POST", TAGS, body=filler), 413, "too_large")
    refused(alice.call("POST", TAGS, headers={"content-length": str(limit + 1)}), 413, "too_large")
    just = b'{"name": "a"}'.ljust(limit)
    assert alice.call("POST", TAGS, body=just).status == 201


def test_a_length_that_is_no_number_harms_nobody(alice: Client) -> None:
    for length in ("nonsense", "-1", "1.5", "\u0663"):
        assert alice.call("GET", TAGS, headers={"content-length": length}).status == 200


def test_metered_answers_carry_the_quota_also_on_errors(alice: Client) -> None:
    calls = [("GET", TAGS, None), ("GET", f"{TAGS}/999", None), ("POST", TAGS, {}), ("POST", TAGS, {"name": "a"})]
    answers = [alice.call(*call) for call in calls]
    assert [answer.status for answer in answers] == [200, 404, 400, 201]
    left = [int(answer.headers["x-toggl-quota-remaining"]) for answer in answers]
    assert left == [2_147_483_647 - used for used in (1, 2, 3, 4)]
    assert all(0 <= int(answer.headers["x-toggl-quota-resets-in"]) <= 3600 for answer in answers)


def test_a_quota_is_counted_by_person(alice: Client, bob: Client) -> None:
    alice.get(TAGS)
    assert bob.call("GET", TAGS).headers["x-toggl-quota-remaining"] == str(2_147_483_647 - 1)


def test_what_is_the_servers_fault_says_nothing_of_it(alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from dayloom import records

    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(records, "create", broken)
    response = alice.call("POST", TAGS, {"name": "a"})
    assert "secret" not in refused(response, 500, "internal")
    monkeypatch.undo()
    assert alice.get(TAGS)["total"] == 0


def test_bad_queries_are_named(alice: Client) -> None:
    for query, name in (
        ("page=0", "page"),
        ("page=x", "page"),
        ("per_page=0", "per_page"),
        ("per_page=1.0", "per_page"),
        ("tag_id=1,x", "tag_id"),
        ("name=%00", "name"),
        ("name=%FF", "query"),
        ("name=%ED%A0%80", "query"),
        ("name=\u00e4", "query"),
        ("order_by=colour", "order_by"),
        ("order_by=--name", "order_by"),
        ("&".join(["a=1"] * 2_000), "query"),
    ):
        assert name in refused(alice.call("GET", TAGS, query=query), 400, "validation"), query
