"""What can go wrong, in our own words. The wire's words for it live in `http/wire_errors.py`.

Every error says one thing a reader can act on; none of them knows a status code.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


class DayloomError(Exception):
    """The base of everything that Dayloom itself refuses."""


class Invalid(DayloomError):
    """A value breaks a rule: `field` names it as on the wire, `rule` completes the sentence "`field` …"."""

    def __init__(self, field: str, rule: str) -> None:
        super().__init__(f"{field} {rule}")
        self.field = field
        self.rule = rule


class Unprocessable(Invalid):
    """A question that can be read and makes no sense: sums of names, an order by what is not in the answer."""


class Malformed(DayloomError):
    """The request as a whole cannot be read (broken JSON, a body of the wrong kind)."""


class NotFound(DayloomError):
    """There is no such record for this actor: absent, deleted and invisible look the same."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Forbidden(DayloomError):
    """The actor may not do this; the message is the whole sentence."""


class Unauthenticated(DayloomError):
    """No credentials, or bad ones. Never says which."""


class Conflict(DayloomError):
    """The request contradicts what is stored: a taken name, a plan already logged."""


class Ended(Conflict):
    """What was good for one use, or for some time, is so no more; `state` says how it ended."""

    def __init__(self, state: str, sentence: str) -> None:
        super().__init__(sentence)
        self.state = state


class LimitReached(DayloomError):
    """There are as many of these as there may be; the message is the whole sentence."""


class RequiredMissing(DayloomError):
    """The workspace requires fields that the resulting record is without; `taken`: this very request takes one away."""

    def __init__(self, record: str, fields: Sequence[str], *, taken: bool = False) -> None:
        super().__init__(f"A {record.replace('_', ' ')} of this workspace must have {' and '.join(fields)}.")
        self.record = record
        self.fields = tuple(fields)
        self.taken = taken


class TooLarge(DayloomError):
    """The body is over its limit, in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"The body is larger than {limit} bytes.")
        self.limit = limit


class UnsupportedMedia(DayloomError):
    """The body has a content type this route does not read."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


class TooMany(DayloomError):
    """Too many requests or failed logins; try again after `retry_after` seconds."""

    def __init__(self, sentence: str, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class OverQuota(DayloomError):
    """The person has no requests left in this organization's hour; there will be more in `resets_in` seconds."""

    def __init__(self, plan: str, hourly: int, resets_in: int) -> None:
        super().__init__(f"{hourly} an hour on {plan}, again in {resets_in} seconds")
        self.plan = plan
        self.hourly = hourly
        self.resets_in = resets_in


class NotServed(DayloomError):
    """The contract names it and this release does not serve it yet."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Unavailable(DayloomError):
    """The database cannot answer right now; nothing was changed."""


class Interrupted(Unavailable):
    """The database broke a transaction off before it was committed: doing it once more may well succeed."""


class StartRefused(DayloomError):
    """The server or a command cannot start; the message is one sentence for the person at the keyboard."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One failing item of a bulk request: its index from 0, its id where it has one, and why."""

    index: int
    id: int | None
    error: DayloomError


class BulkFailed(DayloomError):
    """Some items of a bulk failed, so nothing was done; the answer takes the status of the first."""

    def __init__(self, failures: Sequence[Failure]) -> None:
        super().__init__(f"{len(failures)} items failed")
        self.failures = tuple(failures)


Values = Mapping[str, object]
