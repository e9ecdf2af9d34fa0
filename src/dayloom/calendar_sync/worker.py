"""A process of its own that expands files: a rule that never ends takes this process, not the server.

`in_process` starts it; `python -m dayloom.calendar_sync.worker` is it.
"""

import resource
import subprocess
import sys

import msgspec

from dayloom.calendar_sync.schemas import Expanded, Span, Work

SECONDS, MEMORY = 20, 1024 * 1024 * 1024
#: How the process says that a file is none.
NO_CALENDAR = 3


class Unreadable(Exception):
    """A file cannot be read; the message is a sentence for its owner."""


def in_process(files: list[bytes], span: Span) -> Expanded:
    """The events of these files in a span. Raises Unreadable."""
    command = [sys.executable, "-m", "dayloom.calendar_sync.worker"]
    work = msgspec.msgpack.encode(Work(files, span))
    try:
        done = subprocess.run(command, input=work, capture_output=True, timeout=SECONDS + 5, check=False)
    except subprocess.TimeoutExpired:
        raise Unreadable(f"Its events could not be worked out within {SECONDS} seconds.") from None
    if done.returncode == NO_CALENDAR:
        raise Unreadable(done.stderr.decode(errors="replace").strip()[-300:])
    if done.returncode != 0:
        raise Unreadable("Its events could not be worked out: too many, or too much at once.")
    return msgspec.msgpack.decode(done.stdout, type=Expanded)


def main() -> int:
    """Reads work from the standard input and writes what came of it."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    from dayloom.calendar_sync.ics import NoCalendar, expand

    work = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Work)
    try:
        found = expand(work.files, work.span)
    except NoCalendar as error:
        sys.stderr.write(str(error))
        return NO_CALENDAR
    sys.stdout.buffer.write(msgspec.msgpack.encode(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
