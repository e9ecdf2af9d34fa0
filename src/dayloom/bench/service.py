"""Writing the data sets, in chunks of one transaction each."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from random import Random

from sqlalchemy import Table

from dayloom import journal
from dayloom.auth import keys, people
from dayloom.auth.roles import WORKSPACE_ROLES
from dayloom.bench.rules import LINGER, PEOPLE, TASKS_A_PROJECT, Row, Workspace, parents, shares
from dayloom.clients.tables import clients
from dayloom.context import Context
from dayloom.db.engine import Connection, Database
from dayloom.names import named
from dayloom.projects.tables import project_members, projects
from dayloom.statuses.queries import first_of_type
from dayloom.tags.tables import tags
from dayloom.tasks.linked import repeated
from dayloom.tasks.tables import task_assignees, task_tags, tasks
from dayloom.time_entries.tables import time_entries
from dayloom.users import service as users
from dayloom.workspaces import service as workspaces

#: The same data each time.
SEED = 2153
CHUNK = 20_000
TAGS = 30
CLIENTS = 20


@dataclass(frozen=True, slots=True)
class Made:
    """The way into the data set: its first person is an admin of each of the workspaces."""

    organization_id: int
    workspace_ids: list[int]
    user_id: int
    api_key: str


def fill(
    database: Database, now: datetime, *, tasks_each: int, entries_each: int, count: int, told: Callable[[int], None]
) -> Made:
    """New workspaces of this size, in an organization of their own; `told` hears how many rows have been written."""
    with database.write() as db:
        name = f"bench {db.new_id()}"
        user_ids = [
            users.create_user(db, f"{number}@{name.replace(' ', '')}.example", f"Person {number}", None, "UTC", now)
            for number in range(PEOPLE)
        ]
        organization_id = workspaces.create_organization(db, name, user_ids[0], now)
        _, api_key = keys.create_key(db, user_ids[0], "bench", now)
    made = []
    with database.driver.loading():
        for number in range(count):
            with database.write() as db:
                workspace_id = workspaces.create_workspace(db, organization_id, f"{name} {number}", now)
                for user_id in user_ids[1:]:
                    workspaces.add_member(db, workspace_id, user_id, WORKSPACE_ROLES["ws_user"], now)
            made.append(workspace_id)
            _Filling(database, workspace_id, organization_id, user_ids, now, told).fill(tasks_each, entries_each)
    return Made(organization_id, made, user_ids[0], api_key)


class _Filling:
    """One workspace while it is being filled."""

    def __init__(
        self,
        database: Database,
        workspace_id: int,
        organization_id: int,
        user_ids: list[int],
        now: datetime,
        told: Callable[[int], None],
    ) -> None:
        self._database = database
        self._workspace_id = workspace_id
        self._told = told
        self._chance = Random(SEED)  # noqa: S311 - made up data, no secret
        with database.write() as db:
            actor = people.actor_in_workspace(db, people.person(db, user_ids[0]), workspace_id, organization_id)
            ctx = Context(db, actor, now)
            status_ids = [first_of_type(ctx, kind) for kind in ("todo", "in_progress", "done")]
            stamps = {"created_at": now, "updated_at": now}
            owned = {**stamps, "toggl_user_id": user_ids[0]}
            tag_ids = self._insert(db, tags, _numbered("tag", TAGS, stamps))
            self._client_ids = self._insert(db, clients, _numbered("client", CLIENTS, owned))
            journal.flush(ctx)
        self._workspace = Workspace(self._chance, now, user_ids, status_ids, tag_ids)
        self._owned = owned

    def fill(self, task_count: int, entry_count: int) -> None:
        """Projects with their tasks, then the entries."""
        sizes = shares(task_count, max(1, task_count // TASKS_A_PROJECT))
        with self._database.write() as db:
            project_ids = self._projects(db, len(sizes))
            task_ids = db.new_ids(task_count)
        self._tasks(project_ids, sizes, task_ids)
        self._entries(task_ids, entry_count)

    def _projects(self, db: Connection, count: int) -> list[int]:
        flags = dict.fromkeys(
            ("private", "billable", "pinned", "auto_compute_estimates", "draft", "is_template"), False
        )
        open_to_all = {**self._owned, **flags, "completion_mode": "manual", "rollover_mode": "expire"}
        rows = _numbered("project", count, open_to_all)
        ids = self._insert(db, projects, [{**row, "client_id": self._chance.choice(self._client_ids)} for row in rows])
        common = {"workspace_id": self._workspace_id, "user_id": self._owned["toggl_user_id"], "manager": True}
        db.insert(project_members, [{**common, "project_id": one} for one in ids])
        return ids

    def _tasks(self, project_ids: Sequence[int], sizes: Sequence[int], task_ids: Sequence[int]) -> None:
        rows, made = self._task_rows(project_ids, sizes, task_ids), self._workspace
        while chunk := list(islice(rows, CHUNK)):
            whole = [(row, made.some_tags(), made.some_people()) for row in chunk]
            with self._database.write() as db:
                links = (repeated({"tag_ids": tag_ids, "assignee_user_ids": people}) for _, tag_ids, people in whole)
                self._insert(db, tasks, [{**row, **more} for row, more in zip(chunk, links, strict=True)])
                self._link(db, task_tags, "tag_id", [(row["id"], tag_ids) for row, tag_ids, _ in whole])
                self._link(db, task_assignees, "user_id", [(row["id"], people) for row, _, people in whole])
            self._told(len(chunk))

    def _task_rows(self, project_ids: Sequence[int], sizes: Sequence[int], task_ids: Sequence[int]) -> Iterator[Row]:
        """As they were made, the tasks of all projects mixed: so ids were handed out, and so the rows lie on disk."""
        made, count = self._workspace, len(task_ids)
        lives = [[(at, project) for at in made.lifetime(size, max(1, sizes[0]))] for project, size in enumerate(sizes)]
        above = [parents(self._chance, size) for size in sizes]
        so_far: list[list[int]] = [[] for _ in sizes]
        for number, (_, project) in enumerate(sorted(chain.from_iterable(lives))):
            parent = next(above[project])
            parent_id = None if parent is None else so_far[project][parent]
            so_far[project].append(task_ids[number])
            row = made.task(number, made.moment(number, count), project_ids[project], parent_id)
            yield {**row, "id": task_ids[number]}

    def _entries(self, task_ids: Sequence[int], count: int) -> None:
        for done in range(0, count if task_ids else 0, CHUNK):
            rows = [self._entry(task_ids, number, count) for number in range(done, min(done + CHUNK, count))]
            with self._database.write() as db:
                self._insert(db, time_entries, rows)
            self._told(len(rows))

    def _entry(self, task_ids: Sequence[int], number: int, count: int) -> Row:
        """One of a task that was made not long before it."""
        newest = len(task_ids) * number // count
        task_id = task_ids[max(0, newest - int(self._chance.expovariate(1 / LINGER) * len(task_ids)))]
        return self._workspace.entry(self._workspace.moment(number, count), task_id)

    def _link(self, db: Connection, table: Table, target: str, links: Sequence[tuple[int, list[int]]]) -> None:
        common = {"workspace_id": self._workspace_id}
        db.insert(table, [{**common, "task_id": one, target: other} for one, others in links for other in others])

    def _insert(self, db: Connection, table: Table, rows: Sequence[Row]) -> list[int]:
        """Rows with whatever they leave out null; those without an id get one."""
        new = db.new_ids(len(rows)) if rows and "id" not in rows[0] else [row["id"] for row in rows]
        blank: Row = {**dict.fromkeys(table.c.keys()), "workspace_id": self._workspace_id}
        names = [named(row["name"]) if "name" in row else {} for row in rows]
        db.insert(table, [{**blank, **row, **name, "id": one} for one, row, name in zip(new, rows, names, strict=True)])
        return new


def _numbered(what: str, count: int, common: Row) -> list[Row]:
    return [{**common, "name": f"{what} {number}"} for number in range(count)]
