import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TARGETS = [
    *("help", "setup", "run", "test", "check", "bench", "bench-quick", "bench-extraction", "bench-web"),
    *("fuzz", "mutants", "routes", "dist", "lock", "clean"),
]
OLD = "#!/bin/sh\nexit 1  # what the version check of an old Python answers\n"
# Debian's python3 without python3-venv: everything but ensurepip.
INCOMPLETE = f"""#!/bin/sh
exec {shlex.quote(sys.executable)} -c 'import sys; sys.modules["ensurepip"] = None; exec(sys.argv[1])' "$2"
"""


def make(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    # The suite itself may run under make, whose flags would reach this one.
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    clean.pop("PYTHON", None)
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=ROOT, env=clean | env, capture_output=True, text=True, check=False)


def test_make_alone_lists_every_target() -> None:
    lines = make().stdout.splitlines()
    assert [line.split()[1] for line in lines] == TARGETS


@pytest.mark.parametrize("target", ["run", "test", "check", "fuzz", "mutants", "routes", "dist"])
def test_a_target_sets_up_first(target: str) -> None:
    assert make("-n", target).stdout.splitlines()[0] == "tools/setup"


def test_check_formats_lints_types_and_tests() -> None:
    planned = make("-n", "check").stdout
    steps = ["ruff format --check", "ruff check", "mypy", "check_types", "pytest"]
    assert sorted(steps, key=planned.index) == steps


def test_the_web_apps_types_need_no_node(tmp_path: Path) -> None:
    done = check_types(tmp_path)
    assert (done.returncode, done.stdout) == (0, "The web app's types are not checked: there is no Node here.\n")


@pytest.mark.parametrize("ci, status", [("", 0), ("true", 1)])
def test_without_the_compiler_only_the_ci_fails(tmp_path: Path, ci: str, status: int) -> None:
    for program in ("node", "npm"):
        (tmp_path / program).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / program).chmod(0o755)
    done = check_types(tmp_path, CI=ci)
    said = "The web app's types are not checked: the compiler could not be fetched.\n"
    assert (done.returncode, done.stdout) == (status, said)


def check_types(programs: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """In a copy, which has fetched nothing yet."""
    tool = programs / "tools" / "check_types.py"
    tool.parent.mkdir()
    shutil.copy(ROOT / "tools" / "check_types.py", tool)
    command = [sys.executable, str(tool)]
    return subprocess.run(command, env={"PATH": str(programs), **env}, capture_output=True, text=True, check=False)


def test_check_runs_once_more_what_failed_and_fails_without_any() -> None:
    planned = make("-n", "check").stdout
    assert planned.count("|| {") == planned.count("--last-failed --last-failed-no-failures=none") == 2


@pytest.mark.parametrize(
    "python, said",
    [
        (OLD, "Dayloom needs Python 3.11 or newer: install it, or name it with PYTHON=/path/to/python3."),
        (
            INCOMPLETE,
            "python3 has no venv or no pip: install them (Debian and Ubuntu: apt install python3-venv).",
        ),
    ],
    ids=["old", "incomplete"],
)
def test_setup_says_in_one_sentence_what_is_missing(tmp_path: Path, python: str, said: str) -> None:
    path = only_this_python(tmp_path, python)
    done = subprocess.run(
        ["/bin/sh", "tools/find-python"],
        cwd=ROOT,
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said + "\n")


def only_this_python(folder: Path, script: str) -> str:
    (folder / "python3").write_text(script)
    (folder / "python3").chmod(0o755)
    return str(folder)


def test_setup_stops_at_a_python_that_was_named_and_is_unfit() -> None:
    done = make("setup", PYTHON="/nowhere/python3")
    assert done.returncode != 0
    assert done.stderr.startswith("PYTHON=/nowhere/python3 is not a Python 3.11 or newer: ")
