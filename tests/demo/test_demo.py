"""`dayloom demo`: what it fills in, that it does so once, and that it can be taken away."""

import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dayloom import app as application
from dayloom.cli import demo as cli_demo
from dayloom.cli.admin import unmigrated
from dayloom.cli.demo import offer
from dayloom.settings import load_settings
from tests.cli.conftest import Run
from tests.client import Client
from tests.demo.dump import Dump, dump
from tests.environments import Stages
from tests.server.running import Environment, dayloom

KINDS = ("organizations", "users", "clients", "projects", "tasks", "time_blocks", "time_entries")


@dataclass(frozen=True)
class Filled:
    """What `dayloom demo` printed and left."""

    out: str
    rows: Dump

    @property
    def access(self) -> Any:
        """How to get in."""
        return json.loads(self.out)


@pytest.fixture
def filled(run: Run, env: Environment, stages: Stages) -> Filled:
    """A database with the demo."""
    return stages.set(env, "demo", lambda: Filled(run("demo", "--json").out, dump(env)))


def seen(access: Any, path: str, **query: Any) -> Any:
    """What the demo's owner reads over the API."""
    settings = load_settings()
    with unmigrated(settings) as database:
        app = application.build(settings, database)
        client = Client(app, access["api_key"], access["organization_id"], access["workspace_id"])
        return client.get(path, **query)


def test_it_is_a_small_studio_in_full_swing(filled: Filled) -> None:
    rows = filled.rows
    counts = {name: len(rows[name]) for name in KINDS}
    assert (counts["users"], counts["projects"], counts["clients"], counts["tasks"]) == (3, 6, 3, 120)
    assert counts["time_blocks"] > 100
    assert counts["time_entries"] > 50
    assert sum(task["parent_task_id"] is not None for task in rows["tasks"]) >= 40
    assert len({task["status_id"] for task in rows["tasks"]}) == 4
    running = [entry for entry in rows["time_entries"] if entry["duration"] is None]
    assert [entry["id"] for entry in running] == [seen(filled.access, "{OW}/tracking/current")["id"]]


def test_days_are_lived_in_the_peoples_zones(filled: Filled) -> None:
    rows = filled.rows
    zones = {user["id"]: ZoneInfo(user["timezone"]) for user in rows["users"]}
    assert len(set(zones.values())) == 3
    days = set()
    for block in rows["time_blocks"]:
        start = datetime.fromtimestamp(block["start"], zones[block["toggl_user_id"]])
        assert start.weekday() < 5
        assert 9 <= start.hour < 18
        days.add(start.date())
    assert timedelta(days=14) < max(days) - min(days) <= timedelta(days=20)


def test_plan_and_actual_differ_but_nobody_is_in_two_places(filled: Filled) -> None:
    rows = filled.rows
    blocks = {block["id"]: block for block in rows["time_blocks"]}
    logged = [entry for entry in rows["time_entries"] if entry["time_block_id"] is not None]
    assert all(blocks[entry["time_block_id"]]["task_id"] == entry["task_id"] for entry in logged)
    assert sum(blocks[entry["time_block_id"]]["duration"] != entry["duration"] for entry in logged) > len(logged) / 2
    people = Counter(entry["toggl_user_id"] for entry in rows["time_entries"])
    assert len(people) == 3
    for person in people:
        mine = sorted((one["start"], one["end_at"]) for one in rows["time_entries"] if one["toggl_user_id"] == person)
        assert all(end <= start for (_, end), (start, _) in pairwise(mine))


def test_all_that_was_tracked_is_whole_minutes_whose_sums_add_up(filled: Filled) -> None:
    for entry in filled.rows["time_entries"]:
        assert (entry["start"] % 60, (entry["duration"] or 0) % 60) == (0, 0)


def test_history_tells_of_days_gone_by_and_changes_have_no_gap(filled: Filled) -> None:
    rows = filled.rows
    numbers = sorted(change["change_no"] for change in rows["changes"])
    assert numbers == list(range(1, len(numbers) + 1))
    assert len({line["at"] for line in rows["history"]}) > 20


def test_tasks_were_done_one_after_the_other(filled: Filled) -> None:
    rows = filled.rows
    done = {status["id"] for status in rows["statuses"] if status["type"] == "done"}
    assert len({task["status_updated_at"] for task in rows["tasks"] if task["status_id"] in done}) > 10


def test_a_second_run_changes_no_row_and_prints_the_same(run: Run, env: Environment, filled: Filled) -> None:
    assert run("demo", "--json").out == filled.out
    assert dump(env) == filled.rows


def test_its_logins_work_and_only_the_owner_of_the_file_reads_them(env: Environment, filled: Filled) -> None:
    access = filled.access
    file = Path(env["DAYLOOM_DATA"]) / "demo.json"
    assert file.stat().st_mode & 0o777 == 0o600
    assert json.loads(file.read_text()).items() <= access.items()
    settings = load_settings()
    with unmigrated(settings) as database:
        client = Client(application.build(settings, database))
        for login in access["logins"]:
            signed_in = client.post("/session", {"email": login["email"], "password": login["password"]}, expect=201)
            assert signed_in["user"]["name"] == login["name"]


def test_people_read_address_logins_and_key(run: Run) -> None:
    first, *logins, key = run("demo").out.splitlines()
    assert first.startswith("The demo is at http://127.0.0.1:8000 (organization ")
    assert len(logins) == 3
    assert key.startswith("  API key toggl_sk_")


def test_removing_it_leaves_nothing(run: Run, env: Environment) -> None:
    run("migrate")
    before = dump(env)
    run("demo")
    assert run("demo", "--remove").out == "The demo was removed.\n"
    after = dump(env)
    assert {name for name in after if after[name] != before[name]} <= {"id_blocks"}
    assert not (Path(env["DAYLOOM_DATA"]) / "demo.json").exists()
    assert run("demo", "--remove", code=1).err == "There is no such demo in this database.\n"


def test_removing_it_leaves_everybody_elses_work(run: Run, env: Environment, init: Any) -> None:
    before = dump(env)
    access = run("demo", "--json").json()
    run("user", "add", "--email", "ada@example.test", "--workspace", str(access["workspace_id"]))
    run("demo", "--remove")
    after = dump(env)
    assert {name for name in after if after[name] != before[name]} <= {"id_blocks"}


def test_an_instance_in_use_is_left_alone_where_it_is_only_offered(
    run: Run, env: Environment, init: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    before, settings = dump(env), load_settings()
    with unmigrated(settings) as database:
        offer(database, settings)
    assert capsys.readouterr().out == "This instance has people of its own; no demo was added.\n"
    assert dump(env) == before


def test_init_beside_the_demo_says_how_to_make_room(run: Run, filled: Filled) -> None:
    assert "`dayloom demo --remove`" in run("init", "--email", "ada@example.test", code=1).err


def test_two_at_once_make_one_demo(env: Environment) -> None:
    with ThreadPoolExecutor(2) as both:
        done = list(both.map(lambda _: dayloom(env, "demo", "--json"), range(2)))
    assert [one.returncode for one in done] == [0, 0], done[0].stderr + done[1].stderr
    assert done[0].stdout == done[1].stdout


def test_the_logins_of_another_database_are_kept(
    run: Run, sqlite_env: Environment, tmp_path: Path, new_postgres: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = sqlite_env["DAYLOOM_DATA"]
    monkeypatch.setenv("DAYLOOM_DATABASE_URL", new_postgres())
    access = run("demo", "--json").out
    monkeypatch.setenv("DAYLOOM_DATABASE_URL", new_postgres())
    said = run("demo", code=1).err
    assert said.startswith(f"{ours}/demo.json holds the logins of a demo in another database: ")
    run("demo", "--remove", code=1)
    assert json.loads((Path(ours) / "demo.json").read_text()).items() <= json.loads(access).items()


@pytest.mark.parametrize("env", ["postgres"], indirect=True)
@pytest.mark.parametrize("at_once", [False, True], ids=["later", "at once"])
def test_two_data_directories_share_a_demo_whose_logins_are_in_the_first(
    run: Run, env: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    run("demo")
    before = dump(env)
    if at_once:  # it looks before the other has filled the demo, and comes to fill it after that
        states = iter(["empty"])
        looks = cli_demo._state
        monkeypatch.setattr(cli_demo, "_state", lambda database: next(states, None) or looks(database))
    monkeypatch.setenv("DAYLOOM_DATA", str(tmp_path / "other"))
    said = run("demo").out
    assert f"but its logins are not in {tmp_path}/other/demo.json: they are in the data directory that it was" in said
    after = dump(env)
    assert {name for name in after if after[name] != before[name]} <= {"id_blocks"}
    assert not (tmp_path / "other" / "demo.json").exists()


def test_a_revoked_key_is_still_known_as_the_demos(run: Run, filled: Filled) -> None:
    first = run("demo").out
    (key,) = run("key", "list", "--email", "mira@demo.example", "--json").json()
    run("key", "revoke", str(key["id"]), "--email", "mira@demo.example")
    assert run("demo").out == first


@pytest.mark.parametrize("text", [None, "{", '{"logins": []}'])
def test_lost_logins_are_no_failure(run: Run, env: Environment, filled: Filled, text: str | None) -> None:
    file = Path(env["DAYLOOM_DATA"]) / "demo.json"
    file.unlink()
    if text is not None:
        file.write_text(text)
    assert "its logins are not in" in run("demo").out
    assert run("demo", "--json").json()["api_key"] is None
