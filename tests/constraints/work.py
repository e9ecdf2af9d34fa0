"""What the tests of constraints have in common."""

from typing import Any

from tests.client import Client

ENTRIES, TASKS = "{W}/time-entry-constraints", "{W}/task-constraints"
AT_EIGHT, AT_TEN = "2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z"

Json = dict[str, Any]


def require(alice: Client, path: str, *kinds: str, enabled: bool = True, **more: Any) -> Json:
    """Says what is required from now on."""
    fields = [{"kind": kind} for kind in kinds]
    found: Json = alice.put(path, {"enabled": enabled, "required_fields": fields, **more}, expect=200)
    return found


def lacking(said: Json) -> tuple[list[str], bool]:
    """The fields that a 422 names, and whether the request took one away."""
    assert said["error"] == "required_fields_missing"
    values = said["error_values"]
    first = values.get("failures", [values])[0]
    assert all(field in said["error_description"] for field in first["fields"])
    return values["fields"], values["is_deletion"]
