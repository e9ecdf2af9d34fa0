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
from typing import Any

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
#: How what is ill-formed may be refused: also, before anybody has looked at it, as too large or as not served yet.
REFUSED = ["400", "401", "403", "404", "405", "409", "413", "415", "422", "501"]
#: What is not asked, and why.
NOT_ASKED = {
    "/organizations/{organization_id}/plan": "a plan with a limit would answer 402 to all the rest; tests/http has it",
    "/session": "signing out, and ten failed logins, would end the run; tests/auth has them",
}
Ids = dict[str, int]
#: Nobody's: the run must not revoke its own key.
NO_KEY = 2**53 - 1


def command(running: Running, key: str, folder: Path, options: Sequence[str]) -> list[str]:
    """The command line of one run."""
    described = _described(running, *(_ids(running, key, word) for word in ("Loom", "Wool")))
    description, config = folder / "openapi.json", folder / "schemathesis.toml"
    description.write_text(json.dumps(described), encoding="utf-8")
    statuses = {"not_a_server_error": FINE, "negative_data_rejection": REFUSED}
    lines = (f"[checks.{name}]\nexpected-statuses = {json.dumps(these)}\n" for name, these in statuses.items())
    config.write_text("".join(lines), encoding="utf-8")
    skipped = [word for path in NOT_ASKED for word in ("--exclude-path", path)]
    return [
        *(str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(config)),
        *("run", str(description), "--url", f"{running.url}/api", "-H", f"Authorization: Bearer {key}"),
        *("--exclude-checks", ",".join(CHECKS_OFF), "--no-color", "--continue-on-failure"),
        *skipped,
        *options,
    ]


def _described(running: Running, kept: Ids, spare: Ids) -> Any:
    """The served description, in which only these ids are right in a path: any other one must be refused.

    Those to be deleted are others, or the first DELETE would leave nothing to ask for.
    """
    told = running.call("GET", "/api/openapi.json").json()
    for method, operation in (one for path in told["paths"].values() for one in path.items()):
        ids = spare if method == "delete" else kept
        for parameter in operation.get("parameters", ()):
            if parameter.get("in") == "path" and parameter["name"] in ids:
                parameter["schema"] = {"type": "integer", "enum": [ids[parameter["name"]]]}
    return told


def _ids(running: Running, key: str, word: str) -> Ids:
    """Real ids for the paths, of new records that are called by this word."""
    mine = running.call("GET", "/api/users/me/settings", key=key).json()
    organization, workspace = mine["organization_id"], mine["current_workspace_id"]
    here, there = f"/api/organizations/{organization}/workspaces/{workspace}", f"/api/workspaces/{workspace}"
    named: dict[str, Any] = {"name": word}

    def make(path: str, body: dict[str, Any]) -> Any:
        return running.call("POST", path, body, key).json()

    task = make(f"{here}/tasks", named)["id"]
    start = {"start": "2026-03-02T10:00:00Z", "duration": 60}
    field = {"field_type": "select", "entity_type": "task", "options": [named]}
    made = make(f"{here}/custom-fields", {**named, **field})
    return {
        "organization_id": organization,
        "workspace_id": workspace,
        "user_id": running.call("GET", "/api/accounts/me", key=key).json()["user_account_id"],
        "api_key_id": NO_KEY,
        "task_id": task,
        "time_block_id": make(f"{here}/tasks/{task}/time-blocks", start)["id"],
        "time_entry_id": make(f"{here}/tasks/{task}/time-entries", start)["id"],
        "project_id": make(f"{here}/projects", named)["id"],
        "custom_field_id": made["id"],
        "option_id": made["options"][0]["id"],
        "ghost_id": make(f"{here}/ghosts", named)["id"],
        "group_id": make(
            f"/api/organizations/{organization}/groups", {**named, "organization_users": [], "workspaces": [workspace]}
        )["id"],
        "milestone_id": make(f"{there}/milestones", {**named, "due_date": "2026-03-02"})["id"],
        "saved_view_id": make(f"{there}/saved-views", {**named, "type": "board", "params": {}})["id"],
        **{
            f"{name}_id": make(f"{there}/{plural}", named)["id"]
            for name, plural in (("client", "clients"), ("tag", "tags"), ("status", "statuses"))
        },
    }


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
