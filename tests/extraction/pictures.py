"""Pictures of lists, made for tests and for the benchmark."""

import io
from collections.abc import Sequence
from typing import Literal

from PIL import ExifTags, Image, ImageDraw, ImageFont

Format = Literal["PNG", "JPEG", "WEBP"]


def rendered(
    lines: Sequence[str],
    *,
    font: str | None = None,
    size: int = 24,
    dark: bool = False,
    turned: float = 0.0,
    as_: Format = "PNG",
) -> bytes:
    """A picture of lines, indented by their spaces, in a font of the system or the one that Pillow brings."""
    paper, ink = ("#15181c", "#e8eaed") if dark else ("#ffffff", "#1b1d20")
    face = ImageFont.load_default(size) if font is None else ImageFont.truetype(font, size)
    widest = max(face.getlength(line) for line in lines)
    picture = Image.new("RGB", (int(widest) + 6 * size, int((len(lines) + 1.5) * 1.7 * size)), paper)
    draw = ImageDraw.Draw(picture)
    for place, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        draw.text((size + indent * 0.6 * size, size + place * 1.7 * size), line.strip(), font=face, fill=ink)
    if turned:
        picture = picture.rotate(turned, Image.Resampling.BICUBIC, expand=True, fillcolor=paper)
    out = io.BytesIO()
    picture.save(out, as_, quality=90)
    return out.getvalue()


def held(picture: bytes, turned: int, *, orientation: int | None = None, as_: Format = "PNG") -> bytes:
    """A picture turned by degrees, and what a camera wrote of how it was held (EXIF)."""
    exif = Image.Exif()
    if orientation is not None:
        exif[ExifTags.Base.Orientation] = orientation
    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).rotate(turned, expand=True).save(out, as_, exif=exif, quality=90)
    return out.getvalue()


def blank(width: int, height: int, as_: Format = "PNG") -> bytes:
    """An empty picture, which is small however large it becomes."""
    out = io.BytesIO()
    Image.new("L", (width, height), 255).save(out, as_)
    return out.getvalue()
