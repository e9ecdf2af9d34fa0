"""Days and spans of days: which words name one, and which day that is, seen from today.

What names a calendar day is given to `dateparser`, and nothing else of the line.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dayloom.extraction.grammar.forms import Forms
from dayloom.extraction.grammar.languages import words
from dayloom.extraction.grammar.line import DAY, STOP, TAKEN, Line

#: A number after these counts something else: "chapter 10", "Version 2.5."
COUNTED = words(
    "chapter chapters ch page pages p pp room rooms version v level episode season item items question"
    " questions exercise exercises ex no nr number vol volume part step task tasks kapitel kap seite"
    " seiten s zimmer aufgabe aufgaben abschnitt punkt teil band ubung folge staffel chapitre chapitres"
    " chap salle n tome question exercice exercices episode saison article capitulo capitulos cap pagina"
    " paginas sala tomo ejercicio ejercicios articulo temporada habitacion numero"
)
#: Short names that are no word of any language here.
_ONLY_A_DAY = ("fri", "thu")
#: Not a day: "Good Friday deals", "Black Friday".
_NAMED = words("black good easter casual ash palm cyber super guten happy last letzten dernier pasado usa")
#: A short name after these is a person's: "lunch with Sam".
_COMPANY = words("with call ring ask tell mit bei von fur avec chez appeler voir con llamar avisar")
_THEN = re.compile(
    r"\s*(?:(?:at|um|a|a\s+las?|from|von|de|ab)\s+)?\d{1,2}(?:[:.h]|\s*(?:uhr|am\b|pm\b|[-–—]\s*\d))|\s*(?:at|um|a\s+las?)\s+\d"
)
#: A week later than it looks: "lundi en huit", "Monday week".
_LATER = re.compile(r"\s+(?:en\s+(?:huit|quinze)|in\s+(?:acht|8|14|vierzehn)\s+tagen|week\b)")
#: "A week from Friday" is another day.
_SPANS = words("day days week weeks month months fortnight")


@dataclass(frozen=True, slots=True)
class Today:
    """From where days are counted, and whether 3/4 is in March."""

    date: date
    month_first: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a part of a line says: from when, until when, and what part of the day."""

    start: date | None
    end: date | None
    part: str = ""


def take_days(line: Line, forms: Forms, today: Today, *, sure: bool) -> Found | None:
    """Takes the line's days out. `sure`: the line is in this language, so its short names count."""
    for look in (_range, _span, _this_part, _single, _slashed):
        found = look(line, forms, today, sure)
        if found is not None:
            return found
    return None


def _range(line: Line, forms: Forms, today: Today, sure: bool) -> Found | None:  # noqa: ARG001 - all are asked alike
    for pattern in forms.ranges:
        for match in pattern.finditer(line.seen):
            given = match.groupdict()
            if _is_counted(line, match.start()):
                continue
            if given.get("month"):
                start, end = (
                    _calendar_day(forms, f"{given[one]} {given['month']}", today) for one in ("first", "last")
                )
            elif given.get("first"):
                end = resolve(match["b"], forms, today)
                start = _same_month(end, int(given["first"]))
            else:
                if not _is_range(line, match):
                    continue
                start = resolve(match["a"], forms, today)
                end = resolve(match["b"], forms, Today(start, today.month_first)) if start else None
            if start is not None and end is not None and start < end <= start + timedelta(days=366):
                line.take(*match.span(), DAY)
                return Found(start, end)
    return None


def _is_range(line: Line, match: re.Match[str]) -> bool:
    """Two short names side by side name days, where they are written as such."""
    return all(_looks_named(line, *match.span(one), sure=True) for one in ("a", "b"))


def _same_month(day: date | None, first: int) -> date | None:
    if day is None or first >= day.day:
        return None
    return day.replace(day=first)


def _span(line: Line, forms: Forms, today: Today, sure: bool) -> Found | None:  # noqa: ARG001 - all are asked alike
    for pattern, what in forms.spans:
        match = pattern.search(line.seen)
        if match:
            start, end = _span_of(what, today.date)
            line.take(*match.span(), DAY)
            return _placed(match, start, end)
    return None


def _span_of(what: str, today: date) -> tuple[date, date]:
    monday = today - timedelta(days=today.weekday())
    if what == "next week":
        return monday + timedelta(days=7), monday + timedelta(days=13)
    if what == "this week":
        return today, monday + timedelta(days=6)
    if what == "weekend":
        return max(today, monday + timedelta(days=5)), monday + timedelta(days=6)
    first = _month_end(today) + timedelta(days=1)
    return first, _month_end(first)


def _this_part(line: Line, forms: Forms, today: Today, sure: bool) -> Found | None:  # noqa: ARG001
    match = forms.this_part.search(line.seen)
    if match is None:
        return None
    line.take(*match.span(), DAY)
    said = line.words(*match.span())
    # "heute Abend" is today, in the evening; "tonight" is one word for both.
    near, _, part = said.partition(" ")
    return Found(today.date, today.date, part if near.lower() in forms.language.near and part else said)


def take_part(line: Line, forms: Forms) -> str | None:
    """Takes a part of the day out that follows what has been taken: "every Friday morning"."""
    match = forms.later_part.search(line.seen)
    if match is None:
        return None
    line.take(*match.span("part"), DAY)
    return line.words(*match.span("part"))


def _single(line: Line, forms: Forms, today: Today, sure: bool) -> Found | None:
    for match in _believed(line, forms, sure):
        day = resolve(match["day"], forms, today)
        if day is None:
            continue
        part = line.words(*match.span("part")) if match["part"] else _compound_part(line, match, forms)
        dotted = line.seen.startswith(".", match.end()) and not part and len(match["day"]) <= 4
        line.take(match.start(), match.end() + dotted, DAY)
        return _placed(match, day, day, part)
    return None


def _compound_part(line: Line, match: re.Match[str], forms: Forms) -> str:
    for pattern, what in forms.days:
        if what == "weekday and part":
            inner = pattern.fullmatch(match["day"])
            if inner:
                return line.words(match.start("day") + inner.end("wd"), match.end("day"))
    return ""


def _slashed(line: Line, forms: Forms, today: Today, sure: bool) -> Found | None:  # noqa: ARG001
    for match in forms.slashed.finditer(line.seen):
        day = _calendar_day(forms, match["numeric"], today)
        if day is not None and not _is_counted(line, match.start("numeric")):
            line.take(*match.span(), DAY)
            return _placed(match, day, day)
    return None


def _placed(match: re.Match[str], start: date, end: date, part: str = "") -> Found:
    """From on, until, or both, as the word before it says."""
    if match["due"]:
        return Found(None, end, part)
    if match["since"]:
        return Found(start, None, part)
    return Found(start, end, part)


def _believed(line: Line, forms: Forms, sure: bool) -> Iterator[re.Match[str]]:
    """Candidates that are not obviously something else."""
    at = 0
    while match := forms.dated.search(line.seen, at):
        at = match.start() + 1
        before = _word_before(line, match.start())
        led = bool(match["due"] or match["since"] or match["on"])
        if match["since"] and before in _SPANS:
            at = match.end()
            continue
        if before in _NAMED or (not led and _is_counted(line, match.start("day"))):
            continue
        if not _is_name(line, match, forms, sure=sure, led=led):
            continue
        yield match


def _is_name(line: Line, match: re.Match[str], forms: Forms, *, sure: bool, led: bool) -> bool:
    """Whether what looks like a short name, a month or a bare number of the month is meant as one."""
    start, end = match.span("day")
    said, after = match["day"], line.seen[end:]
    for pattern, what in forms.days:
        form = pattern.fullmatch(said)
        if form is None:
            continue
        if what == "weekday and number":
            return bool(re.match(rf"\s*(?:$|[{TAKEN},;.!?)\]]|(?:at|um|a|a\s+las)\s+\d|\d{{1,2}}\s*[:h])", after))
        if what == "monthday":
            return bool(match["due"] or match["since"] or (match["on"] or "").startswith("on")) and bool(
                re.match(rf"\s*(?:$|[{TAKEN},;.!?)\]]|at\b)", after)
            )
        if what == "date":
            month_at = start + form.start("month")
            if (
                form["month"] in ("may", "march", "mar")
                and not line.written[month_at].isupper()
                and forms.language.code == "en"
            ):
                return False
            if form.start("month") < form.start("d") and not form["year"]:  # "April 3 miles"
                return bool(re.match(rf"\s*(?:$|[{TAKEN},;.!?)\]]|at\b|\w*\s*$)", after)) or bool(
                    re.search(r"\D$", said)
                )
            return True
        if what == "weekday" and form["wd"] == said:
            return _is_weekday(line, match, forms, sure=sure, led=led)
    return True


def _is_weekday(line: Line, match: re.Match[str], forms: Forms, *, sure: bool, led: bool) -> bool:
    start, end = match.span("day")
    said, after = match["day"], line.seen[end:]
    if _LATER.match(after):
        return False
    if re.fullmatch("|".join(forms.language.weekdays), said):
        return True
    if _word_before(line, start) in _COMPANY:
        return False
    after = after.removeprefix(".")
    if _THEN.match(after):
        return _looks_named(line, start, end, sure=True)
    double = said in ("sat", "sun", "mon", "mar", "dom", "sam")  # words of their own, or names
    if not (re.match(rf"{STOP}|\s+[#@+]\w", after) or match["part"] or (led and not double)):
        return False
    if double and forms.language.code in ("fr", "es"):
        return bool(match["part"]) or (said == "sam" and sure and line.written[start].islower())
    return _looks_named(line, start, end, sure=sure or led or _stands_alone(line, start))


def _stands_alone(line: Line, start: int) -> bool:
    return bool(re.search(r"[,(]\s*$", line.seen[:start]))


def _looks_named(line: Line, start: int, end: int, *, sure: bool) -> bool:
    """German writes its two letters with a capital one; three letters are a name where the language is that one."""
    if end - start == 2:
        return sure and line.written[start].isupper()
    return sure or end - start > 3 or line.seen[start:end] in _ONLY_A_DAY


def _word_before(line: Line, start: int) -> str:
    found = re.search(r"([^\W\d_]+)[.°]?\s*$", line.seen[:start])
    return found[1] if found else ""


def _is_counted(line: Line, start: int) -> bool:
    return _word_before(line, start) in COUNTED


# --- which day it is ------------------------------------------------------------------------------


def resolve(said: str, forms: Forms, today: Today) -> date | None:
    """The day that a phrase names; None for one that there is not, such as 30 February."""
    said = " ".join(said.split())
    near = forms.language.near.get(said)
    if near is not None:
        return today.date + timedelta(days=near)
    for pattern, what in forms.days:
        form = pattern.fullmatch(said)
        if form is not None:
            return _day_of(what, form, forms, today)
    return None


def _day_of(what: str, form: re.Match[str], forms: Forms, today: Today) -> date | None:
    given = form.groupdict()
    if what in ("weekday", "weekday and part"):
        return _next(today.date, weekday_of(given["wd"], forms))
    if what == "next weekday":
        monday = today.date - timedelta(days=today.date.weekday())
        return monday + timedelta(days=7 + weekday_of(given["wd"], forms))
    if what == "date":
        number = "".join(letter for letter in given["d"] if letter.isdigit())
        return _calendar_day(forms, f"{number} {given['month']} {given['year'] or ''}".strip(), today)
    if what in ("numeric", "iso"):
        return _calendar_day(forms, given[what], today)
    if what == "ahead":
        return _ahead(given["n"], given["unit"], forms, today)
    if what == "weekday and number":
        return _named_and_numbered(today.date, weekday_of(given["wd"], forms), int(given["d"]))
    if what == "monthday":
        return _monthday(today.date, int(given["d"]))
    return _end_of(what, given, forms, today)


def _end_of(what: str, given: dict[str, str | None], forms: Forms, today: Today) -> date | None:
    if what == "end of month named":
        first = _calendar_day(forms, f"28 {given['month']}", today)
        return _month_end(first) if first else None
    if what == "end of month":
        return _month_end(today.date)
    if what == "end of week":
        return today.date + timedelta(days=6 - today.date.weekday())
    if what == "end of year":
        return today.date.replace(month=12, day=31)
    return today.date


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _monthday(today: date, number: int) -> date | None:
    """The next day of this number, in this month or the next that has it."""
    month = today.replace(day=1)
    for _ in range(3):
        if number <= _month_end(month).day and month.replace(day=number) >= today:
            return month.replace(day=number)
        month = _month_end(month) + timedelta(days=1)
    return None


def _named_and_numbered(today: date, weekday: int, number: int) -> date | None:
    """Friday the 13th: the next day that is both, within a year."""
    ahead = (today + timedelta(days=days) for days in range(366))
    return next((day for day in ahead if day.day == number and day.weekday() == weekday), None)


def _next(today: date, weekday: int) -> date:
    """The next such day; its own name means in a week."""
    return today + timedelta(days=(weekday - today.weekday() + 6) % 7 + 1)


def weekday_of(said: str, forms: Forms) -> int:
    """A weekday's name, also in the plural → 0 for Monday."""
    for number, (full, short) in enumerate(zip(forms.language.weekdays, forms.language.short_weekdays, strict=True)):
        if re.fullmatch(f"(?:(?:{full})s?|{short})\\.?", said):
            return number
    raise ValueError(said)


def _ahead(number: str, unit: str, forms: Forms, today: Today) -> date | None:
    count = int(number) if number.isdigit() else forms.language.numbers[number]
    place = next(place for place, words in enumerate(forms.language.units) if re.fullmatch(words, unit))
    return _parsed(f"in {count} {('days', 'weeks', 'months', 'years')[place]}", "en", "DMY", today)


def _calendar_day(forms: Forms, phrase: str, today: Today) -> date | None:
    """The day of a date: without a year the next such one, today included."""
    order = "MDY" if today.month_first and forms.language.code == "en" else "DMY"
    day = _parsed(phrase, forms.language.code, "YMD" if phrase[:4].isdigit() else order, today)
    if day is None or re.search(r"\b20\d\d\b", phrase) or day <= today.date:
        return day
    earlier = _year_before(day)
    return earlier if earlier is not None and earlier >= today.date else day


def _parsed(phrase: str, language: str, order: str, today: Today) -> date | None:
    """What `dateparser` makes of a phrase that is nothing but a day."""
    import dateparser

    found = dateparser.parse(
        phrase,
        languages=[language],
        settings={
            "RELATIVE_BASE": datetime.combine(today.date, time(12)),
            "PREFER_DATES_FROM": "future",
            "DATE_ORDER": order,
            "RETURN_AS_TIMEZONE_AWARE": False,
            "PREFER_LOCALE_DATE_ORDER": False,
        },
    )
    return found.date() if found else None


def _year_before(day: date) -> date | None:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return None
