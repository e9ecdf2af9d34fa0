"""`dayloom distribute`: the tables over several machines, on a PostgreSQL with the Citus extension."""

import sys
from collections.abc import Sequence

import click

from dayloom.cli.output import json_option, print_json
from dayloom.errors import StartRefused


@click.command()
@click.option("--apply", is_flag=True, help="Spread the tables. Left out: only say what would be done.")
@click.option("--check", is_flag=True, help="Only say what would be done; exit with 1 when something is to be done.")
@click.option("--shards", type=click.IntRange(1, 1024), default=None, help="Shards of each kind (128).")
@json_option
def distribute(apply: bool, check: bool, shards: int | None, as_json: bool) -> None:
    """Spread the tables over several machines.

    The database must be PostgreSQL with Citus; docs/scaling.md tells the way there. Without Citus the plan is shown all
    the same. Each table is moved by itself with its rows, and running it again goes on where it stopped. Stop the
    servers before, and have a backup.
    """
    from dayloom.cli.admin import OLD_SCHEMA, unmigrated
    from dayloom.db import distribution
    from dayloom.db.distribution import Cluster
    from dayloom.db.migrate import pending
    from dayloom.schema import metadata
    from dayloom.settings import load_settings

    if apply and check:
        raise click.UsageError("--apply and --check exclude each other.")
    planned = distribution.steps(metadata, shards or distribution.SHARDS)
    with unmigrated(load_settings()) as database:
        driver = database.driver
        with driver.distributing() as raw:
            if pending(driver):
                raise StartRefused(OLD_SCHEMA)
            cluster = Cluster(raw)
            version = cluster.version()
            placed = {} if version is None else cluster.placed()
            wrong = [
                *distribution.faults(metadata),
                *distribution.misplaced(planned, placed),
                *(f"there is a trigger, {name}, which a spread table cannot have" for name in cluster.triggers()),
            ]
            if wrong:
                raise StartRefused(f"The tables cannot be spread: {'; '.join(wrong)}.")
            to_do = distribution.left(planned, placed)
            if apply and version is None:
                raise StartRefused(
                    "This database has no Citus: install the extension, add it to shared_preload_libraries, "
                    "and run CREATE EXTENSION citus (docs/scaling.md)."
                )
            if apply:
                for number, step in enumerate(to_do, 1):
                    _progress(f"{number} of {len(to_do)}: {step.table}")
                    cluster.run(step)
                _progress("")
                _say(version, [], f"Spread {_tables(len(to_do))}.", as_json)
                return
            said = f"{_tables(len(to_do))} to spread." if to_do else "Every table is in its place."
            _say(version, [step.sql for step in to_do], said, as_json)
    if check and to_do:
        raise StartRefused(f"{_tables(len(to_do))} to spread: `dayloom distribute --apply` would do it.")


def _say(version: str | None, statements: Sequence[str], sentence: str, as_json: bool) -> None:
    if as_json:
        print_json({"citus": version, "statements": statements})
        return
    for sql in statements:
        click.echo(f"{sql};")
    click.echo(f"{'There is no Citus here.' if version is None else f'Citus {version}.'} {sentence}")


def _tables(count: int) -> str:
    return "1 table" if count == 1 else f"{count} tables"


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{text}", nl=False, err=True)
