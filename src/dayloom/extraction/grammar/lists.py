"""A whole text: its lines without bullets and boxes, what stands below what, and headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from dayloom.extraction.grammar.clauses import clauses
from dayloom.extraction.grammar.evidence import Scores, scores
from dayloom.extraction.grammar.languages import phrases
from dayloom.extraction.grammar.line import fold
from dayloom.extraction.grammar.reading import Draft, Reader, read

MOST_LEVELS = 5
TAB = 4
#: A prompt of more letters than this is a list that somebody pasted, and every clause would cost as much as a line.
MOST_WORDS = 10_000
_MONTH = (
    r"(?!(?:jan|feb|m[aä]r|apr|mai|may|jun|jul|aug|sep|o[kc]t|nov|de[zc]|janv|f[ée]v|avr|juin|juil|ao[uû]|ene|abr|ago|dic)"
    r"[^\W\d]*\b)"
)
_BULLET = re.compile(
    rf"(?:[-*+•◦▪▫‣⁃·–—●○■□▢➢➤►✦](?=\s|\[)\s*|\(?\d{{1,3}}[.)]\s+{_MONTH}|[a-zA-Z]\)\s+)+", re.IGNORECASE
)
_BOX = re.compile(r"(?:\[(?P<in>[ xX✓✔]?)\]|(?P<sign>[☐☑☒✅✔✓⬜✗]))\s*(?=\S)")
_DONE = frozenset("xX✓✔☑☒✅")
_HEADING = re.compile(r"#{1,6}\s+(?P<text>.+?)\s*#*$")
_LABEL = re.compile(
    r"(?:to-?\s?do|task|aufgabe|zu erledigen|[àa] faire|t[âa]che|por hacer|pendiente|tarea)\s*:\s+(?=\S)", re.IGNORECASE
)
#: Lines, and boxes with nothing behind them.
_RULER = re.compile(r"[\s\-_=*~.·—–#|]*(?:\[[ xX✓✔]?\]|[☐☑☒✅✔✓⬜✗])?\s*$")
#: Headings that say no more than that a list follows.
_EMPTY_HEADINGS = phrases(
    "todo, to do, to-do, todos, to dos, tasks, my tasks, list, task list, todo list, to do list,"
    " checklist, aufgaben, liste, todo liste, to do liste, meine aufgaben, a faire, taches, liste de"
    " taches, tareas, por hacer, pendientes, lista, lista de tareas"
)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a text. `bulleted`: it is marked as an item of a list; `heading`: as a title, by which sign."""

    text: str
    column: int
    bulleted: bool
    done: bool
    heading: Literal["", "#", ":"]
    apart: bool


@dataclass(frozen=True, slots=True)
class Nested:
    """A draft, and the place of its parent before it in the same list."""

    draft: Draft
    parent: int | None


def items_of(text: str) -> Iterator[Item]:
    """The lines that say something. `apart`: an empty line stands before it."""
    apart = False
    for raw in text.splitlines():
        line = raw.expandtabs(TAB).rstrip()
        if _RULER.fullmatch(line):
            apart = apart or not line.strip()
            continue
        item = _item(line, apart)
        if _says(item.text):
            yield item
            apart = False


def _says(text: str) -> bool:
    """Whether there is anything to be seen in a text."""
    return any(letter.isprintable() and not letter.isspace() for letter in text)


def _item(line: str, apart: bool) -> Item:
    body = line.lstrip(" \u00a0")
    column = len(line) - len(body)
    heading = _HEADING.fullmatch(body)
    if heading:
        return Item(heading["text"].rstrip(":"), column, bulleted=False, done=False, heading="#", apart=apart)
    bullet = _BULLET.match(body)
    body = body[bullet.end() :] if bullet else body
    box = _BOX.match(body)
    if box:
        body = body[box.end() :]
    body = _LABEL.sub("", body, count=1) if _LABEL.match(body) else body
    done = box is not None and (box["in"] or box["sign"]) in _DONE
    marked = bool(bullet or box)
    title = not marked and body.endswith(":") and len(body) > 1
    return Item(body.rstrip(":") if title else body, column, marked, done, ":" if title else "", apart)


class _Reading:
    """What has been read so far of a list, and what the next line stands below."""

    def __init__(self, reader: Reader, text: str) -> None:
        self._reader, self._around = reader, scores(text)
        self.found: list[Nested] = []
        #: Columns and places of the items that a deeper one would stand below.
        self._above: list[tuple[int, int]] = []
        #: The title, its place in the list (None: it said nothing but a day), and that day.
        self._title: Item | None = None
        self._place: int | None = None
        self._day: Draft | None = None

    def add(self, item: Item, following: Item | None) -> None:
        """Reads a line."""
        if self._title is not None and _ends(self._title, item):
            self._under(None, None, None)
        if item.heading and fold(item.text).strip() in _EMPTY_HEADINGS:
            self._under(None, None, None)
            return
        draft = replace(read(item.text, self._reader, self._around), done=item.done)
        if not _says(draft.name):
            if draft.start is not None and not item.bulleted and draft.rrule is None and following is not None:
                self._under(item, None, draft)
                return
            draft = Draft(" ".join(item.text.split()), done=item.done)
        if item.heading and following is not None and _begins(item, following):
            self._under(item, len(self.found), draft)
            self.found.append(Nested(draft, None))
            return
        self._append(item, draft)

    def _under(self, title: Item | None, place: int | None, day: Draft | None) -> None:
        self._title, self._place, self._day, self._above = title, place, day, []

    def _append(self, item: Item, draft: Draft) -> None:
        while self._above and self._above[-1][0] >= item.column:
            self._above.pop()
        parent = self._above[-1][1] if self._above else self._place
        if self._day is not None and draft.start is None and draft.end is None and self._place is None:
            draft = replace(draft, start=self._day.start, end=self._day.end)
        if len(self._above) < MOST_LEVELS - (1 if self._place is None else 2):
            self._above.append((item.column, len(self.found)))
        self.found.append(Nested(draft, parent))


def read_list(text: str, reader: Reader) -> list[Nested]:
    """Every task of a text, parents before children."""
    items, reading = list(items_of(text)), _Reading(reader, text)
    for place, item in enumerate(items):
        reading.add(item, items[place + 1] if place + 1 < len(items) else None)
    return reading.found


def _begins(title: Item, following: Item) -> bool:
    if following.heading == "#":
        return False
    return title.heading == "#" or following.bulleted or following.column > title.column


def _ends(title: Item, item: Item) -> bool:
    """A title with # holds until the next one, any other until the list below it is over."""
    if title.heading == "#":
        return item.heading == "#"
    if item.bulleted or item.column > title.column:
        return False
    return bool(item.heading) or item.apart or title.heading == ":"


def read_prompt(text: str, reader: Reader) -> list[Nested]:
    """The same for words of one's own: what semicolons part are several, and so are clauses with days of their own."""
    around, text = scores(text), re.sub(r";\s+(?=\S)", "\n", text)
    if len(text) > MOST_WORDS:
        return read_list(text, reader)
    lines = text.splitlines()
    return read_list("\n".join(part for line in lines for part in _clauses(line, reader, around)), reader)


def _clauses(line: str, reader: Reader, around: Scores) -> list[str]:
    """A line that is marked as one of a list is one task."""
    item = _item(line.expandtabs(TAB).rstrip(), apart=False)
    if item.bulleted or item.heading or item.column:
        return [line]
    return clauses(line, reader, around)
