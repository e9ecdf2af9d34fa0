"""Tables as CSV files (RFC 4180, UTF-8, a header row), made so that a spreadsheet takes no cell for a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dayloom.errors import Invalid, NotServed
from dayloom.http.answers import Answer

CSV = "text/csv; charset=utf-8"
#: The header that asks for a file.
EXPORT = "X-Toggl-Report-Export"
#: What a cell begins with that a spreadsheet would run.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
#: The formats that an export may be asked for; only the first is served.
FORMATS = ("csv", "xlsx", "pdf")


def asked(headers: Mapping[str, str]) -> bool:
    """Whether a CSV file is asked for. Raises NotServed for another format that there will be, else Invalid."""
    word = headers.get(EXPORT.lower(), "").strip().lower()
    if word in ("", "csv"):
        return word == "csv"
    if word in FORMATS:
        raise NotServed(f"Export as {word}")
    raise Invalid(EXPORT, f"must be one of {', '.join(FORMATS)}")


def answer(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Answer:
    """A file of this name to be saved."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    headers = {"content-type": CSV, "content-disposition": f'attachment; filename="{name}.csv"'}
    return Answer(200, text.getvalue(), headers)


def _harmless(cell: Any) -> Any:
    """Text that looks like a formula gets an apostrophe in front, which a spreadsheet does not show."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell
