import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements" / "lock.txt").read_text()
PINNED = re.compile(
    r"^([a-z0-9-]+)==(\S+?)(?: ; [^\\\n]+)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)


def test_the_lock_names_no_address() -> None:
    assert not re.search(r"://|\s@\s|^\s*-(?!-hash=)|\bfile:|\bgit\+", LOCK, re.MULTILINE)


def test_every_line_of_the_lock_is_a_pin_with_hashes() -> None:
    assert not re.sub(r"^ *#.*\n", "", PINNED.sub("", LOCK), flags=re.MULTILINE)


def asked_for() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extras = project["project"]["optional-dependencies"]
    return [
        *project["project"]["dependencies"],
        *extras["postgres"],
        *extras["redis"],
        *extras["caldav"],
        *project["dependency-groups"]["dev"],
        *project["build-system"]["requires"],
    ]


@pytest.mark.parametrize("line", asked_for())
def test_the_lock_has_what_the_project_asks_for(line: str) -> None:
    wanted = Requirement(line)
    pins = {canonicalize_name(name): version for name, version, _ in PINNED.findall(LOCK)}
    assert wanted.specifier.contains(pins[canonicalize_name(wanted.name)])
