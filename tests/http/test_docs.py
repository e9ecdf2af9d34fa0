"""The documentation page: open, of this server alone, and of nothing that is not shipped."""

import re
from pathlib import Path

import pytest

from dayloom.http.docs import FOLDER, PAGES
from tests.client import Client

#: Where a file may name another one.
_NAMES = re.compile(r"""(?:\b(?:src|href)=|url\(|\bfrom |\bimport\(?)\s*["']?([^"')\s>]+)""")


@pytest.mark.parametrize("path", PAGES)
def test_every_file_is_open_and_counts_against_nobody(nobody: Client, path: str) -> None:
    answer = nobody.call("GET", path)
    assert (answer.status, len(answer.body) > 500) == (200, True)
    assert not [name for name in answer.headers if name.startswith("x-toggl-quota")]


def test_the_page_may_ask_this_server_only(nobody: Client) -> None:
    policy = nobody.call("GET", "/docs").headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules.pop("default-src") == "'none'"
    assert set(rules.values()) == {"'self'", "'none'", "data:"}


@pytest.mark.parametrize("file", sorted(FOLDER.iterdir()), ids=lambda file: file.name)
def test_no_file_names_another_place(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"https?:|//\w+\.\w", text)
    assert "innerHTML" not in text, "what the description says is text, never markup"


def test_what_the_page_names_is_served(nobody: Client) -> None:
    page = nobody.call("GET", "/docs").body.decode()
    named = {name for name in _NAMES.findall(page) if not name.startswith(("#", "data:"))}
    assert named == {"docs/docs.css", "docs/docs.js", "openapi.json"}
    assert [name for name in named if nobody.call("GET", f"/api/{name}").status != 200] == []
