"""What an answer looks like, as values beside the routes: the API's description is made of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args, get_type_hints

from dayloom.kinds import Kind

Wrap = Literal["record", "array", "stream", "events", "page", "page with total", "file"]


@dataclass(frozen=True, slots=True)
class Shape:
    """The types of an answer's records (alternatives), and what they are wrapped in."""

    of: tuple[Any, ...]
    wrap: Wrap = "record"
    #: Whether it is to be had as a CSV file, too.
    table: bool = False
    #: What kind of file it is.
    media: str = ""


#: Status of success → its body; None for an empty one.
Answers: TypeAlias = Mapping[int, Shape | None]


def record(*of: Any, table: bool = False) -> Shape:
    """One object; as a table (CSV) where the caller asks for that and there is one."""
    return Shape(of, table=table)


def array(*of: Any) -> Shape:
    """A bare array, made at once."""
    return Shape(of, "array")


def stream(*of: Any) -> Shape:
    """A bare array, written as it is read; one object a line where the caller asks for that."""
    return Shape(of, "stream")


def events(*of: Any) -> Shape:
    """One Server-Sent Event each, as it happens."""
    return Shape(of, "events")


def file(media: str) -> Shape:
    """Text of another kind than JSON."""
    return Shape((), "file", media=media)


def page(*of: Any, total: bool = False) -> Shape:
    """`{data, page, per_page}`, with `total` where the list has one."""
    return Shape(of, "page with total" if total else "page")


def shown_by(kind: Kind[Any]) -> Any:
    """The type of a kind's records: what its loader says it returns."""
    (of,) = get_args(get_type_hints(kind.load)["return"])
    return of
