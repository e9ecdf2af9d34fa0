"""The corpus as values: lines, what is expected of them, and how what was found compares."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from dayloom.extraction.grammar.days import Today
from dayloom.extraction.grammar.lists import read_list
from dayloom.extraction.grammar.marks import Known, Names
from dayloom.extraction.grammar.reading import Draft, Reader

HERE = Path(__file__).parent / "corpus"
Part = Literal["held-out", "tuning"]
PARTS: tuple[Part, ...] = ("held-out", "tuning")
LANGUAGES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish"}
Fields = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A line, and what is to be made of it: what is not named is not to be there."""

    part: Part
    language: str
    text: str
    expected: Fields


def cases(part: Part) -> list[Case]:
    """The lines of a part, language by language."""
    return list(_cases(part))


def _cases(part: Part) -> Iterator[Case]:
    for language in LANGUAGES:
        for line in tomllib.loads((HERE / part / f"{language}.toml").read_text(encoding="utf-8"))["lines"]:
            given = {name: value for name, value in line.items() if name not in ("text", "day")}
            days = {"start_date": line["day"], "end_date": line["day"]} if "day" in line else {}
            yield Case(part, language, line["text"], {**given, **days})


@cache
def reader() -> Reader:
    """The world in which the lines are read."""
    known = tomllib.loads((HERE / "known.toml").read_text(encoding="utf-8"))
    tags, projects, people = ({name: name for name in known[kind]} for kind in ("tags", "projects", "people"))
    names = Known(Names.of(tags), Names.of(projects), Names.of_people(people))
    return Reader(Today(known["now"].date()), names)


def found_in(text: str) -> Fields:
    """What the rules make of a line, without what is nothing."""
    nested = read_list(text, reader())
    return fields_of(nested[0].draft) if len(nested) == 1 else {"tasks": len(nested)}


def fields_of(draft: Draft) -> Fields:
    """A draft as the corpus writes it."""
    fields = {
        "name": draft.name,
        "start_date": draft.start and draft.start.isoformat(),
        "end_date": draft.end and draft.end.isoformat(),
        "rrule": draft.rrule,
        "estimated_mins": draft.minutes,
        "notes": draft.notes,
        "priority": None if draft.priority == "none" else draft.priority,
        "tags": list(draft.tags),
        "project": draft.project,
        "people": list(draft.people),
        "done": draft.done,
    }
    return {name: value for name, value in fields.items() if value}


def invented(expected: Fields, found: Fields) -> set[str]:
    """What was found and is not there, or is another: a name that kept too many of its words is not invented."""
    return {name for name in found if name not in ("name", "notes") and found[name] != expected.get(name)}
