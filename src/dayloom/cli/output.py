"""What commands print: tables for people, JSON for programs."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import click
import msgspec

F = TypeVar("F", bound=Callable[..., Any])

Row = Mapping[str, Any]


def json_option(command: F) -> F:
    """`--json`, on every command that prints data."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(command)


def print_json(value: Any) -> None:
    """One indented JSON document."""
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2))


def print_rows(rows: Sequence[Row], columns: Sequence[str], *, as_json: bool, none: str) -> None:
    """Rows as a JSON array, or as a table under the columns' names; `none` is said where there are no rows."""
    if as_json:
        print_json([{name: row[name] for name in columns} for row in rows])
    elif not rows:
        click.echo(none)
    else:
        lines = [columns, *([_cell(row[name]) for name in columns] for row in rows)]
        widths = [max(len(line[index]) for line in lines) for index in range(len(columns))]
        for line in lines:
            click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def print_facts(facts: Row, *, as_json: bool, sentence: str) -> None:
    """What a command has done: a sentence and its facts line by line, or one JSON object."""
    if as_json:
        print_json(facts)
        return
    click.echo(sentence)
    width = max((len(name) for name in facts), default=0)
    for name, value in facts.items():
        click.echo(f"  {name.ljust(width)}  {_cell(value)}")


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
