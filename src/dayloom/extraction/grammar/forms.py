"""The forms of a language as patterns, made once: placeholders become words, and a space any space."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dayloom.extraction.grammar.languages import LANGUAGES, Language
from dayloom.extraction.grammar.line import BEGIN, END, RULE, STOP, TAKEN
from dayloom.extraction.grammar.line import DAY as DAY_TAKEN

DAY, YEAR, HOUR, MINUTE = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:20\d\d)", r"(?:[01]?\d|2[0-4])", r"(?:[0-5]\d)"
#: Forms of a day that are the same everywhere.
COMMON = (
    (r"(?P<iso>20\d\d-\d\d-\d\d)", "iso"),
    (r"(?P<numeric>\d{1,2}[./]\d{1,2}[./]20\d\d)", "numeric"),
)
#: Needs a word before it that makes it a day: "on 3/4" is one, and three quarters are not.
SLASHED = r"(?P<numeric>\d{1,2}/\d{1,2})"
AND = r"(?:\s*,\s*(?:and\s+|und\s+|et\s+|y\s+)?|\s+(?:and|und|et|y)\s+(?:les\s+|los\s+)?|\s*&\s*|/)"
_NUMBER = rf"{DAY}(?:st|nd|rd|th|er|o|\.)?"
DASH = r"\s*[-–—]\s*"

Form = tuple[re.Pattern[str], str]


@dataclass(frozen=True)
class Forms:
    """A language's patterns."""

    language: Language
    day: str
    days: tuple[Form, ...]
    dated: re.Pattern[str]
    slashed: re.Pattern[str]
    ranges: tuple[re.Pattern[str], ...]
    spans: tuple[Form, ...]
    this_part: re.Pattern[str]
    later_part: re.Pattern[str]
    rules: tuple[Form, ...]
    adverbs: tuple[tuple[re.Pattern[str], str], ...]
    clocks: tuple[re.Pattern[str], ...]
    times: re.Pattern[str]
    lengths: re.Pattern[str]
    said_lengths: re.Pattern[str]


def either(words: Iterable[str]) -> str:
    """Alternatives, longest first, so that none hides another that begins with it."""
    return "(?:" + "|".join(sorted("|".join(words).split("|"), key=len, reverse=True)) + ")"


def _spelled(words: Iterable[str]) -> str:
    return either(re.escape(word).replace(r"\ ", " ") for word in words)


def _unnamed(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def _spaced(pattern: str) -> str:
    return pattern.replace(" ?", r"\s?").replace(" ", r"\s+")


class _Words:
    """What the placeholders of a language stand for."""

    def __init__(self, language: Language) -> None:
        full, short = either(language.weekdays), either(language.short_weekdays)
        weekday = f"(?:{full}|{short})"
        each = f"(?:{either(language.weekdays)}{language.plural})"
        self.words = {
            "wdfull": full,
            "wd": weekday,
            "wds": f"{weekday}(?:{AND}{weekday})*",
            "wdp": each,
            "wdps": f"{each}(?:{AND}{each})*",
            "month": either(language.months),
            "d": DAY,
            "ds": rf"{_NUMBER}(?:{AND}{_NUMBER})*",
            "year": YEAR,
            "n": rf"(?:\d{{1,3}}|{_spelled(language.numbers)})",
            "unit": either(language.units),
            "ordinal": _spelled(language.ordinals),
            "h": HOUR,
            "m": MINUTE,
            "stop": STOP,
        }

    def fill(self, template: str) -> str:
        """The pattern of a template."""
        filled = _spaced(template)
        for name, words in self.words.items():
            filled = filled.replace("{" + name + "}", _spaced(words) if name != "stop" else words)
        return filled


def _bounded(pattern: str) -> re.Pattern[str]:
    return re.compile(f"{BEGIN}(?:{pattern}){END}")


def _forms(language: Language) -> Forms:
    fill = _Words(language).fill
    # A weekday alone comes last: it is the beginning of longer forms.
    templates = sorted((*language.days, *COMMON), key=lambda form: form[1] == "weekday")
    days = [(fill(template), what) for template, what in templates]
    near = _spaced(_spelled(language.near))
    single = "(?:" + "|".join([*(_unnamed(pattern) for pattern, _ in days), near]) + ")"
    dates = "(?:" + "|".join(_unnamed(pattern) for pattern, what in days if what in ("date", "numeric")) + ")"
    due, since, on, to, between = (
        f"(?:{_spaced(words)})" for words in (language.due, language.since, language.on, language.to, language.between)
    )
    part = f"(?:{_spaced(language.parts)})"
    before = rf"(?:(?P<due>{due})\s+|(?P<since>{since})\s+|(?P<on>{on})\s+)"
    joined = rf"(?:{DASH}|\s+{to}\s+)"
    span = either(template for template, _ in language.spans)
    hour = rf"(?:{HOUR}(?:[:.h]{MINUTE})?)"
    suffix = r"\s*(?:am|pm|a\.m\.|p\.m\.|uhr|heures?|horas?|h)"
    clock_to = rf"(?:{DASH}|\s+(?:to|until|till|bis|a|hasta|y|und|and|et)\s+(?:las?\s+)?)"
    clock_from = r"(?:(?:from|between|von|zwischen|de|entre|desde|das)\s+(?:las?\s+)?)"
    number = r"\d{1,3}(?:[.,]\d{1,2})?"
    hours, minutes = either([language.hours]), either([language.minutes])
    lasting = rf"(?:(?:{_spaced(language.lasting)})\s*)"
    return Forms(
        language=language,
        day=single,
        days=tuple((re.compile(pattern), what) for pattern, what in days),
        dated=_bounded(rf"{before}?(?P<day>{single})(?:,?\s+(?P<part>{part}))?"),
        slashed=_bounded(rf"(?:{before}|(?P<wd>{fill('{wd}')})\.?,?\s+){SLASHED}"),
        ranges=(
            _bounded(rf"(?P<between>{between}\s+)?(?P<a>{single}){joined}(?P<b>{single})"),
            _bounded(rf"(?:{between}\s+)?(?P<first>{DAY})(?:st|nd|rd|th|er|\.)?(?:{DASH}|/|\s+{to}\s+)(?P<b>{dates})"),
            _bounded(
                rf"(?P<month>{fill('{month}')})\s+(?P<first>{DAY})(?:st|nd|rd|th)?{DASH}(?P<last>{DAY})(?:st|nd|rd|th)?"
            ),
        ),
        spans=tuple(
            (_bounded(rf"{before}?(?P<span>{_spaced(template)})"), what) for template, what in language.spans if span
        ),
        later_part=re.compile(rf"(?<=[{DAY_TAKEN}{RULE}])\s*(?P<part>{part}){END}"),
        this_part=_bounded(_spaced(language.this_part)),
        rules=tuple(
            (_bounded(fill(template.replace("{date2}", "{date}")).replace("{date}", dates)), what)
            for template, what in language.rules
        ),
        adverbs=tuple(
            (re.compile(rf"{BEGIN}{_spaced(word)}(?=\s*(?:$|[{TAKEN},;.!?)\]:]))"), rule)
            for word, rule in language.adverbs.items()
        ),
        clocks=tuple(_bounded(fill(template)) for template in language.clocks),
        times=_bounded(
            rf"(?P<from>{clock_from})?(?P<t>(?P<a>{hour})(?P<a_is>{suffix})?{clock_to}(?P<b>{hour})(?P<b_is>{suffix})?)"
        ),
        lengths=re.compile(
            rf"{BEGIN}{lasting}?(?:"
            rf"(?P<clock>\d{{1,2}}):(?P<clock_m>{MINUTE})\s*(?:{hours})"
            rf"|(?P<h>{number})\s*{hours}\.?(?:\s*(?:and\s+|und\s+|et\s+|y\s+)?(?P<hm>\d{{1,2}})\s*(?:{minutes}|m)?)?"
            rf"|(?P<m>\d{{1,3}})\s*(?:{minutes})"
            rf"|(?P<bare>\d{{1,3}})\s?m"
            rf")\.?{END}"
        ),
        said_lengths=_bounded(rf"{lasting}?(?P<said>{_spaced(_spelled(language.lengths))})"),
    )


@cache
def all_forms() -> tuple[Forms, ...]:
    """Those of every language."""
    return tuple(_forms(language) for language in LANGUAGES)
