"""`dayloom bench-data`: workspaces of any size, to measure with."""

import sys
from dataclasses import asdict

import click

from dayloom.cli.output import json_option, print_facts


@click.command("bench-data")
@click.option("--tasks", default=10_000, show_default=True, type=click.IntRange(0), help="Tasks in each workspace.")
@click.option("--entries", default=50_000, show_default=True, type=click.IntRange(0), help="Time entries in each.")
@click.option("--workspaces", default=1, show_default=True, type=click.IntRange(1), help="How many workspaces.")
@json_option
def bench_data(tasks: int, entries: int, workspaces: int, as_json: bool) -> None:
    """Add made-up workspaces to measure with.

    They look like real life (few big projects, many small ones, ten years of entries) and the same each time. Each call
    adds an organization of its own; nothing that is there is changed.
    """
    from dayloom.bench import service
    from dayloom.cli.admin import migrated, present
    from dayloom.settings import load_settings

    with migrated(load_settings()) as database:
        total = workspaces * (tasks + entries)
        with click.progressbar(length=total, label="Writing", file=sys.stderr) as bar:
            made = service.fill(
                database, present(), tasks_each=tasks, entries_each=entries, count=workspaces, told=bar.update
            )
    print_facts(asdict(made), as_json=as_json, sentence="The data set was made; its key is shown only this once.")
