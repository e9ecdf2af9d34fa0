"""The README, tried: its curl lines against a started server, its table against the settings."""

import ast
import json
import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dayloom.settings import Settings, env_name
from tests.docs.pages import PACKAGE, ROOT, blocks
from tests.environments import told
from tests.server.running import PATIENCE, Environment, Running

README = ROOT / "README.md"
#: Adds a line to stderr for each call, without touching the README's own lines.
CURLRC = 'write-out = "%{stderr}%{method} %{http_code}\\n"\n'


def curl_block() -> str:
    (found,) = (block for block in blocks(README, "sh") if "curl " in block)
    return found


@pytest.fixture
def paste(tmp_path: Path, env: Environment) -> subprocess.CompletedProcess[str]:
    """What came of pasting the README's curl lines beside a started server with the demo."""
    told(env, "demo")
    (tmp_path / ".curlrc").write_text(CURLRC)
    with Running(env) as server:
        shell = {**env, "CURL_HOME": str(tmp_path), "DAYLOOM_PORT": str(urlsplit(server.url).port)}
        del shell["DAYLOOM_DATA"]  # as for a newcomer, whose data is in ./data
        script = ["bash", "-euo", "pipefail", "-c", curl_block()]
        return subprocess.run(
            script, cwd=tmp_path, env=shell, capture_output=True, text=True, timeout=3 * PATIENCE, check=False
        )


def test_the_curl_lines_plan_track_and_read_the_day(paste: subprocess.CompletedProcess[str]) -> None:
    assert paste.returncode == 0, paste.stderr
    statuses = ["GET 200", *["POST 201"] * 3, "POST 200", "GET 200", "POST 200", *["GET 200"] * 3]
    assert paste.stderr.splitlines() == statuses
    told, _, rest = paste.stdout.partition("{")
    task, length = json.JSONDecoder().raw_decode("{" + rest)
    start_of_block, start_of_entry, task_id, duration = told.split()
    assert int(task_id) == task["id"]
    assert (task["name"], task["project"]["name"], task["total_blocked_time"]) == ("Plant a tree", "Garden", 5400)
    assert task["total_tracked_time"] == int(duration)
    day = rest[length - 1 :].splitlines()
    assert f"{start_of_block} 5400 Plant a tree" in day
    assert f"{start_of_entry} {duration} Plant a tree" in day


def test_there_are_ten_calls() -> None:
    assert len(re.findall(r"\bcurl ", curl_block())) == 10


# --- the settings table ---------------------------------------------------------------------------


def declared() -> list[tuple[str, str, str]]:
    """(variable, default, meaning) of every setting, from its declaration and the comment above it."""
    source = (PACKAGE / "settings.py").read_text(encoding="utf-8")
    lines = source.splitlines()
    (struct,) = (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef) and node.name == "Settings")
    return [
        (f"`{env_name(node.target.id)}`", *_told(node, lines))
        for node in struct.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]


def _told(node: ast.AnnAssign, lines: list[str]) -> tuple[str, str]:
    """The default and the meaning: a default that is computed stands in the comment."""
    first = node.lineno - 1
    while lines[first - 1].strip().startswith("#:"):
        first -= 1
    comment = " ".join(line.strip().removeprefix("#:").strip() for line in lines[first : node.lineno - 1])
    meaning, _, said = comment.partition(" Default: ")
    given = None if node.value is None else ast.literal_eval(node.value)
    return (f"`{str(given).lower()}`" if given or given is False else said.removesuffix(".")), meaning


def written() -> list[tuple[str, ...]]:
    """The rows of the README's table."""
    text = README.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`DAYLOOM_\w+`) \| (.*?) \| (.*) \|$", text, re.MULTILINE)
    return [tuple(row) for row in rows]


def test_the_settings_table_says_what_the_declarations_say() -> None:
    wanted = "\n".join(f"| {' | '.join(row)} |" for row in declared())
    assert written() == declared(), f"the table should be:\n{wanted}"
    assert len(written()) == len(Settings.__struct_fields__)


def test_every_setting_has_a_default_and_a_meaning() -> None:
    assert all(all(row) for row in declared())
