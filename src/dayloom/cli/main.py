"""The `dayloom` command: its sub-commands, and how a failure ends.

Exit codes: 0 done, 1 refused or failed, 2 called in a wrong way. A failure is one sentence on stderr; the traceback of
an unexpected one is shown with `DAYLOOM_LOG_LEVEL=debug`.
"""

import os
import sys
from collections.abc import Sequence

import click

from dayloom.cli import invitations  # noqa: F401 - one more command of `user`
from dayloom.cli.accounts import init, key, user
from dayloom.cli.backup import backup, restore
from dayloom.cli.bench_data import bench_data
from dayloom.cli.calendars import calendar
from dayloom.cli.database import migrate
from dayloom.cli.demo import demo
from dayloom.cli.distribute import distribute
from dayloom.cli.places import organization, workspace
from dayloom.cli.server import routes, serve, version
from dayloom.errors import DayloomError, Invalid

REFUSED, WRONG_USE = 1, 2


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Dayloom, a self-hosted planner and time tracker.

    Settings come from the environment (DAYLOOM_*) and from dayloom.toml in the data directory.
    """


for command in (
    serve,
    init,
    demo,
    organization,
    workspace,
    user,
    key,
    migrate,
    backup,
    restore,
    calendar,
    distribute,
    bench_data,
    routes,
    version,
):
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit code."""
    try:
        code = cli.main(arguments, prog_name="dayloom", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as unused:
        return _failed(unused.format_message(), WRONG_USE)
    except click.UsageError as wrong:
        return _failed(_with_help(wrong), WRONG_USE)
    except (click.Abort, KeyboardInterrupt):
        return _failed("Interrupted.", REFUSED)
    except BrokenPipeError:
        # Whoever read us (`| head`) has seen enough; what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except DayloomError as error:
        return _failed(_sentence(error), WRONG_USE if isinstance(error, Invalid) else REFUSED)
    except Exception as error:
        if os.environ.get("DAYLOOM_LOG_LEVEL") == "debug":
            raise
        said = " ".join(str(error).split())
        return _failed(
            f"Something unexpected went wrong ({type(error).__name__}: {said}); DAYLOOM_LOG_LEVEL=debug shows where.",
            REFUSED,
        )
    return code or 0


def _failed(sentence: str, code: int) -> int:
    click.echo(sentence, err=True)
    return code


def _with_help(wrong: click.UsageError) -> str:
    said = " ".join(wrong.format_message().split())
    path = wrong.ctx.command_path if wrong.ctx else "dayloom"
    return f"{said.rstrip('.?')}; see {path} --help."


def _sentence(error: DayloomError) -> str:
    from dayloom.http.wire_errors import sentence_of

    return sentence_of(error)
