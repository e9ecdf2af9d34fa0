"""`multipart/form-data` (RFC 7578): a body that is a form with files, as far as a route reads one."""

import re
from email.message import Message

from dayloom.errors import Malformed

MOST_PARTS = 20
_NAME = re.compile(rb'form-data\s*;(?:[^\r\n]*;)?\s*name="?([^";\r\n]+)"?', re.IGNORECASE)


def parts(raw: bytes, content_type: str) -> dict[str, bytes]:
    """The fields of a form by name; of two with the same name the first. Raises Malformed."""
    header = Message()
    header["content-type"] = content_type
    boundary = header.get_boundary()
    if not boundary or len(boundary) > 70:
        raise Malformed("The form has no boundary in its Content-Type.")
    # A line break belongs to the boundary that follows it; the first has none before it.
    pieces = (b"\r\n" + raw).split(b"\r\n--" + boundary.encode("latin-1", "replace"), MOST_PARTS + 2)
    if len(pieces) < 3 or len(pieces) > MOST_PARTS + 2 or not pieces[-1].startswith(b"--"):
        raise Malformed("The form cannot be read: it ends before its last boundary, or has too many parts.")
    found: dict[str, bytes] = {}
    for piece in pieces[1:-1]:
        head, gap, content = piece.partition(b"\r\n\r\n")
        name = _NAME.search(head)
        if not gap or name is None:
            raise Malformed("A part of the form has no name.")
        found.setdefault(name[1].decode("utf-8", "replace"), content)
    return found
