"""Marks that somebody set on purpose: `#tag`, `@project`, `+person`, `!high`, `p1`. Unknown names stay in the line."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dayloom.extraction.grammar.line import BEGIN, END, MARK, Line, fold

PRIORITIES: Mapping[str, str] = {
    **dict.fromkeys(("high", "hi", "1", "hoch", "haute", "haut", "elevee", "alta", "alto"), "high"),
    **dict.fromkeys(("medium", "med", "2", "mittel", "moyenne", "moyen", "media", "medio"), "medium"),
    **dict.fromkeys(("low", "lo", "3", "niedrig", "basse", "faible", "baja", "bajo"), "low"),
    **dict.fromkeys(("none", "4", "keine", "aucune", "ninguna"), "none"),
}
_PRIORITY = re.compile(rf"(?:(?<![^\s\x01(\[])!(?P<word>[a-z]+|[1-4])|{BEGIN}p(?P<number>[1-4])){END}")
_NUMBERS = {"1": "high", "2": "medium", "3": "low", "4": "none"}
_SIGN = r"(?<![^\s\x01(\[,;])"


class Names:
    """What may be meant, by how somebody may write it; a spelling that means two things means neither."""

    def __init__(self, spellings: Iterable[tuple[str, str]]) -> None:
        found: dict[str, set[str]] = {}
        for spelling, key in spellings:
            if _plain(spelling):
                found.setdefault(_plain(spelling), set()).add(key)
        self._found = {plain: next(iter(keys)) for plain, keys in found.items() if len(keys) == 1}
        longest = sorted(self._found, key=len, reverse=True)
        words = "|".join(re.escape(plain).replace(r"\ ", r"[\s_\-]+") for plain in longest)
        self._pattern = re.compile(rf"(?:\"(?P<quoted>[^\"]+)\"|(?P<plain>{words or '(?!)'})(?![\w\x00&]))")

    @classmethod
    def of(cls, names: Mapping[str, str]) -> "Names":
        """By name: what each of these keys is called."""
        return cls((name, key) for key, name in names.items())

    @classmethod
    def of_people(cls, names: Mapping[str, str]) -> "Names":
        """By the whole name, and by the first where nobody else has it."""
        first = ((name.split()[0], key) for key, name in names.items() if name.split())
        return cls([*((name, key) for key, name in names.items()), *first])

    def find(self, said: str) -> str | None:
        """The key of what a text names, however it is spelled."""
        return self._found.get(_plain(said))

    def at(self, seen: str, start: int) -> tuple[str, int] | None:
        """The key of the longest name that stands there, and where it ends."""
        match = self._pattern.match(seen, start)
        if match is None:
            return None
        key = self._found.get(_plain(match["quoted"] or match["plain"]))
        return None if key is None else (key, match.end())


def _plain(text: str) -> str:
    return " ".join(re.split(r"[\s_\-]+", fold(text).strip()))


@dataclass(frozen=True)
class Known:
    """The names there are."""

    tags: Names = field(default_factory=lambda: Names(()))
    projects: Names = field(default_factory=lambda: Names(()))
    people: Names = field(default_factory=lambda: Names(()))


@dataclass(frozen=True, slots=True)
class Marks:
    """What a line is marked with, by the keys of the names."""

    tags: tuple[str, ...]
    project: str | None
    people: tuple[str, ...]
    priority: str | None


def take_marks(line: Line, known: Known) -> Marks:
    """Takes every mark out whose name there is."""
    tags = _named(line, "#", known.tags)
    projects = _named(line, "@", known.projects, most=1)
    people = _named(line, r"\+", known.people)
    return Marks(tags, projects[0] if projects else None, people, _priority(line))


def _named(line: Line, sign: str, names: Names, most: int = 50) -> tuple[str, ...]:
    found: list[str] = []
    for match in list(re.finditer(_SIGN + sign, line.seen)):
        there = names.at(line.seen, match.end())
        if there is not None and len(found) < most:
            found.append(there[0])
            line.take(match.start(), there[1], MARK)
    return tuple(dict.fromkeys(found))


def _priority(line: Line) -> str | None:
    for match in _PRIORITY.finditer(line.seen):
        said = match["word"]
        priority = _NUMBERS[match["number"]] if match["number"] else PRIORITIES.get(said)
        if priority is not None:
            line.take(*match.span(), MARK)
            return priority
    return None
