"""The data sets, made once with `dayloom bench-data` and kept in an ignored folder (SQLite) or as databases whose name
begins with `dayloom_bench_` (PostgreSQL); made anew when the schema or their recipe has changed.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

import dayloom
from benchmarks.scales import Size

FOLDER = Path(__file__).parent / ".data"
#: The server of the databases.
POSTGRES = os.environ.get("DAYLOOM_TEST_POSTGRES_URL", "postgresql://127.0.0.1:5432/postgres")
PACKAGE = Path(dayloom.__file__).parent
#: What a data set depends on.
RECIPE = ("bench/*.py", "db/migrations/versions/*.py")


@dataclass(frozen=True)
class DataSet:
    """A filled database: how to open it, and the way in."""

    engine: str
    env: dict[str, str]
    organization_id: int
    workspace_id: int
    user_id: int
    key: str
    made_on: str

    def day(self, distance: int) -> str:
        """The calendar day so many days after it was made; its entries and dates lie before."""
        return str(date.fromisoformat(self.made_on) + timedelta(days=distance))

    @property
    def base(self) -> str:
        """The path of its workspace."""
        return f"/api/organizations/{self.organization_id}/workspaces/{self.workspace_id}"


def data_set(engine: str, size: Size) -> DataSet:
    """The data set on this engine, made now if it is not there."""
    folder = FOLDER / f"{engine}-{size.name}"
    card = folder / "made.json"
    wanted = {"recipe": _recipe(), "size": [size.tasks, size.entries, size.others]}
    if not card.exists() or json.loads(card.read_text())["wanted"] != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        env = _empty(engine, folder, size.name)
        made = _fill(env, size.tasks, size.entries, 1)
        if size.others:
            _fill(env, 1_000, 0, size.others)
        today = datetime.now(UTC).date().isoformat()
        card.write_text(json.dumps({"wanted": wanted, "env": env, "made": made, "made_on": today}))
    kept = json.loads(card.read_text())
    made = kept["made"]
    ids = made["organization_id"], made["workspace_ids"][0], made["user_id"]
    return DataSet(engine, kept["env"], *ids, made["api_key"], kept["made_on"])


def scratch(found: DataSet) -> DataSet:
    """A copy to write into, made afresh: the data sets themselves never change."""
    folder = FOLDER / f"{found.engine}-scratch"
    shutil.rmtree(folder, ignore_errors=True)
    if found.engine == "sqlite":
        shutil.copytree(found.env["DAYLOOM_DATA"], folder)
        env = {**found.env, "DAYLOOM_DATA": str(folder)}
    else:
        folder.mkdir(parents=True)
        url = found.env["DAYLOOM_DATABASE_URL"]
        env = _empty("postgresql", folder, "scratch", template=urlsplit(url).path.strip("/"))
    return replace(found, env=env)


def _recipe() -> str:
    files = sorted(file for pattern in RECIPE for file in PACKAGE.glob(pattern))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _empty(engine: str, folder: Path, name: str, template: str = "template1") -> dict[str, str]:
    if engine == "sqlite":
        return {"DAYLOOM_DATA": str(folder), "DAYLOOM_DATABASE_URL": ""}
    database = f"dayloom_bench_{name}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        # What parallel workers spend would be counted nowhere.
        connection.execute(f'ALTER DATABASE "{database}" SET max_parallel_workers_per_gather = 0')
    url = urlsplit(POSTGRES)._replace(path=f"/{database}").geturl()
    return {"DAYLOOM_DATA": str(folder), "DAYLOOM_DATABASE_URL": url}


def _fill(env: dict[str, str], tasks: int, entries: int, workspaces: int) -> dict[str, object]:
    sizes = ["--tasks", str(tasks), "--entries", str(entries), "--workspaces", str(workspaces)]
    command = [sys.executable, "-m", "dayloom", "bench-data", *sizes, "--json"]
    inherited = {**os.environ, "DAYLOOM_SQLITE_SYNC": "normal"}
    done = subprocess.run(command, env={**inherited, **env}, stdout=subprocess.PIPE, text=True, check=True)
    made: dict[str, object] = json.loads(done.stdout)
    return made
