"""`dayloom migrate`."""

import click

from dayloom.cli.output import json_option, print_json
from dayloom.errors import StartRefused


@click.command()
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 when something is to be done.")
@json_option
def migrate(check: bool, as_json: bool) -> None:
    """Bring the database to the schema of this release.

    `dayloom serve` does this by itself.
    """
    from dayloom.cli.admin import pending_in, unmigrated
    from dayloom.db import migrate as migrations
    from dayloom.settings import load_settings

    if check:
        found = pending_in(load_settings())
    else:
        with unmigrated(load_settings()) as database:
            found = migrations.migrate(database.driver)
    newest = migrations.newest()
    if as_json:
        print_json({"schema": newest, "pending" if check else "applied": found})
    if check and found:
        raise StartRefused(f"The database is not at schema {newest}: `dayloom migrate` would apply {', '.join(found)}.")
    if not as_json:
        applied = f"applied {', '.join(found)}" if found else "there is nothing to do"
        click.echo(f"The database is at schema {newest}; {applied}.")
