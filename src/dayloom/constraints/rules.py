"""When a record that is without a required field is refused. What it is without, its own feature knows."""

from collections.abc import Sequence

from dayloom.errors import RequiredMissing


def check_required(
    record: str, lacking: Sequence[str], before: Sequence[str] | None = None, *, excused: bool = False
) -> None:
    """Refuses a new record that lacks a required field, and a change whose result does. Raises RequiredMissing.

    `before` is what it lacked already (None: it is new). A change that gives one of these is let through although
    others are still lacking, so that they can be given one by one, and so is an `excused` one; to take a required field
    away is always refused.
    """
    known = set(before or ())
    taken = before is not None and not set(lacking) <= known
    given = before is not None and not known <= set(lacking)
    if lacking and (taken or not (given or excused)):
        raise RequiredMissing(record, lacking, taken=taken)
