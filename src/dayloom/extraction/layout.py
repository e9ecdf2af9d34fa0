"""What was read in a picture, put back into lines: words by their places, upright again, with indentation."""

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, sin

#: Two columns are as far apart as this share of a line's height; a bullet takes up as much.
COLUMN, BULLET = 0.5, 0.9
_TIGHT = re.compile(r"^([-*•·–—])(?=[^\W\d])")
_BOX = re.compile(r"^(?:[口□☐]|[\[(|I]\s?[\])|I](?=\s))\s*")
_TAKEN_FOR = re.compile(r"^[e¢«»°©o®]\s+(?=\S)")
_BULLET = re.compile(r"[-*+•·–—●○■▪✓✔>¢«»°©®eo]\s|[-*•·][^\W\d]|\d{1,2}[.)]|[\[☐☑☒□口]")


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of text: its left end, the middle of that, its width and height, and how it leans (radians)."""

    text: str
    left: float
    middle: float
    width: float
    height: float
    lean: float | None = None


def as_text(words: Sequence[Word]) -> str:
    """The lines of a picture from top to bottom."""
    seen = [word for word in words if word.text.strip()]
    if not seen:
        return ""
    lean = lean_of_all(seen)
    upright = [_turned(word, -lean) for word in seen]
    lines = _lines(upright)
    said = _bulleted([" ".join(word.text.strip() for word in line) for line in lines])
    return "\n".join(" " * (2 * column) + text for text, column in zip(said, _columns(lines), strict=True))


def _bulleted(lines: Sequence[str]) -> list[str]:
    """Bullets and boxes as they were before they were taken for letters, or lost their space."""
    spaced = [_TIGHT.sub(r"\1 ", _BOX.sub("[ ] ", line)) for line in lines]
    if sum(bool(_TAKEN_FOR.match(line)) for line in spaced) < 2:
        return spaced
    return [_TAKEN_FOR.sub("- ", line) for line in spaced]


def lean_of_all(words: Sequence[Word]) -> float:
    """How the whole picture leans: wide pieces know best."""
    leans = sorted((word for word in words if word.lean is not None), key=lambda word: -word.width)
    best = [word.lean for word in leans[: max(3, len(leans) // 2)] if word.lean is not None]
    return statistics.median(best) if best else 0.0


def _turned(word: Word, angle: float) -> Word:
    left = word.left * cos(angle) - word.middle * sin(angle)
    middle = word.left * sin(angle) + word.middle * cos(angle)
    return Word(word.text, left, middle, word.width, word.height)


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    height = statistics.median(word.height for word in words)
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.middle):
        if lines and word.middle - statistics.fmean(one.middle for one in lines[-1]) < height / 2:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.left) for line in lines]


def _columns(lines: Sequence[Sequence[Word]]) -> list[int]:
    """The column in which each line begins. Among bullets, a line without one has lost it."""
    height = statistics.median(word.height for line in lines for word in line)
    marked = [bool(_BULLET.match(" ".join(word.text for word in line))) for line in lines]
    first = min((line[0].left for line, is_marked in zip(lines, marked, strict=True) if is_marked), default=0.0)
    lost = sum(marked) * 2 > len(lines)
    lefts = []
    for line, is_marked in zip(lines, marked, strict=True):
        with_bullet = line[0].left - BULLET * height
        shifted = lost and not is_marked and with_bullet > first - COLUMN * height
        lefts.append(with_bullet if shifted else line[0].left)
    edges: list[float] = []
    for left in sorted(lefts):
        if not edges or left - edges[-1] > COLUMN * height:
            edges.append(left)
    return [max(place for place, edge in enumerate(edges) if left >= edge) for left in lefts]


def lean_of(points: Sequence[tuple[float, float]]) -> float:
    """How a row of places leans, from its first to its last."""
    (x0, y0), (x1, y1) = points[0], points[-1]
    return atan2(y1 - y0, x1 - x0)
