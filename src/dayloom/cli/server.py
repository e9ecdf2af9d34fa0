"""`dayloom serve`, `routes` and `version`."""

import platform

import click

from dayloom import __version__
from dayloom.cli.output import json_option, print_json, print_rows


@click.command()
@click.option("--host", help="Address to listen on (DAYLOOM_HOST, else 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one (DAYLOOM_PORT).")
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="Processes; more than 1 need PostgreSQL.")
@click.option("--demo", is_flag=True, help="Fill in the demo first, unless the instance has people of its own.")
@click.option("--allow-demo", is_flag=True, help="Listen on other addresses than this machine's own with demo data.")
def serve(host: str | None, port: int | None, workers: int, demo: bool, allow_demo: bool) -> None:
    """Serve the API.

    Migrates the database first, and ends on SIGTERM or Ctrl+C when the running requests are done.
    """
    import msgspec

    from dayloom.cli.process import serve as serve_until_told
    from dayloom.settings import load_settings

    settings = load_settings()
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = msgspec.structs.replace(settings, **given)
    serve_until_told(settings, workers=workers, demo=demo, allow_demo=allow_demo)


@click.command()
@json_option
def routes(as_json: bool) -> None:
    """List every route of the API."""
    from dayloom.app import route_table

    rows = [{"method": method, "path": path} for method, path in route_table()]
    print_rows(rows, ("method", "path"), as_json=as_json, none="")


@click.command()
@json_option
def version(as_json: bool) -> None:
    """Print the version."""
    if as_json:
        print_json({"version": __version__, "python": platform.python_version()})
    else:
        click.echo(f"dayloom {__version__}")
