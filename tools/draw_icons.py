"""Draws the web app's icon as PNG files, which telephones ask for: the same threads as in icon.svg, on a ground without
corners, because each system cuts its own.

Usage: .venv/bin/python tools/draw_icons.py
"""

import struct
import zlib
from math import hypot
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "src" / "dayloom" / "web" / "app"
GROUND, THREAD = (15, 107, 99), (255, 255, 255)
#: (from, to, how opaque) in a square of 32; the weft lies below the warp.
THREADS = [
    ((6.5, 13.0), (13.5, 13.0), 0.75),
    ((18.5, 13.0), (25.5, 13.0), 0.75),
    ((12.5, 19.0), (19.5, 19.0), 0.75),
    ((10.0, 7.0), (10.0, 25.0), 1.0),
    ((16.0, 7.0), (16.0, 25.0), 1.0),
    ((22.0, 7.0), (22.0, 25.0), 1.0),
]
HALF_WIDTH = 1.2


def _distance(x: float, y: float, start: tuple[float, float], end: tuple[float, float]) -> float:
    """From a point to a thread, which is upright or level."""
    return hypot(x - min(max(x, start[0]), end[0]), y - min(max(y, start[1]), end[1]))


def _colour(x: float, y: float, pixel: float) -> bytes:
    shown = [float(part) for part in GROUND]
    for start, end, opacity in THREADS:
        covered = min(max((HALF_WIDTH - _distance(x, y, start, end)) / pixel + 0.5, 0.0), 1.0) * opacity
        shown = [under + (over - under) * covered for under, over in zip(shown, THREAD, strict=True)]
    return bytes(round(part) for part in shown)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def drawn(size: int) -> bytes:
    """The icon as a PNG file of so many pixels a side, its few colours in a palette."""
    pixel = 32 / size
    rows = [[_colour((x + 0.5) * pixel, (y + 0.5) * pixel, pixel) for x in range(size)] for y in range(size)]
    palette = sorted({colour for row in rows for colour in row})
    place = {colour: at for at, colour in enumerate(palette)}
    content = b"".join(b"\0" + bytes(place[colour] for colour in row) for row in rows)
    head = struct.pack(">IIBBBBB", size, size, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(content, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


if __name__ == "__main__":
    for size in (192, 512):
        (FOLDER / f"icon-{size}.png").write_bytes(drawn(size))
