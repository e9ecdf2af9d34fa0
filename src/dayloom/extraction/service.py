"""Tasks from a list, a prompt or a picture. Nothing is stored, and no transaction is open while texts are read."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dayloom.errands import Errand
from dayloom.errors import Invalid
from dayloom.extraction import model, ocr, pictures
from dayloom.extraction.grammar.lists import Nested, read_list, read_prompt
from dayloom.extraction.grammar.reading import Reader
from dayloom.extraction.model import NoAnswer
from dayloom.extraction.queries import Surroundings, projects_named, surroundings
from dayloom.extraction.tasks import unsaved
from dayloom.tasks.schemas import Task

logger = logging.getLogger("dayloom.extraction")
#: As many as `tasks/bulk` takes.
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Extracted:
    """The tasks, and what found them."""

    tasks: list[Task]
    engine: str


def from_list(errand: Errand, text: str) -> Extracted:
    """A task for each line. Raises Invalid."""
    return _from_text(errand, text, read_list)


def from_prompt(errand: Errand, text: str) -> Extracted:
    """Tasks of somebody's own words. Raises Invalid."""
    return _from_text(errand, text, read_prompt)


def from_picture(errand: Errand, picture: bytes) -> Extracted:
    """A task for each line that can be read in a picture. Raises Invalid, or Unavailable without an OCR engine."""
    pictures.check(picture)
    around = _around(errand)
    if errand.settings.llm_vision:
        found = _by_model(errand, lambda: model.of_picture(errand.settings, picture, around))
        if found:
            return Extracted(_tasks(errand, around, found, "file"), "llm")
    text = ocr.read(picture, ocr.engine())
    return Extracted(_tasks(errand, around, read_list(text, around.reader), "file"), "ocr+rules")


def _from_text(errand: Errand, text: str, read: Callable[[str, Reader], list[Nested]]) -> Extracted:
    around = _around(errand)
    found = _by_model(errand, lambda: model.of_text(errand.settings, text, around))
    if found:
        return Extracted(_tasks(errand, around, found, "prompt"), "llm")
    return Extracted(_tasks(errand, around, read(text, around.reader), "prompt"), "rules")


def _by_model(errand: Errand, ask: Callable[[], list[Nested]]) -> list[Nested]:
    """What a model finds, where one is set; nothing where it fails, which the log says."""
    if not model.is_set(errand.settings):
        return []
    try:
        found = ask()
    except NoAnswer as error:
        logger.warning("The language model gave no tasks: %s", error)
        return []
    if not found:
        logger.warning("The language model gave no tasks: its list is empty")
    return found


def _around(errand: Errand) -> Surroundings:
    with errand.reading() as ctx:
        return surroundings(ctx)


def _tasks(errand: Errand, around: Surroundings, found: Sequence[Nested], field: str) -> list[Task]:
    if not found:
        raise Invalid(field, "has no line that could be a task")
    if len(found) > MOST:
        raise Invalid(field, f"has {len(found):,} tasks; at most {MOST:,} can be made at once")
    named = sorted({nested.draft.project for nested in found if nested.draft.project})
    with errand.reading() as ctx:
        return unsaved(errand.actor, found, around, projects_named(ctx, named))
