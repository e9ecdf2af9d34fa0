"""A line of somebody's own words that says several things: where one ends and the next begins.

Parted is only what is clear: each clause has a day of its own (or, where the line names no day, a time), and something
to do. Whatever is not stays one line, in which a second day is left as it stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dayloom.extraction.grammar.clocks import take_hours, take_range, take_time
from dayloom.extraction.grammar.days import take_days, take_part
from dayloom.extraction.grammar.evidence import Scores, ranked, scores
from dayloom.extraction.grammar.forms import Forms, all_forms
from dayloom.extraction.grammar.languages import words
from dayloom.extraction.grammar.lengths import take_length
from dayloom.extraction.grammar.line import CLOCK, DAY, RULE, TAKEN, Line, fold
from dayloom.extraction.grammar.marks import take_marks
from dayloom.extraction.grammar.reading import LONGEST, Draft, Reader, read
from dayloom.extraction.grammar.rules import take_adverb, take_rule

#: More things than anybody says in one line.
MOST_PHRASES = 50
_AND = r"(?:and|und|et|y|e|&)"
_THEN = (
    r"(?:then|after that|afterwards|dann|danach|anschliessend|anschließend|puis|ensuite|luego|entonces"
    r"|despues(?!\s+del?\b))"
)
_JOINER = re.compile(
    rf"\s*[,;]?(?<![^\s,;{TAKEN}])\s*(?:{_AND}\s+{_THEN}|{_THEN}|{_AND})(?=[\s{TAKEN}]),?\s*"
    rf"|(?P<loose>\s*(?:,(?!\d)|[.!?](?=[\s{TAKEN}]))\s*)"
)
#: Between these and a day stands the beginning of a span, and not a thing to do.
_SPAN = re.compile(r"(?<!\w)(?:between|zwischen|entre)(?!\w)")
#: Beside a day they are nothing to do by themselves.
_SAYS_NOTHING = words(
    "a an the on at by to for in of from again also too maybe perhaps probably once more other another one it latest"
    " or not finally der die das den dem am um bis ab von vom im an zu nochmal nochmals wieder auch vielleicht noch"
    " einmal oder le la les un une du de des a au aux en encore aussi peut etre fois autre ou el los las una del al"
    " con otra otro vez tambien quizas tal o"
)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What stands between two joiners. `when`: which kinds of day and time; `loose`: a mere comma or stop follows."""

    start: int
    end: int
    when: frozenset[str]
    says: bool
    led: bool
    loose: bool


def clauses(written: str, reader: Reader, around: Scores) -> list[str]:
    """The clauses of a line, each with its own day or time; the line itself where it is not clear that it has any."""
    if len(written) > LONGEST or not _JOINER.search(fold(written)):
        return [written]
    line = _taken(written, reader, around)
    if _SPAN.search(line.seen):
        return [written]
    spans = _parted(_phrases(line))
    found = [line.words(start, end) for start, end in spans]
    return found if len(found) > 1 and _are_clear(found, reader, around) else [written]


def _taken(written: str, reader: Reader, around: Scores) -> Line:
    """The line without its days, times and marks, every one of them."""
    order, sure = ranked(scores(written), around, reader.language)
    by_code = {forms.language.code: forms for forms in all_forms()}
    line = Line(written)
    take_marks(line, reader.known)
    for forms in (by_code[code] for code in order):
        while _takes(line, forms, reader, sure=forms.language.code in sure):
            pass
    while take_hours(line):
        pass
    return line


def _takes(line: Line, forms: Forms, reader: Reader, *, sure: bool) -> bool:
    return bool(
        take_rule(line, forms, reader.today)
        or take_range(line, forms)
        or take_days(line, forms, reader.today, sure=sure)
        or take_part(line, forms)
        or take_time(line, forms)
        or take_length(line, forms)
        or take_adverb(line, forms)
    )


def _phrases(line: Line) -> list[_Phrase]:
    found, start = [], 0
    for joiner in _JOINER.finditer(line.seen):
        found.append(_phrase(line, start, joiner.start(), loose=joiner["loose"] is not None))
        start = joiner.end()
    found.append(_phrase(line, start, len(line.seen), loose=False))
    return [phrase for phrase in found if phrase.says or phrase.when]


def _phrase(line: Line, start: int, end: int, *, loose: bool) -> _Phrase:
    seen = line.seen[start:end]
    said = set(re.findall(r"[^\W_]+", seen)) - _SAYS_NOTHING
    when = frozenset(seen) & {DAY, CLOCK, RULE}
    return _Phrase(start, end, when, bool(said), seen.lstrip()[:1] in (DAY, RULE), loose)


def _parted(phrases: Sequence[_Phrase]) -> list[tuple[int, int]]:
    """Where the clauses stand; nothing where a phrase may belong to either side."""
    kinds = frozenset({DAY, RULE})
    if not any(phrase.when & kinds for phrase in phrases):
        kinds = frozenset({CLOCK})
    if len(phrases) > MOST_PHRASES:
        return []
    found: list[tuple[int, int]] = []
    begun: int | None = None
    for place, phrase in enumerate(phrases):
        has_day = bool(phrase.when & kinds)
        if has_day and (phrase.says or (begun is not None and not found)):
            found.append((phrase.start if begun is None else begun, phrase.end))
            begun = None
        elif has_day and phrase.loose:
            begun = phrase.start if begun is None else begun  # "On Friday, call Anna"
        elif phrase.when:
            return []
        elif begun is not None and phrases[place - 1].when:
            found.append((begun, phrase.end))
            begun = None
        elif not found:
            begun = phrase.start if begun is None else begun
        elif _goes_with_the_last(phrases, place):
            found[-1] = (found[-1][0], phrase.end)
        else:
            return []
    return found if begun is None else []


def _goes_with_the_last(phrases: Sequence[_Phrase], place: int) -> bool:
    """Whether what has no day goes on with the clause before: nothing follows, or each begins with its day."""
    later = [phrase for phrase in phrases[place + 1 :] if phrase.when]
    return not later or all(phrase.led for phrase in (*later, *(one for one in phrases[:place] if one.when)))


def _are_clear(found: Sequence[str], reader: Reader, around: Scores) -> bool:
    """Whether each of them, read by itself, has its own day or time, and a name."""
    drafts = [read(text, reader, around) for text in found]
    if not all(re.search(r"[^\W_]", draft.name) for draft in drafts):
        return False
    dated = [bool(draft.start or draft.end or draft.rrule) for draft in drafts]
    if not (all(dated) or (not any(dated) and all(draft.notes for draft in drafts))):
        return False
    if all(dated) and any(_from_until(first, second) for first, second in pairwise(drafts)):
        return False
    return not any(_is_a_name(draft.name) and " " in before.name for before, draft in pairwise(drafts))


def _from_until(first: Draft, second: Draft) -> bool:
    """ "Rent a car from Monday and return it by Friday": both say when the same thing is."""
    return not (first.end or second.start or first.rrule or second.rrule)


def _is_a_name(name: str) -> bool:
    """ "Meet Anna on Monday and Bob on Tuesday": somebody, and nothing to do."""
    return all(word[:1].isupper() for word in name.split())
