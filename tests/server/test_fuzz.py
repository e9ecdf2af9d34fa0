"""The shortest run of `make fuzz` that still asks every operation that has an example, on both engines."""

import re
from pathlib import Path

import pytest

from tests.server.fuzz import CHECKS_OFF, NOT_ASKED, fuzz
from tests.server.running import Environment

pytestmark = pytest.mark.long
SHORT = ("--phases", "examples", "--seed", "1", "--warnings", "off", "--generation-database", "none")


def test_examples_are_answered_as_described(env: Environment, tmp_path: Path) -> None:
    done = fuzz(env, tmp_path, SHORT)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr
    generated = re.search(r"(\d+) generated", done.stdout)
    assert generated is not None
    assert int(generated[1]) > 50


def test_what_is_left_out_has_a_reason() -> None:
    assert all(len(reason) > 20 for reason in (*CHECKS_OFF.values(), *NOT_ASKED.values()))
