"""How long something takes: "45m", "1h30", "anderthalb Stunden"."""

import re

from dayloom.extraction.grammar.forms import Forms
from dayloom.extraction.grammar.languages import words
from dayloom.extraction.grammar.line import LENGTH, TAKEN, Line

#: Nobody plans more than this in one go, and a metre is not a minute.
MOST, MOST_BARE, MOST_LEADING = 100 * 60, 240, 90
#: Beside these an m is a metre.
_DISTANCES = words(
    "swim swam run sprint walk row jump cable cord rope schwimmen laufen rennen kabel seil nager courir"
    " marcher cable corde nadar correr saltar cuerda remar"
)
_AFTER = re.compile(r"\s*(?:ago|later|earlier|before|after|from\s+now|vorher|spater|plus\s+tard|antes|despues)\b")

#: Behind these, of whatever language, stands how often and not how long: "minutes" are English and French.
_OFTEN = re.compile(r"(?:^|\W)(?:every|each|alle|jede[nrs]?|chaque|toutes les|tous les|cada|todas las|todos los)\s+$")


def take_length(line: Line, forms: Forms) -> int | None:
    """Takes a length out, in minutes."""
    for match in (*forms.said_lengths.finditer(line.seen), *forms.lengths.finditer(line.seen)):
        minutes = _minutes(line, match, forms)
        if minutes is not None and 0 < minutes <= MOST and not _is_none(line, match, forms):
            line.take(*match.span(), LENGTH)
            return minutes
    return None


def _minutes(line: Line, match: re.Match[str], forms: Forms) -> int | None:
    given = match.groupdict()
    if given.get("said"):
        return forms.language.lengths.get(" ".join(given["said"].split()))
    if given["clock"]:
        return int(given["clock"]) * 60 + int(given["clock_m"])
    if given["h"]:
        return round(float(given["h"].replace(",", ".")) * 60) + int(given["hm"] or 0)
    if given["m"]:
        return int(given["m"])
    return int(given["bare"]) if _is_minutes(line, match, int(given["bare"])) else None


def _is_minutes(line: Line, match: re.Match[str], number: int) -> bool:
    """Whether an m is a minute: at the end of a thought, or before everything else."""
    words = set(re.findall(r"[^\W\d_]+", line.seen))
    if number > MOST_BARE or words & _DISTANCES:
        return False
    if re.match(rf"\s*(?:$|[{TAKEN},;.!?)\]\-–—])", line.seen[match.end() :]):
        return True
    first = not re.search(rf"[^\s{TAKEN}]", line.seen[: match.start()])
    return first and number <= MOST_LEADING and number % 5 == 0


def _is_none(line: Line, match: re.Match[str], forms: Forms) -> bool:
    """ "in 2 hours" and "2 hours ago" are times."""
    before = rf"(?:^|\W)(?:{forms.language.not_lasting})\s+(?:the\s+|las\s+|los\s+)?$"
    led = re.match(rf"(?:{forms.language.lasting})\s", match[0])
    often = _OFTEN.search(line.seen[: match.start()])
    return bool(_AFTER.match(line.seen, match.end()) or often) or (
        not led and bool(re.search(before, line.seen[: match.start()]))
    )
