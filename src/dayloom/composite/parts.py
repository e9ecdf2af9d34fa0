"""Which part of a request an error is about."""

from collections.abc import Iterator
from contextlib import contextmanager

from dayloom.errors import BulkFailed, Invalid


@contextmanager
def part(name: str) -> Iterator[None]:
    """Lets an error say which part it is about: `subtasks[1].name` is the name of the second sub-task."""
    try:
        yield
    except BulkFailed as failed:
        first = failed.failures[0]
        raise _named(f"{name}[{first.index}]", first.error) from failed
    except Invalid as error:
        raise _named(name, error) from error


def _named(name: str, error: Exception) -> Exception:
    return Invalid(f"{name}.{error.field}", error.rule) if isinstance(error, Invalid) else error
