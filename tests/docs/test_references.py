"""What the documentation names exists: commands, targets, files, routes, tests and decisions."""

import re
from pathlib import Path

import click
import pytest

from dayloom.app import route_table
from dayloom.cli.main import cli
from dayloom.http.paths import OW
from tests.docs.pages import PACKAGE, PAGES, ROOT, code_lines, code_words, links, name_of

#: What is made while running, and is in no clone.
MADE = {"data", ".venv", ".venv/bin", "dist", "demo.json", "dayloom.toml", "dist/"}
DECISIONS = ROOT / "docs" / "decisions"
SCREEN = 50  # lines

_COMMAND = re.compile(r"(?:^|bin/| )dayloom((?: [a-z|]+)+)")
_TARGET = re.compile(r"\bmake((?: [a-z]+)+)")
_PATH = re.compile(r"[\w.-]+(?:/[\w.{}*-]+)*/?")
_ENDINGS = (".md", ".py", ".toml", ".json", ".txt", ".svg", ".yml", "/")
_WORDS = re.compile(r"(GET|POST|PUT|PATCH|DELETE) (\S+)")
ROUTES = route_table()

each_page = pytest.mark.parametrize("page", PAGES, ids=name_of)


@each_page
def test_commands_exist(page: Path) -> None:
    asked = [words.split() for line in code_lines(page) for words in _COMMAND.findall(line)]
    assert [words for words in asked if not is_command(words)] == []


def is_command(words: list[str]) -> bool:
    """Whether these words lead to a command; what follows its name are arguments."""
    at: click.Command = cli
    for word in words:
        if not isinstance(at, click.Group):
            return True
        for name in word.split("|"):
            if name not in at.commands:
                return False
        at = at.commands[word.split("|")[0]]
    return True


@each_page
def test_make_targets_exist(page: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    asked = {words.split()[0] for line in code_lines(page) for words in _TARGET.findall(line)}
    assert asked <= targets


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    assert [link for link in links(page) if not (page.parent / link.partition("#")[0]).exists()] == []


@each_page
def test_anchors_are_headings(page: Path) -> None:
    for link in links(page):
        path, _, anchor = link.partition("#")
        if anchor:
            text = (page.parent / path if path else page).read_text(encoding="utf-8")
            headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}


@each_page
def test_paths_exist(page: Path) -> None:
    assert [word for word in code_words(page) if is_path(word) and not is_there(word, page)] == []


def is_path(word: str) -> bool:
    """Whether this word can only be a file or a folder: it has an ending, or more than one part."""
    return bool(_PATH.fullmatch(word)) and (word.endswith(_ENDINGS) or "/" in word) and word not in MADE


def is_there(word: str, page: Path) -> bool:
    """In the clone, beside the page, in the package or one of its folders; or the end of a route."""
    places = (ROOT, page.parent, PACKAGE, *(path for path in PACKAGE.iterdir() if path.is_dir()))
    if any((place / word).exists() for place in places):
        return True
    return any(path.endswith("/" + word) for _, path in ROUTES) or ("*" in word and any(ROOT.glob(word)))


@each_page
def test_routes_exist(page: Path) -> None:
    asked = [(method, path) for word in code_words(page) for method, path in _WORDS.findall(word)]
    assert [f"{method} {path}" for method, path in asked if not is_route(method, path.strip("`,;"))] == []
    bare = {word.partition("?")[0] for word in code_words(page) if word.startswith("/api/")}
    assert bare <= {path for _, path in ROUTES}


def is_route(method: str, path: str) -> bool:
    """Whether a route ends like this; `…` and `*` stand for any beginning or end."""
    written = path.partition("?")[0].replace("{OW}", OW).lstrip("/")
    wanted = re.compile("(^|/)" + re.escape(written).replace(r"\*", ".*").replace("…", ".*") + "$")
    return any(verb == method and wanted.search(served) for verb, served in ROUTES)


def test_what_is_not_there_is_seen() -> None:
    page = ROOT / "README.md"
    assert is_command(["key", "list"])
    assert not is_command(["key", "forge"])
    assert is_command(["organization", "create|list"])
    assert not is_command(["organization", "create|burn"])
    assert is_there("http/edge.py", page)
    assert is_there("tasks/bulk", page)
    assert not is_there("http/ledge.py", page)
    assert is_route("GET", "{OW}/tasks")
    assert is_route("POST", "workflows/tasks/*")
    assert not is_route("POST", "/api/health")


# --- decisions ------------------------------------------------------------------------------------


def decisions() -> list[Path]:
    return sorted(DECISIONS.glob("[0-9]*.md"))


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(path.name[:4]) for path in decisions()] == list(range(1, len(decisions()) + 1))


@pytest.mark.parametrize("path", decisions(), ids=lambda path: path.stem)
def test_a_decision_fits_a_screen_and_has_its_four_parts(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= SCREEN
    assert re.fullmatch(rf"# {path.name[:4]}: \S.*[^.]", lines[0])
    assert [line for line in lines if line.startswith("## ")] == [
        "## Context",
        "## Decision",
        "## Consequences",
        "## Alternatives",
    ]


def test_the_index_lists_every_decision_by_its_title() -> None:
    index = (DECISIONS / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| \[(\d{4})\]\((\S+)\) \| (.*?) \|$", index, re.MULTILINE)
    titles = [path.read_text(encoding="utf-8").splitlines()[0][2:].split(": ", 1) for path in decisions()]
    assert listed == [(number, path.name, title) for path, (number, title) in zip(decisions(), titles, strict=True)]


def test_decisions_named_in_the_code_exist() -> None:
    files = [path for folder in ("src", "tests") for path in (ROOT / folder).rglob("*.py")]
    named = {found for path in files for found in re.findall(r"docs/[\w/-]+\.md", path.read_text(encoding="utf-8"))}
    assert sorted(page for page in named if not (ROOT / page).exists()) == []
