"""The file format of a backup: gzip'd JSON lines that prove that they are whole. Knows no database.

A header (format, schema revision, time), for each table a line with its columns and then a line a row, and a trailer
with the row counts and the SHA-256 of all that precedes it.
"""

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO, Self

import msgspec

from dayloom.errors import StartRefused

FORMAT = 1
#: Rows in memory at once; a row may carry 100,000 characters of notes.
BATCH = 250
LONGEST_HEADER = 65_536
GZIP = b"\x1f\x8b"
NOT_OURS = "The file is not a backup made by `dayloom backup`; nothing was changed."

Rows = list[list[Any]]


class Header(msgspec.Struct, frozen=True):
    """The first line."""

    dayloom_backup: int
    schema: str
    created_at: datetime
    release: str


class TableLine(msgspec.Struct, frozen=True):
    """What follows is this table."""

    table: str
    columns: list[str]


class Trailer(msgspec.Struct, frozen=True):
    """The last line."""

    rows: dict[str, int]
    sha256: str


class Writer:
    """Writes JSON lines, compressed, and knows the digest of what was written.

    A file that is left before `prove` lacks its trailer, and every reader sees that it was cut off.
    """

    def __init__(self, to: BinaryIO) -> None:
        self._file = gzip.GzipFile(filename="", fileobj=to, mode="wb", compresslevel=5, mtime=0)
        self._digest = hashlib.sha256()

    def write(self, lines: Iterable[Any]) -> None:
        """One line each: a struct, or a row."""
        text = msgspec.json.Encoder().encode_lines(lines)
        self._digest.update(text)
        self._file.write(text)

    def prove(self, rows: dict[str, int]) -> None:
        """Writes the trailer."""
        self.write([Trailer(rows, self._digest.hexdigest())])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


class Reader:
    """Reads a seekable file from its beginning. Raises StartRefused for every way in which it can be broken."""

    def __init__(self, source: BinaryIO) -> None:
        if source.read(len(GZIP)) != GZIP:
            raise StartRefused(NOT_OURS)
        source.seek(0)
        self._file = gzip.GzipFile(fileobj=source, mode="rb")
        self._digest = hashlib.sha256()
        self.header = self._read_header()

    def _read_header(self) -> Header:
        line = self._line(LONGEST_HEADER)
        try:
            written = msgspec.json.decode(line)["dayloom_backup"]
            if written > FORMAT:
                raise StartRefused(
                    f"The backup has format {written}, newer than this release reads ({FORMAT}): upgrade Dayloom first."
                )
            header = msgspec.json.decode(line, type=Header)
        except (msgspec.DecodeError, KeyError, TypeError) as error:
            raise StartRefused(NOT_OURS) from error
        self._digest.update(line)
        return header

    def _line(self, longest: int = -1) -> bytes:
        try:
            return self._file.readline(longest)
        except EOFError as error:
            raise _damaged("it is cut off") from error
        except (gzip.BadGzipFile, zlib.error) as error:
            raise _damaged("it cannot be decompressed") from error

    def parts(self) -> Iterator[tuple[TableLine, Rows]]:
        """Each table's rows in batches ([] first), and at the end the proof that all was as it was written."""
        counts: dict[str, int] = {}
        head, batch = TableLine("", []), list[list[Any]]()
        while line := self._line():
            if line.startswith(b"["):
                batch.append(_decoded(line, list[Any]))
                if not head.columns or len(batch[-1]) != len(head.columns):
                    raise _damaged(f"a row of {head.table} has too few or too many values")
                counts[head.table] += 1
            if batch and (len(batch) == BATCH or not line.startswith(b"[")):
                yield head, batch
                batch = []
            if line.startswith(b'{"rows"'):
                return self._prove(_decoded(line, Trailer), counts)
            if not line.startswith(b"["):
                head = _decoded(line, TableLine)
                counts[head.table] = 0
                yield head, []
            self._digest.update(line)
        raise _damaged("it is cut off")

    def _prove(self, trailer: Trailer, counts: Mapping[str, int]) -> None:
        if trailer.sha256 != self._digest.hexdigest() or trailer.rows != counts:
            raise _damaged("its checksum is wrong")
        if self._line():
            raise _damaged("something follows its end")


def _decoded(line: bytes, kind: Any) -> Any:
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _damaged("a line cannot be read") from error


def _damaged(why: str) -> StartRefused:
    return StartRefused(f"The backup is damaged ({why}); nothing was changed.")
