"""The process that reads a picture from its standard input and writes the text: `python -m … rapidocr|tesseract`.

Its time and memory are limited, what it decodes has been measured before, and it opens no file but its own models.
"""

import io
import os
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from math import degrees
from typing import Any

from dayloom.extraction.layout import Word, as_text, lean_of, lean_of_all
from dayloom.extraction.ocr import SECONDS, UNREADABLE
from dayloom.extraction.pictures import MOST_PIXELS

MEMORY = 4 * 1024 * 1024 * 1024
FORMATS = ("PNG", "JPEG", "WEBP")
#: Text smaller than this many pixels is read better when it is enlarged; a picture up to this wide may have some.
SMALL, ENLARGED = 1600, 2
#: A picture that leans more than this (radians) is turned and read again.
LEANING = 0.004
LANGUAGES = ("eng", "deu", "fra", "spa")
#: Letters that an engine is as sure of as this count as read; upright text has more of them than this share.
SURE, ENOUGH = 0.7, 0.5
#: What has fewer letters is no word by which to tell which way is up.
SHORT = 2
#: No further way of holding a picture is begun that would not be over within these seconds.
TURNING = 30.0


class Unreadable(Exception):
    """It is no picture after all."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the words, how many letters there are, and how many of them for sure."""

    words: list[Word]
    letters: int
    sure: int


def main(by: str) -> int:
    """Reads; the exit status says what went wrong."""
    resource.setrlimit(resource.RLIMIT_CPU, (2 * SECONDS, 2 * SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    picture = sys.stdin.buffer.read()
    try:
        words = _by_rapidocr(picture) if by == "rapidocr" else _by_tesseract(picture)
    except Unreadable:
        return UNREADABLE
    sys.stdout.buffer.write(as_text(words).encode())
    return 0


def _opened(picture: bytes) -> Any:
    """The picture, upright, in plain colours on white."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(picture), formats=FORMATS) as opened:
            opened.load()
            upright = _as_held(opened).convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise Unreadable from error
    plain = Image.new("RGB", upright.size, "white")
    plain.paste(upright, mask=upright.getchannel("A"))
    return plain


def _as_held(opened: Any) -> Any:
    """Turned as its EXIF data say that the camera was held; as it is where they are broken."""
    from PIL import ImageOps

    try:
        with warnings.catch_warnings(action="ignore"):
            return ImageOps.exif_transpose(opened)
    except Exception:  # noqa: BLE001 - they are a stranger's bytes, and the picture may be whole
        return opened


def best_of(read: Callable[[int], Reading], *, now: Callable[[], float] = time.monotonic) -> tuple[int, Reading]:
    """The quarter turns with which most is read, and that: others than none only where next to nothing is, and time."""
    began = now()
    found: dict[int, Reading] = {}
    slowest = 0.0
    for quarters in (0, 1, 3, 2) if _can_turn() else (0,):
        before = now()
        if before - began + slowest > TURNING:
            break
        found[quarters] = read(quarters)
        slowest = max(slowest, now() - before)
        if _is_enough(found[quarters]):
            break
    best = max(found, key=lambda quarters: found[quarters].sure)
    return best, found[best]


def _is_enough(reading: Reading) -> bool:
    return reading.sure > ENOUGH * reading.letters


def _can_turn() -> bool:
    return find_spec("PIL") is not None


# --- rapidocr -------------------------------------------------------------------------------------


def _by_rapidocr(picture: bytes) -> list[Word]:
    """The direction classifier is off: it turns short lines upside down."""
    import numpy
    from rapidocr import RapidOCR

    opened = _opened(picture)
    engine = RapidOCR(params={"Global.use_cls": False, "Global.log_level": "critical"})

    def read(quarters: int) -> Reading:
        held = opened.rotate(90 * quarters, expand=True)
        found = engine(numpy.asarray(held)[:, :, ::-1], use_cls=False)
        if found.boxes is None or found.txts is None:
            return Reading([], 0, 0)
        words = [_boxed(box.tolist(), text) for box, text in zip(found.boxes, found.txts, strict=True)]
        scores = found.scores or [1.0] * len(words)
        return Reading(
            words,
            sum(len(word.text) for word in words),
            sum(len(word.text) for word, score in zip(words, scores, strict=True) if score >= SURE and _lies(word)),
        )

    return best_of(read)[1].words


def _lies(word: Word) -> bool:
    """Whether a piece does not stand on its end: each is read by itself, whichever way it stands."""
    return len(word.text) <= SHORT or word.width > word.height


def _boxed(box: Sequence[Sequence[float]], text: str) -> Word:
    (x0, y0), (x1, y1), (_, _), (x3, y3) = box
    lean = lean_of([(x0, y0), (x1, y1)]) if x1 - x0 > 4 * (y3 - y0) else None
    return Word(text, (x0 + x3) / 2, (y0 + y3) / 2, x1 - x0, max(1.0, y3 - y0), lean)


# --- tesseract ------------------------------------------------------------------------------------


def _by_tesseract(picture: bytes) -> list[Word]:
    installed = _installed()
    languages = "+".join(one for one in LANGUAGES if one in installed) or "eng"
    prepared = _prepared(picture)
    quarters, reading = best_of(lambda quarters: _read(_turned(prepared, 90 * quarters), languages))
    lean = lean_of_all(reading.words)
    if abs(lean) < LEANING:
        return reading.words
    # It reads accents much better when lines are level.
    return _read(_turned(prepared, 90 * quarters + degrees(lean)), languages).words


def _read(picture: bytes, languages: str) -> Reading:
    done = _tesseract(["tesseract", "stdin", "stdout", "-l", languages, "--psm", "6", "tsv"], picture)
    if done.returncode != 0:
        raise Unreadable
    return _words(done.stdout.decode(errors="replace"))


def _turned(picture: bytes, angle: float) -> bytes:
    """Turned by degrees against the clock, where there is something here to turn it with."""
    if not angle:
        return picture
    try:
        from PIL import Image
    except ImportError:
        return picture
    upright = Image.open(io.BytesIO(picture)).rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    out = io.BytesIO()
    upright.save(out, "PNG")
    return out.getvalue()


def _prepared(picture: bytes) -> bytes:
    """Enlarged where the text may be small, dark on light; as it is where nothing here can do that."""
    try:
        from PIL import Image, ImageOps, ImageStat
    except ImportError:
        return picture
    grey = _opened(picture).convert("L")
    if ImageStat.Stat(grey).median[0] < 128:
        grey = ImageOps.invert(grey)
    if grey.width <= SMALL:
        grey = grey.resize((grey.width * ENLARGED, grey.height * ENLARGED), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    grey.save(out, "PNG")
    return out.getvalue()


def _installed() -> list[str]:
    return _tesseract(["tesseract", "--list-langs"], b"").stdout.decode(errors="replace").split()


def _tesseract(command: Sequence[str], sent: bytes) -> "subprocess.CompletedProcess[bytes]":
    alone = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    return subprocess.run(command, input=sent, capture_output=True, timeout=SECONDS, check=False, env=alone)


def _words(table: str) -> Reading:
    """Tesseract's table: words with their line, left, top, width, height and confidence."""
    lines: dict[tuple[str, ...], list[tuple[str, float, float, float, float]]] = {}
    letters = sure = 0
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            left, top, width, height = (float(cell) for cell in cells[6:10])
            lines.setdefault(tuple(cells[1:5]), []).append((cells[11], left, top, width, height))
            size = sum(letter.isalnum() for letter in cells[11])
            letters += len(cells[11])
            # Lines that stand on their end are bars and rings, of which it is as sure as of words.
            sure += size if size >= SHORT and float(cells[10]) >= 100 * SURE else 0
    return Reading([_line(words) for words in lines.values()], letters, sure)


def _line(words: Sequence[tuple[str, float, float, float, float]]) -> Word:
    """A line as one piece: tesseract has put its words together already."""
    (_, left, top, _, height), (_, last, last_top, last_width, last_height) = words[0], words[-1]
    tallest = max(one[4] for one in words)
    ends = [(left, top + height / 2), (last + last_width, last_top + last_height / 2)]
    lean = lean_of(ends) if last + last_width - left > 6 * tallest else None
    text = " ".join(one[0] for one in words)
    middle = sum(one[2] + one[4] / 2 for one in words[:3]) / len(words[:3])
    return Word(text, left, middle, last + last_width - left, tallest, lean)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
