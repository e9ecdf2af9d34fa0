"""How well lists are read: `make bench-extraction` writes the figures into docs/extraction.md.

Lines are those of the corpus in tests/extraction/corpus, the held-out part by itself; pictures are made of its lines.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.extraction.corpus import LANGUAGES, PARTS, Case, Fields, Part, cases, fields_of, found_in, invented, reader
from tests.extraction.pictures import rendered

from dayloom.extraction import ocr
from dayloom.extraction.grammar.lists import read_list

PAGE = Path(__file__).parents[1] / "docs" / "extraction.md"
BEGIN, END = "<!-- figures: written by make bench-extraction -->", "<!-- end of the figures -->"
FONTS = {
    "DejaVu Sans": "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "DejaVu Serif": "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "Liberation Sans": "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
}
#: By how many degrees pictures are turned, one after the other.
TURNS = (1.0, -2.0, 1.5, -1.0)
LINES = 9
NAMES: dict[Part, str] = {"held-out": "held out", "tuning": "tuning"}


def main() -> None:
    """Measures, and puts the tables into the page."""
    tables = [BEGIN, "", *line_table(), "", *_pictures(), "", END]
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(before + "\n".join(tables) + after, encoding="utf-8")
    sys.stdout.write("\n".join(tables) + "\n")


# --- lines ----------------------------------------------------------------------------------------


def line_table() -> Iterator[str]:
    """What the lines of the corpus come to."""
    yield "| lines | language | how many | exactly right | something invented |"
    yield "|---|---|---|---|---|"
    for part in PARTS:
        found = [(case, found_in(case.text)) for case in cases(part)]
        for code, language in LANGUAGES.items():
            of_language = [(case.expected, fields) for case, fields in found if case.language == code]
            right = sum(expected == fields for expected, fields in of_language)
            wrong = sum(bool(invented(expected, fields)) for expected, fields in of_language)
            share = f"{100 * right / len(of_language):.0f} %"
            yield f"| {NAMES[part]} | {language} | {len(of_language)} | {share} | {wrong} |"


# --- pictures -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Read:
    """What came of a picture: characters and how many were wrong, tasks and how many were right."""

    characters: int
    wrong: int
    tasks: int
    right: int


def _pictures() -> Iterator[str]:
    fonts = {name: path for name, path in FONTS.items() if Path(path).exists()}
    lists = [[case for case in cases("held-out") if case.language == code][:LINES] for code in LANGUAGES]
    yield "| engine | font | on | pictures | character error rate | tasks right |"
    yield "|---|---|---|---|---|---|"
    engines: dict[ocr.Engine, bool] = {"rapidocr": ocr.has_rapidocr(), "tesseract": ocr.has_tesseract()}
    for engine, is_there in engines.items():
        if not is_there:
            yield f"| {engine} | not installed where this was measured | | | | |"
            continue
        for font, path in fonts.items():
            for dark in (False, True):
                found = [_read(one, path, turn, engine, dark=dark) for one, turn in zip(lists, TURNS, strict=True)]
                yield f"| {engine} | {font} | {'dark' if dark else 'light'} | {_shares(found)} |"


def _shares(found: Sequence[Read]) -> str:
    errors = 100 * sum(one.wrong for one in found) / sum(one.characters for one in found)
    right = 100 * sum(one.right for one in found) / sum(one.tasks for one in found)
    return f"{len(found)} | {errors:.1f} % | {right:.0f} %"


def _read(list_: Sequence[Case], font: str, turned: float, engine: ocr.Engine, *, dark: bool) -> Read:
    lines = [case.text for case in list_]
    text = ocr.read(rendered(lines, font=font, dark=dark, turned=turned), engine)
    found: list[Fields] = [fields_of(one.draft) for one in read_list(text, reader()) if one.parent is None]
    written, seen = "\n".join(lines), "\n".join(line.strip() for line in text.splitlines())
    right = sum(case.expected in found for case in list_)
    return Read(len(written), distance(written, seen), len(lines), right)


def distance(one: str, other: str) -> int:
    """How many letters have to be put in, taken out or changed (Levenshtein)."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, row[0] = row[0], place
        for column, wanted in enumerate(other, 1):
            before, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, before + (letter != wanted))
    return row[-1]


if __name__ == "__main__":
    main()
