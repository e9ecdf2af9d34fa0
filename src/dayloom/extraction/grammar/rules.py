"""Recurrences: the words of one → an RRULE of RFC 5545, and the first day that it names."""

import re
from datetime import date, timedelta

from dayloom.extraction.grammar.days import Today, resolve, weekday_of
from dayloom.extraction.grammar.forms import Forms
from dayloom.extraction.grammar.line import RULE, Line
from dayloom.recurrence import WEEKDAYS, occurrences, parse

UNITS = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
_TIMES = (
    r"\s*,?\s+(?:(?P<n>{n})\s+(?:times|mal|fois|veces)|(?:for|fur|pendant|durante)\s+(?P<n2>{n})\s+(?P<unit>{unit}))"
)


def take_rule(line: Line, forms: Forms, today: Today) -> str | None:
    """Takes a recurrence out."""
    for pattern, what in forms.rules:
        for match in pattern.finditer(line.seen):
            rule = _rule(what, match, forms, today)
            if rule is not None and _has_capitals(line, match, forms):
                end = match.end()
                count, end = _count(line, end, rule, forms)
                line.take(match.start(), end, RULE)
                return rule + count
    return None


def take_adverb(line: Line, forms: Forms) -> str | None:
    """Takes a recurrence of one word out, which stands where nothing that it could describe follows."""
    for pattern, rule in forms.adverbs:
        match = pattern.search(line.seen)
        if match:
            line.take(*match.span(), RULE)
            return f"FREQ={rule}"
    return None


def first_day(rule: str, start: date) -> date:
    """The first day from `start` on that a rule names."""
    bare = re.sub(r";(?:INTERVAL|COUNT|UNTIL)=[^;]*", "", rule)
    return next(iter(occurrences(parse(bare), start, start + timedelta(days=366 * 5))), start)


def _has_capitals(line: Line, match: re.Match[str], forms: Forms) -> bool:
    """German's short names: "jeden Mo", and not "jeden so"."""
    if forms.language.code != "de" or not match.groupdict().get("wds"):
        return True
    return all(
        len(word[0]) > 2 or line.written[match.start("wds") + word.start()].isupper()
        for word in re.finditer(r"\w+", match["wds"])
        if word[0] != "und"
    )


def _number(said: str, forms: Forms) -> int:
    return int(said) if said.isdigit() else forms.language.numbers[said]


def _unit(said: str, forms: Forms) -> int:
    return next(number for number, unit in enumerate(forms.language.units) if re.fullmatch(unit, said))


def _interval(number: int) -> str:
    return f";INTERVAL={number}" if number > 1 else ""


def _by_day(said: str, forms: Forms) -> str:
    words = [word for word in re.findall(r"\w+", said) if word not in ("and", "und", "et", "y", "les", "los")]
    numbers = sorted({weekday_of(word, forms) for word in words})
    return ",".join(WEEKDAYS[number] for number in numbers)


def _rule(what: str, match: re.Match[str], forms: Forms, today: Today) -> str | None:
    given = {name.rstrip("2"): said for name, said in match.groupdict().items() if said}
    fixed = {
        "workdays": WORKDAYS,
        "weekends": "FREQ=WEEKLY;BYDAY=SA,SU",
        "month end": "FREQ=MONTHLY;BYMONTHDAY=-1",
        "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    }
    if what in fixed:
        return fixed[what]
    if what == "yearly":
        return _yearly(given["date"], forms, today)
    if what == "monthly":
        numbers = sorted({int(number) for number in re.findall(r"\d+", given["d"])})
        return f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, numbers))}"
    if what == "monthly weekday":
        ordinal = forms.language.ordinals[" ".join(given["ordinal"].split())]
        return f"FREQ=MONTHLY;BYDAY={ordinal}{_by_day(given['wd'], forms)}"
    if what == "fortnightly":
        return f"FREQ=WEEKLY;INTERVAL=2;BYDAY={_by_day(given['wd'], forms)}"
    if what == "weekly on":
        return f"FREQ=WEEKLY;BYDAY={_by_day(given['wds'], forms)}"
    return _every(what, given, forms)


def _every(what: str, given: dict[str, str], forms: Forms) -> str | None:
    unit = _unit(given["unit"], forms)
    number = {"other": 2, "each": 1}.get(what) or _number(given["n"], forms)
    days = f";BYDAY={_by_day(given['wds'], forms)}" if "wds" in given else ""
    if number < 1 or (days and UNITS[unit] != "WEEKLY"):
        return None
    return f"FREQ={UNITS[unit]}{_interval(number)}{days}"


def _yearly(said: str, forms: Forms, today: Today) -> str | None:
    day = resolve(said, forms, today)
    return None if day is None else f"FREQ=YEARLY;BYMONTH={day.month};BYMONTHDAY={day.day}"


def _count(line: Line, end: int, rule: str, forms: Forms) -> tuple[str, int]:
    """How often, where that follows: "10 times", or "for 6 weeks" of something weekly."""
    number = rf"(?:\d{{1,3}}|{'|'.join(forms.language.numbers)})"
    unit = "|".join(f"(?:{one})" for one in forms.language.units)
    match = re.match(_TIMES.replace("{n}", number).replace("{unit}", unit) + r"\b", line.seen[end:])
    if match is None or "INTERVAL" in rule:
        return "", end
    if match["unit"] and f"FREQ={UNITS[_unit(match['unit'], forms)]}" != rule.partition(";")[0]:
        return "", end
    count = _number(match["n"] or match["n2"], forms)
    if rule.count(",") and match["unit"]:
        count *= rule.count(",") + 1
    return (f";COUNT={count}", end + match.end()) if 1 <= count <= 999 else ("", end)
