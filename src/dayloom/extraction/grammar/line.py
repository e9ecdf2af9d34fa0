"""A line in two spellings of one length: as it was written, and as the patterns see it, with parts taken out.

Patterns see small letters without accents, opaque things (addresses, links, quotations, code) as one letter that fits
nothing, and whatever has been taken out as a mark, so that nothing is read across it.
"""

import re
import unicodedata
from collections.abc import Collection

#: What stands in the place of what was taken out, by what it was.
MARK, DAY, CLOCK, LENGTH, RULE = "\x01", "\x02", "\x03", "\x04", "\x05"
TAKEN = MARK + DAY + CLOCK + LENGTH + RULE
_OPAQUE = "\x00"
#: Where a construct may begin and end: not inside words, compounds, decimals or paths.
BEGIN, END = r"(?<![\w\x00\-/'.,:+@#&])", r"(?![\w\x00\-/'@])"
#: The end of a thought: nothing that a construct could have been the beginning of.
STOP = rf"(?=\s*(?:$|[{TAKEN},;.!?)\]]))"

_HIDDEN = re.compile(
    r"`[^`]*`"
    r"|[a-z][a-z0-9+.-]*://\S+|www\.\S+"
    r"|[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|(?<![#@+\w])(?:\"[^\"]*\"|“[^”]*”|„[^“”]*[“”]|«[^»]*»)",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"[(\[{]\s*[,;:.!?~\-–—\s]*[)\]}]")


def fold(text: str) -> str:
    """Small letters without accents, and one apostrophe, one for one."""
    return "".join(_folded(letter) for letter in text)


def _folded(letter: str) -> str:
    if letter == "\u2019":
        return "'"
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


class Line:
    """One line, from which constructs take their parts."""

    def __init__(self, written: str) -> None:
        self.written = unicodedata.normalize("NFC", written)
        self.seen = _HIDDEN.sub(lambda found: _OPAQUE * len(found[0]), fold(self.written))
        self.whole = self.seen

    def take(self, start: int, end: int, mark: str) -> None:
        """Takes a part out."""
        self.seen = self.seen[:start] + mark * (end - start) + self.seen[end:]

    def words(self, start: int, end: int) -> str:
        """A part as it was written."""
        return self.written[start:end].strip()

    def rest(self, loose: Collection[str] = ()) -> str:
        """What is left, tidied: without empty brackets, doubled spaces, and marks that joined what was taken.

        `loose` are words that mean nothing at the end ("on", "um").
        """
        kept = "".join(" " if mark in TAKEN else letter for letter, mark in zip(self.written, self.seen, strict=True))
        touched = self.seen != self.whole
        if not touched:
            return " ".join(kept.split())
        kept = _EMPTY.sub(" ", kept)
        kept = re.sub(r"\s+", " ", kept)
        kept = re.sub(r"\s+([,;.!?](?:\s|$))", r"\1", kept)
        kept = re.sub(r"([,;])(?:\s*[,;])+", r"\1", kept)
        return _trimmed(
            kept, loose, first=self.seen[:1] in TAKEN, last=self.seen[-1:] in TAKEN or _ends_taken(self.seen)
        )


def _ends_taken(seen: str) -> bool:
    return bool(re.search(rf"[{TAKEN}][\s)\].,;:!?\-–—]*$", seen))


def _trimmed(text: str, loose: Collection[str], *, first: bool, last: bool) -> str:
    text = text.strip()
    if first:
        text = text.lstrip(" ,;:.)-–—|")
    if last:
        before = ""
        while before != text:
            before = text
            text = text.rstrip(" ,;:(-–—|~@")
            head, _, word = text.rpartition(" ")
            if head and fold(word) in loose:
                text = head
        text = text.strip()
    return text
