"""`python -m tests.mutants.run [words]`: makes each mistake in a copy of the source and says which test notices it.

Words choose the mistakes whose names contain one of them. Ends with 1 when a mistake survives.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.mutants.mutations import MUTATIONS, Mutation

ROOT = Path(__file__).parents[2]
COPIED = ("src", "tests", "pyproject.toml", "docs", "Makefile", "tools", "requirements")
_FAILED = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.MULTILINE)


def noticed_by(copy: Path, mutation: Mutation) -> str:
    """The first test that fails with this mistake in the copy; empty when none does."""
    file = copy / "src" / "dayloom" / mutation.file
    source = file.read_text(encoding="utf-8")
    file.write_text(source.replace(mutation.old, mutation.new), encoding="utf-8")
    try:
        done = subprocess.run(command(mutation), cwd=copy, capture_output=True, text=True, check=False)
    finally:
        file.write_text(source, encoding="utf-8")
    found = _FAILED.search(done.stdout)
    if found is None and done.returncode not in (0, 1):
        raise RuntimeError(f"{mutation.name}: pytest ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return found[1] if found else ""


def command(mutation: Mutation) -> list[str]:
    """Its tests, up to the first that fails. The package of the copy comes before the installed one."""
    asked = ["-n0", "-x", "-q", "-k", mutation.engine if mutation.engine == "postgres" else "not postgres"]
    start = "import sys, pytest; sys.path[:0] = ['src', '.']; sys.exit(pytest.main(sys.argv[1:]))"
    return [sys.executable, "-c", start, *asked, *mutation.tests.split()]


def main(words: Sequence[str]) -> int:
    """Prints a line for each mistake."""
    chosen = [one for one in MUTATIONS if not words or any(word in one.name for word in words)]
    survivors = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in COPIED:
            source = ROOT / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, copy / name)
        for mutation in chosen:
            test = noticed_by(copy, mutation)
            survivors += not test
            sys.stdout.write(f"{mutation.name:42} {mutation.file:24} {test or 'SURVIVED'}\n")
            sys.stdout.flush()
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
