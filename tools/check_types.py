#!/usr/bin/env python3
"""Checks the types that the web app's comments give, by TypeScript's compiler: `make check` calls it.

The app needs no Node, and neither does who works on it: where there is none, or the compiler cannot be fetched, one
line says so. The CI takes the latter for a failure. The compiler is kept in build/, which git ignores; another content
under its version is refused.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
KEPT = ROOT / "build" / "typescript"
VERSION = "5.9.3"
INTEGRITY = "sha512-jl1vZzPDinLr9eUt3J/t7V6FgNEw9QjvBPdysz9KfQDD41fQrC2Y4vKQdiaUpFT4bXlb1RHhLpp8wtm6M5TgSw=="


def main() -> int:
    """The compiler's status, or 0 where it was not asked."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return _unchecked("there is no Node here")
    try:
        compiler = _compiler(npm)
    except (subprocess.CalledProcessError, OSError):
        return _unchecked("the compiler could not be fetched", wrong=bool(os.environ.get("CI")))
    options = ["--project", "tools/types/jsconfig.json"]
    return subprocess.run([node, str(compiler), *options], cwd=ROOT, check=False).returncode


def _unchecked(why: str, *, wrong: bool = False) -> int:
    sys.stdout.write(f"The web app's types are not checked: {why}.\n")
    return int(wrong)


def _compiler(npm: str) -> Path:
    """Where it is, fetched if it is not there yet."""
    lock = KEPT / "package-lock.json"
    if not lock.exists() or _locked(lock) != (VERSION, INTEGRITY):
        shutil.rmtree(KEPT, ignore_errors=True)
        KEPT.mkdir(parents=True)
        (KEPT / "package.json").write_text(json.dumps({"private": True, "dependencies": {"typescript": VERSION}}))
        subprocess.run(
            [npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"], cwd=KEPT, check=True
        )
        if _locked(lock) != (VERSION, INTEGRITY):
            sys.exit(f"typescript {VERSION} is not what it was: {_locked(lock)}")
    return KEPT / "node_modules" / "typescript" / "bin" / "tsc"


def _locked(lock: Path) -> tuple[str, str]:
    found = json.loads(lock.read_text())["packages"]["node_modules/typescript"]
    return found["version"], found["integrity"]


if __name__ == "__main__":
    sys.exit(main())
