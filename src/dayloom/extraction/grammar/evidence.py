"""In which language a line is probably written: a guess that only orders the languages, and lets short words count."""

import re
from collections.abc import Sequence
from functools import cache

from dayloom.extraction.grammar.languages import LANGUAGES
from dayloom.extraction.grammar.line import fold

Scores = dict[str, float]


@cache
def _words() -> dict[str, frozenset[str]]:
    return {language.code: frozenset(language.evidence.split()) for language in LANGUAGES}


def scores(written: str) -> Scores:
    """How much of a text is evidence for each language."""
    words, letters = re.findall(r"[^\W\d_]+", fold(written)), written.lower()
    return {
        language.code: float(
            sum(word in _words()[language.code] for word in words)
            + sum(letter in letters for letter in language.letters)
        )
        for language in LANGUAGES
    }


def ranked(line: Scores, text: Scores, own: str) -> tuple[Sequence[str], frozenset[str]]:
    """The languages, likeliest first, and those that there is some reason to believe in.

    A line's own words count most, then those of the lines around it, then what its author has set.
    """
    most = max(text.values(), default=0.0) or 1.0
    total = {code: 3 * score + text[code] / most + (0.5 if code == own else 0) for code, score in line.items()}
    order = sorted(total, key=lambda code: -total[code])
    best = max(line.values())
    if best:
        return order, frozenset(code for code, score in line.items() if score == best)
    widest = max(text.values())
    return order, frozenset(code for code, score in text.items() if widest and score == widest)
