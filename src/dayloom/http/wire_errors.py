"""Our errors → the wire's: status, code, one sentence, values. No feature ever writes this wording."""

from collections.abc import Sequence
from typing import Any

import msgspec

from dayloom import errors

#: In our words → (status, code). Subclasses are found by their own class first.
STATUSES: dict[type[errors.DayloomError], tuple[int, str]] = {
    errors.Invalid: (400, "validation"),
    errors.Malformed: (400, "validation"),
    errors.Unprocessable: (422, "unprocessable"),
    errors.Unauthenticated: (401, "invalid_session"),
    errors.OverQuota: (402, "quota_exceeded"),
    errors.Forbidden: (403, "forbidden"),
    errors.NotFound: (404, "not_found"),
    errors.Conflict: (409, "conflict"),
    errors.Ended: (409, "conflict"),
    errors.TooLarge: (413, "too_large"),
    errors.UnsupportedMedia: (415, "unsupported_media_type"),
    errors.LimitReached: (422, "limit_reached"),
    errors.RequiredMissing: (422, "required_fields_missing"),
    errors.TooMany: (429, "rate_limited"),
    errors.NotServed: (501, "not_implemented"),
    errors.Unavailable: (503, "unavailable"),
    errors.Interrupted: (503, "unavailable"),
}
RETRY_AFTER = 2


class WireError(msgspec.Struct, frozen=True, omit_defaults=True):
    """Every error body."""

    error: str
    error_description: str
    trace_id: str
    error_values: dict[str, Any] | None = None


def status_of(error: errors.DayloomError) -> int:
    """The status of an error; a bulk takes that of its first failing item."""
    if isinstance(error, errors.BulkFailed):
        return status_of(error.failures[0].error)
    return STATUSES[type(error)][0]


def code_of(error: errors.DayloomError) -> str:
    """The snake_case code of an error."""
    if isinstance(error, errors.BulkFailed):
        return code_of(error.failures[0].error)
    return STATUSES[type(error)][1]


def sentence_of(error: errors.DayloomError) -> str:
    """One readable sentence that names the field and the rule."""
    if isinstance(error, errors.BulkFailed):
        first = error.failures[0]
        return f"Item {first.index}: {sentence_of(first.error)}"
    if isinstance(error, errors.Invalid):
        return f"{error.field} {error.rule}."
    if isinstance(error, errors.NotFound):
        return f"There is no such {error.kind.replace('_', ' ')}."
    if isinstance(error, errors.Unauthenticated):
        return "The credentials are missing or not valid."
    if isinstance(error, errors.UnsupportedMedia):
        return f"The body must be sent as {error}."
    if isinstance(error, errors.OverQuota):
        # Known clients look for "hourly limit" and for "quota will reset in 12 seconds".
        limit = f"The {error.plan} plan's hourly limit of {error.hourly:,} requests for each person is reached"
        return f"{limit}; the quota will reset in {error.resets_in} seconds."
    if isinstance(error, errors.NotServed):
        return f"{error.name} is not served by this release yet."
    return str(error)


def wire_error(error: errors.DayloomError, trace_id: str) -> WireError:
    """The whole body of an error's answer."""
    return WireError(code_of(error), sentence_of(error), trace_id, _values(error))


def headers_of(error: errors.DayloomError) -> dict[str, str]:
    """Headers that go with an error: when to come back, and how to sign in."""
    if isinstance(error, errors.TooMany):
        return {"retry-after": str(error.retry_after)}
    if isinstance(error, errors.Unavailable):
        return {"retry-after": str(RETRY_AFTER)}
    if isinstance(error, errors.Unauthenticated):
        return {"www-authenticate": "Bearer"}  # not Basic: browsers would open a dialog of their own
    return {}


def _values(error: errors.DayloomError) -> dict[str, Any] | None:
    if isinstance(error, errors.BulkFailed):
        return {"failures": [_failure(failure) for failure in error.failures], **_lacking(error.failures)}
    if isinstance(error, errors.RequiredMissing):
        return {"fields": list(error.fields), "is_deletion": error.taken}
    if isinstance(error, errors.OverQuota):
        return {"plan": error.plan, "hourly": error.hourly, "resets_in": error.resets_in}
    if isinstance(error, errors.Ended):
        return {"state": error.state}
    return {"field": error.field} if isinstance(error, errors.Invalid) else None


def _failure(failure: errors.Failure) -> dict[str, Any]:
    named = {} if failure.id is None else {"id": failure.id}
    said = {"error": code_of(failure.error), "error_description": sentence_of(failure.error)}
    lacks: dict[str, Any] = {}
    if isinstance(failure.error, errors.RequiredMissing):
        lacks = {**(_values(failure.error) or {}), f"{failure.error.record}_index": failure.index}
    return {"index": failure.index, **named, **said, **lacks}


def _lacking(failures: Sequence[errors.Failure]) -> dict[str, Any]:
    """Over all items, where the first lacks required fields: a client that knows the single answer finds them here."""
    found = [failure.error for failure in failures if isinstance(failure.error, errors.RequiredMissing)]
    if not found or found[0] is not failures[0].error:
        return {}
    fields = dict.fromkeys(field for error in found for field in error.fields)
    return {"fields": list(fields), "is_deletion": any(error.taken for error in found)}
