"""Filling the demo, through the services, and taking it away again."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from dayloom import journal
from dayloom.auth import keys, people
from dayloom.auth.roles import WORKSPACE_ROLES
from dayloom.clients import service as clients
from dayloom.clients.schemas import ClientInput
from dayloom.context import Context
from dayloom.db.engine import Connection
from dayloom.demo import story
from dayloom.demo.rules import STEP, Planned, TaskLine, Tracked, plan, task_lines, track, workdays
from dayloom.fields import UNSET, Color, Day, Moment, Name
from dayloom.projects import members
from dayloom.projects import service as projects
from dayloom.projects.schemas import MembersAdd, ProjectInput
from dayloom.statuses.queries import first_of_type
from dayloom.tags import service as tags
from dayloom.tags.schemas import TagInput
from dayloom.tasks import service as tasks
from dayloom.tasks.schemas import TaskCreate, TaskPatchItem
from dayloom.time_blocks import service as time_blocks
from dayloom.time_blocks.schemas import TimeBlockItem, TimeBlockPatchItem
from dayloom.time_entries import service as time_entries
from dayloom.time_entries import tracking
from dayloom.time_entries.schemas import TrackingStart
from dayloom.users import service as users
from dayloom.workspaces import service as workspaces

#: The same story every time.
SEED = 1801
OLD = timedelta(days=25)
RUNNING_FOR = timedelta(minutes=37)
#: Tasks are this far apart, so that one can be put between two.
GAP = 1024


@dataclass(frozen=True, slots=True)
class Filled:
    """What was made: ids, and a key of the owner."""

    organization_id: int
    workspace_id: int
    user_ids: list[int]
    api_key: str


@dataclass(frozen=True, slots=True)
class _Task:
    id: int
    assignees: tuple[int, ...]
    state: str
    #: How long it will really take.
    minutes: float


def fill(db: Connection, now: datetime, password_hashes: Sequence[str]) -> Filled:
    """A demo organization with its people, who get these passwords, in the order of the story."""
    began = now - OLD
    user_ids = [
        users.create_user(db, one.email, one.name, hashed, one.timezone, began)
        for one, hashed in zip(story.PEOPLE, password_hashes, strict=True)
    ]
    organization_id = workspaces.create_organization(db, story.ORGANIZATION, user_ids[0], began, demo=True)
    workspace_id = workspaces.create_workspace(db, organization_id, story.WORKSPACE, began)
    for one, user_id in list(zip(story.PEOPLE, user_ids, strict=True))[1:]:
        workspaces.add_member(db, workspace_id, user_id, WORKSPACE_ROLES[one.role], began)
    studio = _Studio(db, organization_id, workspace_id, user_ids, now)
    made = studio.furnish(began)
    studio.work(made)
    _, api_key = keys.create_key(db, user_ids[0], "demo", now)
    return Filled(organization_id, workspace_id, user_ids, api_key)


class _Studio:
    """The people at work: everything below is done by one of them, at a time that may have gone by."""

    def __init__(
        self, db: Connection, organization_id: int, workspace_id: int, user_ids: list[int], now: datetime
    ) -> None:
        self._db = db
        self._user_ids = user_ids
        self._now = now
        self._last_tracked: dict[int, datetime] = {}
        #: Task → minutes that are neither tracked nor planned for later.
        self._left: dict[int, float] = {}
        self._chance = Random(SEED)  # noqa: S311 - a story, no secret
        self._actors = [
            people.actor_in_workspace(db, people.person(db, user_id), workspace_id, organization_id)
            for user_id in user_ids
        ]

    @contextmanager
    def _acting(self, person: int, at: datetime) -> Iterator[Context]:
        """One request's worth of work by this person; what lies ahead is done now."""
        ctx = Context(self._db, self._actors[person], min(at, self._now))
        yield ctx
        journal.flush(ctx)

    # --- what there is ----------------------------------------------------------------------------

    def furnish(self, began: datetime) -> list[_Task]:
        """Clients, tags, projects and tasks."""
        with self._acting(0, began) as ctx:
            client_ids = {name: clients.create(ctx, ClientInput(name=Name(name))) for name in story.CLIENTS}
            tag_ids = {
                name: tags.create(ctx, TagInput(name=Name(name), color=Color(color)))
                for name, color in story.TAGS.items()
            }
        made: list[_Task] = []
        for number, project in enumerate(story.PROJECTS):
            with self._acting(number % 2, began + timedelta(hours=number + 1)) as ctx:
                project_id = self._project(ctx, project, client_ids)
                made += self._tasks(ctx, project, project_id, tag_ids, len(made))
        return made

    def _project(self, ctx: Context, project: story.ProjectInStory, client_ids: Mapping[str, int]) -> int:
        project_id = projects.create(
            ctx,
            ProjectInput(
                name=Name(project.name),
                color=Color(project.color),
                client_id=client_ids[project.client],
                private=project.private,
                billable=project.billable,
            ),
        )
        team = self._user_ids[:2] if project.private else self._user_ids
        members.add(ctx, project_id, MembersAdd(user_ids=[one for one in team if one != ctx.actor.user_id]))
        return project_id

    def _tasks(
        self, ctx: Context, project: story.ProjectInStory, project_id: int, tag_ids: Mapping[str, int], before: int
    ) -> list[_Task]:
        lines, made = list(task_lines(project.tasks)), list[_Task]()
        parent_id = 0
        for number, line in enumerate(lines):
            state = _state(number, len(lines))
            assignees = self._assignees(project.private)
            new = self._task(line, state, (before + number + 1) * GAP)
            task_id = tasks.create(
                ctx,
                TaskCreate(
                    **new,
                    project_id=project_id,
                    tag_ids=[tag_ids[name] for name in line.tags],
                    assignee_user_ids=[self._user_ids[one] for one in assignees],
                    parent_task_id=parent_id if line.level else UNSET,
                ),
            )
            parent_id = parent_id if line.level else task_id
            made.append(_Task(task_id, assignees, state, self._takes(line)))
        return made

    def _task(self, line: TaskLine, state: str, position: int) -> dict[str, Any]:
        chance, today = self._chance, self._now.date()
        new: dict[str, Any] = {"name": Name(line.name), "position": position, "pinned": chance.random() < 0.04}
        new["priority"] = chance.choice(("none", "none", "low", "medium", "high"))
        if line.estimated_mins is not None:
            new["estimated_mins"] = line.estimated_mins
        if chance.random() < 0.5:
            first = today + timedelta(days={"done": -12, "in_progress": -3}.get(state, 2) + chance.randint(0, 6))
            last = first + timedelta(days=chance.randint(0, 5))
            new |= {"start_date": Day(first), "end_date": Day(last)}
        if state == "in_progress" and chance.random() < 0.3:
            new["priority_at"] = Day(today)
        return new

    def _takes(self, line: TaskLine) -> float:
        """More or less what was estimated."""
        return (line.estimated_mins or STEP) * story.SURPRISES.get(line.name, self._chance.uniform(0.85, 1.1))

    def _assignees(self, private: bool) -> tuple[int, ...]:
        team = range(2) if private else range(len(self._user_ids))
        return tuple(sorted(self._chance.sample(team, 2 if self._chance.random() < 0.15 else 1)))

    # --- what was and will be done ----------------------------------------------------------------

    def work(self, made: Sequence[_Task]) -> None:
        """Three weeks of days, as far as they have gone, and the timer that runs."""
        self._left = {one.id: one.minutes for one in made}
        for state in ("in_progress", "blocked"):
            self._set_status(state, [one.id for one in made if one.state == state], self._now - OLD / 2)
        for day in workdays(self._now.date()):
            for person in range(len(self._user_ids)):
                self._day(person, day, made)
        # Before the first day with a plan, where nothing was tracked.
        ends = {one.id: self._last_tracked.get(one.id, self._now - OLD / 2) for one in made if one.state == "done"}
        for task_id in sorted(ends, key=lambda task_id: ends[task_id]):
            self._set_status("done", [task_id], ends[task_id])
        with self._acting(0, self._now) as ctx:
            task_id = next(one.id for one in made if one.state == "in_progress" and 0 in one.assignees)
            start = _moment(self._now.replace(second=0, microsecond=0) - RUNNING_FOR)
            tracking.start(ctx, TrackingStart(task_id=task_id, start=start))

    def _set_status(self, state: str, task_ids: Sequence[int], at: datetime) -> None:
        with self._acting(0, at) as ctx:
            status_id = first_of_type(ctx, state)
            tasks.patch_many(ctx, [TaskPatchItem(id=task_id, status_id=status_id) for task_id in task_ids])

    def _day(self, person: int, day: date, made: Sequence[_Task]) -> None:
        """Blocks in the morning, entries in the evening."""
        zone = self._actors[person].zone
        states = ("done", "in_progress") if day < self._now.date() else ("in_progress", "todo")
        mine = [one.id for state in states for one in made if person in one.assignees and one.state == state]
        planned = plan(day, zone, {task_id: self._left[task_id] for task_id in mine}, self._chance)
        morning = datetime.combine(day, time(8), zone)
        with self._acting(person, morning) as ctx:
            blocks = [
                TimeBlockItem(task_id=one.task, start=_moment(one.start), duration=one.duration) for one in planned
            ]
            block_ids = time_blocks.create_many(ctx, blocks)
        until = self._now - RUNNING_FOR - timedelta(minutes=5)
        tracked = track(planned, until, self._chance)
        self._spend(planned, tracked, until)
        if tracked:
            with self._acting(person, max(morning, *(one.end for one in tracked))) as ctx:
                self._write_entries(ctx, tracked, [one.task for one in planned], block_ids)

    def _spend(self, planned: Sequence[Planned], tracked: Sequence[Tracked], until: datetime) -> None:
        """What was tracked needs no plan any more, nor what is planned for later; what was dropped does."""
        for block in planned:
            if block.start >= until:
                self._left[block.task] -= block.duration / 60
        for one in tracked:
            if one.block is not None:
                self._left[planned[one.block].task] -= one.duration / 60

    def _write_entries(
        self, ctx: Context, tracked: Sequence[Tracked], task_ids: Sequence[int], block_ids: Sequence[int]
    ) -> None:
        rows: list[dict[str, Any]] = []
        for one in tracked:
            row = {"task_id": None, "start": one.start, "duration": one.duration, "type": one.kind}
            if one.block is not None:
                row |= {"task_id": task_ids[one.block], "time_block_id": block_ids[one.block]}
                row["description"] = self._chance.choice(story.REMARKS) or None
                self._last_tracked[task_ids[one.block]] = one.end
            elif one.kind == "activity":
                row["description"] = self._chance.choice(story.INTERRUPTIONS)
            rows.append(row)
        time_entries.create_rows(ctx, rows)
        kept = [block_ids[one.block] for one in tracked if one.block is not None]
        if kept:
            time_blocks.patch_many(ctx, [TimeBlockPatchItem(id=block_id, completed=True) for block_id in kept])


def _state(number: int, of: int) -> str:
    """A project's list is worked on from the top; one task is stuck."""
    part = number / of
    if part < 0.4:
        return "done"
    return "in_progress" if part < 0.6 else "blocked" if part - 1 / of < 0.6 else "todo"


def _moment(at: datetime) -> Moment:
    return Moment.fromtimestamp(at.timestamp(), UTC)
