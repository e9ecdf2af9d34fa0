"""`python -m benchmarks`: measures the rows, one line each as they are done, and writes what came of them."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack

from benchmarks import crowd, lists, pages, peers, reports, starts, streams, totals, workers, writes
from benchmarks.results import compared, keep_baseline, write
from benchmarks.rounds import Result, Row, measure
from benchmarks.scales import ENGINES, FULL, QUICK, REDUCED, Place, Scale

Section = Callable[[Place], Iterator[Row]]
SECTIONS: dict[str, Section] = {
    "lists": lists.rows,
    "writes": writes.rows,
    "streams": streams.rows,
    "starts": starts.rows,
    "workers": workers.rows,
    "pages": pages.rows,
    "totals": totals.rows,
    "reports": reports.rows,
    "crowd": crowd.rows,
    "peers": peers.rows,
}
#: What `--quick` measures.
QUICKLY = ("lists", "writes", "streams")


def main() -> int:
    """Runs what is asked for. 1 where something has become slower than the baseline."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("sections", nargs="*", help=f"only these of {', '.join(SECTIONS)}")
    parser.add_argument("--engine", choices=ENGINES, help="only this one")
    parser.add_argument("--reduced", action="store_true", help="200,000 tasks instead of a million")
    parser.add_argument("--quick", action="store_true", help="two minutes, held against benchmarks/baseline.json")
    parser.add_argument("--baseline", action="store_true", help="with --quick: its ratios are the baseline from now on")
    asked = parser.parse_args()
    scale = QUICK if asked.quick else REDUCED if asked.reduced else FULL
    sections = asked.sections or (QUICKLY if asked.quick else tuple(SECTIONS))
    engines = [asked.engine] if asked.engine else ENGINES
    began = time.monotonic()
    results = []
    for found in measured(sections, engines, scale):
        results.append(found)
        if not asked.quick:
            write(results, scale)  # at once: whoever breaks off after half an hour keeps what there is
    if not (asked.quick or asked.sections or asked.engine):
        write(results, scale, whole=True)
    sys.stdout.write(f"{len(results)} rows in {time.monotonic() - began:.0f} s\n")
    if asked.quick and asked.baseline:
        keep_baseline(results)
    elif asked.quick:
        return compared(results)
    return 0


def measured(sections: Sequence[str], engines: Sequence[str], scale: Scale) -> Iterator[Result]:
    """Each row as soon as it is measured."""
    for name in sections:
        for engine in engines:
            with ExitStack() as stack:
                for row in SECTIONS[name](Place(engine, scale, stack)):
                    found = measure(row, scale.rounds, scale.seconds)
                    sys.stdout.write(f"{found.told()}\n")
                    sys.stdout.flush()
                    yield found


if __name__ == "__main__":
    raise SystemExit(main())
