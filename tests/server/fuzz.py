"""schemathesis against a really started server: requests made from the description, and answers held against it.

`make fuzz` runs every phase for long; the suite runs a short one (test_fuzz.py). The paths lead into a real workspace
with real records, or nearly every request would end at the door.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.server.running import Environment, Running, dayloom, environment

EMAIL, PASSWORD = "ada@example.test", "correct horse battery"
#: What is not checked, and why.
CHECKS_OFF = {
    "positive_data_acceptance": "ids are made up, so what is well formed is rightly refused",
    "ignored_auth": "it wants a 401 each time, and after ten bad passwords in a row the answer is rightly a 429;"
    " tests/contract asks every operation without credentials",
}
#: A 501 is no fault of the server: it names what the description marks as not served yet. Any other 5xx is.
FINE = ["2xx", "3xx", "4xx", "501"]
#: What is not asked, and why.
NOT_ASKED = {
    "/session": "signing out, and ten failed logins, would end the run; tests/auth has them",
}
#: Nobody's: the run must not revoke its own key.
NO_KEY = 2**53 - 1


def command(running: Running, key: str, folder: Path, options: Sequence[str]) -> list[str]:
    """The command line of one run."""
    config = folder / "schemathesis.toml"
    config.write_text(_parameters(running, key), encoding="utf-8")
    skipped = [word for path in NOT_ASKED for word in ("--exclude-path", path)]
    return [
        *(str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(config)),
        *("run", f"{running.url}/api/openapi.json", "-H", f"Authorization: Bearer {key}"),
        *("--exclude-checks", ",".join(CHECKS_OFF), "--no-color", "--continue-on-failure"),
        *skipped,
        *options,
    ]


def _parameters(running: Running, key: str) -> str:
    """Real ids for the paths, in schemathesis' own format."""
    mine = running.call("GET", "/api/users/me/settings", key=key).json()
    organization, workspace = mine["organization_id"], mine["current_workspace_id"]
    here = f"/api/organizations/{organization}/workspaces/{workspace}"
    there = f"/api/workspaces/{workspace}"
    task = running.call("POST", f"{here}/tasks", {"name": "Spin"}, key).json()["id"]
    start = {"start": "2026-03-02T10:00:00Z", "duration": 60}
    ids = {
        "organization_id": organization,
        "workspace_id": workspace,
        "api_key_id": NO_KEY,
        "task_id": task,
        "time_block_id": running.call("POST", f"{here}/tasks/{task}/time-blocks", start, key).json()["id"],
        "time_entry_id": running.call("POST", f"{here}/tasks/{task}/time-entries", start, key).json()["id"],
        "project_id": running.call("POST", f"{here}/projects", {"name": "Autumn"}, key).json()["id"],
        **{
            f"{name}_id": running.call("POST", f"{there}/{plural}", {"name": "Wool"}, key).json()["id"]
            for name, plural in (("client", "clients"), ("tag", "tags"), ("status", "statuses"))
        },
    }
    paths = "".join(f'"path.{name}" = {value}\n' for name, value in ids.items())
    return f"[parameters]\n{paths}\n[checks.not_a_server_error]\nexpected-statuses = {json.dumps(FINE)}\n"


def fuzz(env: Environment, folder: Path, options: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """One run against a server of its own over an empty database."""
    made = json.loads(dayloom(env, "init", "--email", EMAIL, "--password", PASSWORD, "--json").stdout)
    with Running(env) as running:
        asked = command(running, made["api_key"], folder, options)
        return subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False)


def main(options: Sequence[str]) -> int:
    """`python -m tests.server.fuzz [options of schemathesis]`, on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        done = fuzz(environment(Path(folder) / "data"), Path(folder), options)
    sys.stdout.write(done.stdout + done.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
