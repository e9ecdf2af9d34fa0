"""`dayloom migrate`."""

import click

from dayloom.cli.output import json_option, print_json


@click.command()
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 when something is to be done.")
@json_option
def migrate(check: bool, as_json: bool) -> None:
    """Bring the database to the schema of this release.

    `dayloom serve` does this by itself.
    """
    from dayloom.cli.admin import unmigrated
    from dayloom.db import migrate as migrations
    from dayloom.settings import load_settings

    with unmigrated(load_settings()) as database:
        found = migrations.pending(database.driver) if check else migrations.migrate(database.driver)
    newest = migrations.newest()
    if as_json:
        print_json({"schema": newest, "pending" if check else "applied": found})
    elif not found:
        click.echo(f"The database is at schema {newest}; there is nothing to do.")
    elif check:
        click.echo(f"To be applied: {', '.join(found)}.")
    else:
        click.echo(f"Applied {', '.join(found)}; the database is at schema {newest}.")
    if check and found:
        raise click.exceptions.Exit(1)
