"""Makes .venv from the lock, with the project installed editable. Needs nothing but the standard library.

A stamp inside .venv says what it was made from. It is written last, so that a set-up that was interrupted
leaves none and the next call starts over.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements" / "lock.txt"
STAMP = VENV / "made-from"
WHICH_PYTHON = "import sys; print(sys.base_prefix, sys.version)"


class SetupFailed(Exception):
    """Carries the one sentence to print."""


def main() -> int:
    # Two set-ups at once (two terminals, an editor) wait for each other. What we start inherits the lock:
    # should we be killed, the next set-up still waits for our pip.
    with (ROOT / ".venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.set_inheritable(lock.fileno(), True)
        try:
            set_up()
        except SetupFailed as failure:
            print(failure, file=sys.stderr)
            return 1
    return 0


def set_up() -> None:
    dependencies = digest(LOCK)
    project = digest(ROOT / "pyproject.toml")
    made_from = read_stamp()
    if made_from == [dependencies, project]:
        return
    if made_from[:1] != [dependencies]:
        print(f"Making .venv with Python {sys.version.split()[0]}; this takes a minute.", flush=True)
        make_venv()
        pip("--require-hashes", "-r", str(LOCK))
    pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    STAMP.write_text(f"{dependencies}\n{project}\n")


def digest(file: Path) -> str:
    # With the path of the clone: the scripts and the editable install hold it, so a moved clone starts over.
    return hashlib.sha256(os.fsencode(file) + b"\0" + file.read_bytes()).hexdigest()


def read_stamp() -> list[str]:
    """What .venv was made from; nothing if it is missing, half-made, broken or of a wrong Python."""
    try:
        made_from = STAMP.read_text().split()
    except OSError:
        return []
    here = which_python(PYTHON)
    # Only a Python that was asked for replaces a working one: `python3` may differ between two terminals.
    asked_for = which_python(Path(sys.executable)) if os.environ.get("PYTHON") else here
    return made_from if here and here == asked_for else []


def which_python(python: Path) -> str:
    try:
        return subprocess.run([python, "-c", WHICH_PYTHON], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def make_venv() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    command = [sys.executable, "-m", "venv", str(VENV)]
    if subprocess.run(command, capture_output=True, check=False, close_fds=False).returncode:
        raise SetupFailed(
            f"{sys.executable} cannot make a virtual environment: "
            "install its venv and pip (Debian and Ubuntu: apt install python3-venv)."
        )


def pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    if subprocess.run([*command, *arguments], check=False, close_fds=False).returncode:
        raise SetupFailed("pip could not install what Dayloom needs: see its message above.")


if __name__ == "__main__":
    sys.exit(main())
