"""A line, read: in which order the constructs are asked, and what they come to together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from dayloom.extraction.grammar.clocks import Clock, take_hours, take_range, take_time
from dayloom.extraction.grammar.days import Found, Today, take_days, take_part
from dayloom.extraction.grammar.evidence import Scores, ranked, scores
from dayloom.extraction.grammar.forms import Forms, all_forms
from dayloom.extraction.grammar.lengths import take_length
from dayloom.extraction.grammar.line import Line
from dayloom.extraction.grammar.marks import Known, take_marks
from dayloom.extraction.grammar.rules import first_day, take_adverb, take_rule

#: How long a task's name may be.
LONGEST = 500

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reader:
    """What lines are read against: the day, the names there are, and the language of whoever asks."""

    today: Today
    known: Known
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a line says; tags, project and people by their keys. An empty name: nothing but when, or marks."""

    name: str
    start: date | None = None
    end: date | None = None
    rrule: str | None = None
    minutes: int | None = None
    notes: str | None = None
    priority: str | None = None
    tags: tuple[str, ...] = ()
    project: str | None = None
    people: tuple[str, ...] = ()
    done: bool = False


def read(written: str, reader: Reader, around: Scores | None = None) -> Draft:
    """One line without its bullet; `around` is the evidence of the whole text. What is too long for a name is left."""
    written = " ".join(written.split())
    if len(written) > LONGEST:
        return Draft(written)
    mine = scores(written)
    order, sure = ranked(mine, around or mine, reader.language)
    by_code = {forms.language.code: forms for forms in all_forms()}
    languages = [by_code[code] for code in order]
    line = Line(written)
    marks = take_marks(line, reader.known)
    rule = _first(take_rule(line, forms, reader.today) for forms in languages)
    clock = _first(take_range(line, forms) for forms in languages)
    found = _days(line, languages, reader.today, sure)
    part = _first(take_part(line, forms) for forms in languages) if rule and not (found and found.part) else None
    clock = clock or take_hours(line) or _first(take_time(line, forms) for forms in languages)
    minutes = _first(take_length(line, forms) for forms in languages)
    rule = rule or _first(take_adverb(line, forms) for forms in languages)
    draft = Draft(
        name=line.rest(_loose(languages)),
        minutes=minutes if clock is None or clock.minutes is None else clock.minutes,
        notes=_notes(line, clock, found.part if found and found.part else part),
        priority=marks.priority,
        tags=marks.tags,
        project=marks.project,
        people=marks.people,
    )
    return _dated(draft, rule, found, reader.today.date)


def _first(found: Iterable[T | None]) -> T | None:
    return next((one for one in found if one is not None), None)


def _days(line: Line, languages: Sequence[Forms], today: Today, sure: frozenset[str]) -> Found | None:
    """What the line says of days: from when and until when may stand apart."""
    found = _first(take_days(line, forms, today, sure=forms.language.code in sure) for forms in languages)
    if found is None or (found.start is None) == (found.end is None):
        return found
    before = line.seen
    more = _first(take_days(line, forms, today, sure=forms.language.code in sure) for forms in languages)
    if more is None:
        return found
    start, end = found.start or more.start, found.end or more.end
    if (more.start is None) == (more.end is None) or start is None or end is None or end < start:
        line.seen = before  # it belongs to something else, and stays in the name
        return found
    return Found(start, end, found.part or more.part)


def _loose(languages: Sequence[Forms]) -> frozenset[str]:
    return languages[0].language.loose


def _notes(line: Line, clock: Clock | None, part: str | None) -> str | None:
    """The time of day as it was written, in the order of the line: a task has days only."""
    said = [words for words in (clock.said if clock else "", part) if words]
    return ", ".join(sorted(said, key=line.written.find)) or None


def _dated(draft: Draft, rule: str | None, found: Found | None, today: date) -> Draft:
    if rule is None:
        return draft if found is None else replace(draft, start=found.start, end=found.end)
    begin = today
    if found is not None:
        if found.start is None and found.end is not None and "COUNT" not in rule:
            rule = f"{rule};UNTIL={found.end:%Y%m%d}"
        begin = found.start or today
    day = first_day(rule, begin)
    return replace(draft, rrule=rule, start=day, end=day)
