"""The pages of documentation, and what they name."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "dayloom"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def name_of(page: Path) -> str:
    """The page's path in the repository."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str | None = None) -> list[str]:
    """The fenced blocks of a page, of one language or of all."""
    found = _FENCE.findall(page.read_text(encoding="utf-8"))
    return [text for kind, text in found if language in (None, kind)]


def code_words(page: Path) -> list[str]:
    """What stands between backticks in the running text."""
    return _CODE.findall(_FENCE.sub("", page.read_text(encoding="utf-8")))


def code_lines(page: Path) -> Iterator[str]:
    """Everything that is set as code: words in the text, and the lines of blocks, without their comments."""
    yield from code_words(page)
    for block in blocks(page):
        yield from (line.partition(" #")[0].strip() for line in block.splitlines())


def links(page: Path) -> list[str]:
    """Where the page's links and pictures lead, inside the repository."""
    targets = _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8")))
    return [target for target in targets if not target.startswith(("http://", "https://", "mailto:"))]
