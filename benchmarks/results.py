"""What becomes of the measured rows: `results.json`, the tables in `docs/performance.md`, and the baseline."""

import json
import os
import platform
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.rounds import Result
from benchmarks.scales import FULL, Scale

FOLDER = Path(__file__).parent
RESULTS, BASELINE = FOLDER / "results.json", FOLDER / "baseline.json"
PAGE = FOLDER.parent / "docs" / "performance.md"
BEGIN, END = "<!-- measured: make bench -->", "<!-- end of what was measured -->"
#: How much worse a ratio may be than the baseline's: less than that is the machine's mood.
SLACK = 1.3


def write(results: Sequence[Result], scale: Scale, *, whole: bool = False) -> None:
    """Takes the new rows over: those that were not measured this time stay, unless these are the whole table."""
    kept = {} if whole else {_key(row): row for row in measured_before()}
    kept |= {_key(row): row for row in map(asdict, results)}
    names = list(dict.fromkeys(str(row["name"]) for row in kept.values()))
    rows = sorted(kept.values(), key=lambda row: (names.index(str(row["name"])), row["engine"] != "sqlite"))
    RESULTS.write_text(json.dumps(rows, indent=1) + "\n")
    before, _, rest = PAGE.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{machine(scale)}\n\n{table(rows)}\n{END}{after}")


def machine(scale: Scale) -> str:
    """Where and how it was measured, in a sentence."""
    return machine_line("make bench" if scale == FULL else "make bench ARGS=--reduced")


def machine_line(command: str) -> str:
    """On which machine a command measured."""
    cpu = next((line for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "").partition(": ")[2]
    cores = len(os.sched_getaffinity(0))
    return (
        f"Measured with `{command}` on {cores} cores ({cpu or platform.machine()}), {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}."
    )


def table(rows: Iterable[dict[str, object]]) -> str:
    """The rows as Markdown."""
    lines = [
        "| what | engine | Dayloom | floor | ratio | target | p50 ms | p99 ms | |",
        "|---|---|--:|--:|--:|--:|--:|--:|---|",
    ]
    for row in rows:
        bound = "≥" if row["at_least"] else "≤"
        alone = row["floor"] == 1
        figures = f"{row['value']} {row['unit']}", "" if alone else row["floor"], "" if alone else row["ratio"]
        times = ("" if row[name] is None else row[name] for name in ("p50", "p99"))
        cells = row["name"], row["engine"], *figures, f"{bound} {row['target']:g}", *times
        lines.append(f"| {' | '.join(map(str, cells))} | {'' if row['ok'] else '**missed**'} |")
    return "\n".join([*lines, ""])


def keep_baseline(results: Sequence[Result]) -> None:
    """These ratios are what later ones are held against."""
    BASELINE.write_text(json.dumps({_name(row): row.ratio for row in results}, indent=1) + "\n")


def compared(results: Sequence[Result]) -> int:
    """Says what has become slower than the baseline; 1 where anything has."""
    baseline = json.loads(BASELINE.read_text())
    slower = [row for row in results if _worse(row, baseline.get(_name(row)))]
    for row in slower:
        sys.stdout.write(f"SLOWER than the baseline's {baseline[_name(row)]}: {row.told()}\n")
    return 1 if slower else 0


def _worse(row: Result, before: float | None) -> bool:
    """Beyond the slack, and beyond the target too: a bound of its own has room in it."""
    if before is None or row.ok:
        return False
    return row.ratio < before / SLACK if row.at_least else row.ratio > before * SLACK


def _name(row: Result) -> str:
    return f"{row.name}, {row.engine}"


def _key(row: dict[str, object]) -> tuple[object, object]:
    return row["name"], row["engine"]


def measured_before() -> list[dict[str, object]]:
    """The rows of `results.json`."""
    found: list[dict[str, object]] = json.loads(RESULTS.read_text()) if RESULTS.exists() else []
    return found


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text().splitlines() if file.exists() else []
