"""Reading the text of a picture, in a process of its own: a picture that takes for ever takes that process, no more."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Literal

from dayloom.errors import Invalid, Unavailable

SECONDS = 60
#: How many pictures a server reads at a time, and how long one waits for its turn: whoever waits keeps a thread busy.
AT_ONCE, PATIENCE = 2, 5
#: How the process says that it could not make a picture of what it was given.
UNREADABLE = 3
Engine = Literal["rapidocr", "tesseract"]

MISSING = (
    "Reading pictures needs an OCR engine on the server: pip install 'dayloom[ocr]', or the program tesseract "
    "(Debian and Ubuntu: apt install tesseract-ocr)."
)
_turns = threading.BoundedSemaphore(AT_ONCE)


def has_rapidocr() -> bool:
    """Whether the extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def has_tesseract() -> bool:
    """Whether the program is on the path."""
    return shutil.which("tesseract") is not None


def engine() -> Engine:
    """The one that there is. Raises Unavailable."""
    if has_rapidocr():
        return "rapidocr"
    if has_tesseract():
        return "tesseract"
    raise Unavailable(MISSING)


def read(picture: bytes, by: Engine) -> str:
    """The text of a picture that has been checked, line by line. Raises Invalid, or Unavailable."""
    with _turn():
        return _in_process(picture, by)


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=PATIENCE):
        raise Unavailable("Too many pictures are being read; try again in a moment.")
    try:
        yield
    finally:
        _turns.release()


def _in_process(picture: bytes, by: Engine) -> str:
    command = [sys.executable, "-m", "dayloom.extraction.ocr_worker", by]
    try:
        done = subprocess.run(command, input=picture, capture_output=True, timeout=SECONDS + 10, check=False)
    except subprocess.TimeoutExpired:
        raise Invalid("file", f"could not be read within {SECONDS} seconds") from None
    if done.returncode == UNREADABLE:
        raise Invalid("file", "must be a whole PNG, JPEG or WebP picture")
    if done.returncode != 0:
        raise Invalid("file", "could not be read: it takes too long, or too much memory")
    return done.stdout.decode(errors="replace")
