"""`dayloom calendar`"""

import errno
import json
import os
import pty
import stat
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dayloom.calendar_sync import worker
from dayloom.cli.calendars import _allow
from dayloom.settings import Settings, load_settings
from tests.calendars.conftest import calendar, event, in_this_process
from tests.cli.conftest import Run
from tests.outside.listening import listening
from tests.server.running import Environment, Running, dayloom

ADA = ("--email", "ada@example.test")


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "in_process", in_this_process)


def test_a_file_is_connected_listed_synced_and_removed(run: Run, owner: Any, tmp_path: Path) -> None:
    file = tmp_path / "mill.ics"
    file.write_bytes(calendar(event()))
    made = run("calendar", "add", str(file), *ADA, "--json").json()
    (listed,) = run("calendar", "list", *ADA, "--json").json()
    assert (listed["name"], listed["provider"], listed["synced_at"]) == ("Mill", "ics", None)
    (synced,) = run("calendar", "sync", *ADA, "--json").json()
    assert (synced["synced_at"] is not None, synced["error"]) == (True, None)
    run("calendar", "remove", str(made["integration_id"]), *ADA)
    assert run("calendar", "list", *ADA).out == "There is no calendar.\n"


def test_removing_takes_tasks_and_their_blocks_along(env: Environment, owner: Any, tmp_path: Path) -> None:
    file = tmp_path / "mill.ics"
    today = datetime.now(UTC).strftime("%Y%m%dT090000Z")
    file.write_bytes(calendar(event("1", "Fitting", today)))
    made = json.loads(dayloom(env, "calendar", "add", str(file), *ADA, "--json").stdout)
    assert dayloom(env, "calendar", "sync", *ADA).returncode == 0
    place = f"/api/organizations/{owner['organization_id']}/workspaces/{owner['workspace_id']}"
    with Running(env) as server:
        blocks = f"{place}/time-blocks/stream?date_from=2020-01-01&date_to=2100-01-01"
        assert len(server.call("GET", blocks, key=owner["api_key"]).json()) == 1
        assert dayloom(env, "calendar", "remove", str(made["integration_id"]), *ADA).returncode == 0
        assert server.call("GET", blocks, key=owner["api_key"]).json() == []


def test_what_cannot_be_used_is_said(run: Run, owner: Any) -> None:
    said = run("calendar", "add", "http://10.0.0.1/a.ics", *ADA, code=2).err
    assert "10.0.0.1, which is not a public address; DAYLOOM_ALLOW_NETWORKS=10.0.0.1 would allow it" in said
    assert "no such connection with the id 7" in run("calendar", "remove", "7", *ADA, code=1).err


def test_what_is_no_file_to_read_is_said_in_a_sentence(
    run: Run, owner: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mill.ics"
    file.write_bytes(calendar(event()) + b"\0")
    missing = "no file here, nor an address with https://, http:// or webcal://"

    def refused(address: str) -> str:
        return run("calendar", "add", address, *ADA, code=2).err

    assert refused(f"{tmp_path}/") == f"{tmp_path}/ is a folder: name a calendar file.\n"
    assert refused(str(file)) == f"{file} is no calendar file: there are NUL bytes in it.\n"
    assert refused("mill.icx") == f"mill.icx is {missing}.\n"
    assert "cannot be read: file name too long." in refused("x" * 5000)
    assert "cannot be read: embedded null byte." in refused("a\0b")
    monkeypatch.setattr("dayloom.calendars.schemas.LARGEST_FILE", 1024 * 1024)
    file.write_bytes(b"x" * (1024 * 1024 + 1))
    assert refused(str(file)) == f"{file} is larger than 1 MiB.\n"

    def locked(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", locked)
    assert refused("mill.ics") == "mill.ics cannot be read: permission denied.\n"


def test_a_settings_file_of_ours_is_for_nobody_else(tmp_path: Path) -> None:
    _allow(Settings(data=tmp_path), "10.0.0.2")
    file = tmp_path / "dayloom.toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o640)
    _allow(Settings(data=tmp_path), "10.0.0.3")
    assert (stat.S_IMODE(file.stat().st_mode), file.read_text()) == (0o640, 'allow_networks = "10.0.0.3"\n')


def test_a_settings_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "dayloom.toml"
    file.write_text("port = 8001\n")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        _allow(Settings(data=tmp_path), "10.0.0.2")
    assert file.read_text() == "port = 8001\n"
    assert [one.name for one in tmp_path.iterdir()] == ["dayloom.toml"]


def test_at_a_terminal_it_offers_to_allow_an_address(env: Environment, owner: Any) -> None:
    with listening() as server:
        address = server.serves("/mill.ics", calendar(event()))
        command = [sys.executable, "-m", "dayloom", "calendar", "add", address, *ADA]
        ours, theirs = pty.openpty()
        with subprocess.Popen(command, env=env, stdin=theirs, stdout=theirs, stderr=theirs):
            os.close(theirs)
            said = b""
            while b"[y/N]" not in said:
                said += os.read(ours, 1024)
            os.write(ours, b"y\n")
            with suppress(OSError):  # the end of a terminal is an error
                while more := os.read(ours, 1024):
                    said += more
        os.close(ours)
    assert b"127.0.0.1, which is not a public address" in said
    assert b"The calendar was connected" in said
    assert 'allow_networks = "127.0.0.1"' in (Path(env["DAYLOOM_DATA"]) / "dayloom.toml").read_text()


def test_an_address_is_allowed_beside_others(tmp_path: Path) -> None:
    (tmp_path / "dayloom.toml").write_text('allow_networks = "10.0.0.1"\nport = 8001\n')
    _allow(Settings(data=tmp_path, allow_networks="10.0.0.1"), "10.0.0.2")
    found = load_settings({"DAYLOOM_DATA": str(tmp_path)})
    assert (found.allow_networks, found.port) == ("10.0.0.1,10.0.0.2", 8001)
