"""Pictures, judged by their first bytes: of what kind they are and how large. Nothing is decoded here."""

import struct
from collections.abc import Iterator
from struct import unpack_from

from dayloom.errors import Invalid

LARGEST = 10 * 1024 * 1024
MOST_PIXELS = 20_000_000
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
#: Markers of JPEG that begin a frame, and those that nothing follows.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_SAID = "must be a PNG, JPEG or WebP picture"


def check(picture: bytes) -> None:
    """Raises Invalid for what is no picture, or one of more pixels than we unpack."""
    if not picture:
        raise Invalid("file", "must not be empty")
    if len(picture) > LARGEST:
        raise Invalid("file", f"must be at most {LARGEST // 1024 // 1024} MiB")
    try:
        width, height = _size(picture)
    except (struct.error, ValueError, IndexError):
        raise Invalid("file", f"{_SAID}, and is cut short") from None
    if not width or not height:
        raise Invalid("file", f"{_SAID}, and has no pixels")
    if width * height > MOST_PIXELS:
        raise Invalid("file", f"must have at most {MOST_PIXELS // 1_000_000} megapixels, not {width} x {height}")


def _size(picture: bytes) -> tuple[int, int]:
    if picture.startswith(_PNG):
        if picture[12:16] != b"IHDR":
            raise Invalid("file", _SAID)
        width, height = unpack_from(">II", picture, 16)
        return width, height
    if picture.startswith(_JPEG):
        return max(_frames(picture))
    if picture[:4] == b"RIFF" and picture[8:12] == b"WEBP":
        return _webp(picture)
    raise Invalid("file", _SAID)


def _frames(picture: bytes) -> Iterator[tuple[int, int]]:
    """The sizes of a JPEG's frames, up to its first scan."""
    at = 2
    while True:
        while picture[at] != 0xFF or picture[at + 1] == 0xFF:
            at += 1
        marker = picture[at + 1]
        if marker == 0xDA:
            return
        if marker in _ALONE:
            at += 2
            continue
        (length,) = unpack_from(">H", picture, at + 2)
        if marker in _FRAMES:
            height, width = unpack_from(">HH", picture, at + 5)
            yield width, height
        at += 2 + max(length, 2)


def _webp(picture: bytes) -> tuple[int, int]:
    chunk = picture[12:16]
    if chunk == b"VP8X":
        return 1 + int.from_bytes(picture[24:27], "little"), 1 + int.from_bytes(_some(picture, 27, 3), "little")
    if chunk == b"VP8L":
        (packed,) = unpack_from("<I", picture, 21)
        return 1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF)
    if chunk == b"VP8 ":
        width, height = unpack_from("<HH", picture, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise Invalid("file", _SAID)


def _some(picture: bytes, start: int, length: int) -> bytes:
    if len(picture) < start + length:
        raise struct.error
    return picture[start : start + length]
