"""The model: what there is, and who sees it. Plain Python over dictionaries, written from the rules of behaviour; it
imports nothing of the product. Instants are whole seconds, words are those of the wire.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["admin", "manager", "user"]
Json = dict[str, Any]
MOST_LEVELS = 5


class Refused(Exception):
    """A request that must be answered with one of these statuses, and change nothing."""

    def __init__(self, *statuses: int) -> None:
        super().__init__(*statuses)
        self.statuses = frozenset(statuses)


@dataclass(kw_only=True)
class Living:
    """What can be archived and deleted, and by which act it was."""

    id: int
    owner: int
    created: int = 0
    archived: int | None = None
    deleted: int | None = None


@dataclass(kw_only=True)
class Tag(Living):
    """Deleting it hides it at its records."""

    name: str


@dataclass(kw_only=True)
class Project(Living):
    """`members`: who is in it, and whether as a manager."""

    name: str
    private: bool = True
    billable: bool = False
    members: dict[int, bool] = field(default_factory=dict)


@dataclass(kw_only=True)
class Task(Living):
    """`private` is its own word, which counts only without a project and a parent."""

    name: str
    project_id: int | None = None
    parent_task_id: int | None = None
    position: int = 0
    done: bool = False
    private: bool = True
    billable: bool | None = None
    auto_log_time: bool | None = None
    estimated_mins: int | None = None
    assignee_user_ids: list[int] = field(default_factory=list)
    tag_ids: list[int] = field(default_factory=list)


@dataclass(kw_only=True)
class Block(Living):
    """Planned time."""

    task_id: int
    start: int
    duration: int | None = None
    completed: bool = False


@dataclass(kw_only=True)
class Entry(Living):
    """Tracked or planned time; `tag_ids` and `billable` of None inherit."""

    tracked_at: int
    task_id: int | None = None
    project_id: int | None = None
    time_block_id: int | None = None
    type: str = "activity"
    start: int | None = None
    duration: int | None = None
    planned_start: int | None = None
    planned_duration: int | None = None
    billable: bool | None = None
    tag_ids: list[int] | None = None

    @property
    def running(self) -> bool:
        """Started and not finished."""
        return self.start is not None and self.duration is None

    @property
    def real(self) -> bool:
        """Logged or running: more than a plan."""
        return self.start is not None or self.duration is not None

    @property
    def begin(self) -> int:
        """Where it lies."""
        if self.start is not None:
            return self.start
        planned = self.planned_start if self.duration is None else None
        return self.tracked_at if planned is None else planned

    def stop(self, at: int) -> None:
        """Finishes it, never below 0."""
        self.duration = max(0, at - (self.start or 0))

    def seconds(self, now: int) -> int:
        """Tracked time: a running entry adds what it ran, breaks and plans nothing."""
        if self.type == "break" or not self.real:
            return 0
        return max(0, now - (self.start or 0)) if self.duration is None else self.duration


@dataclass
class World:
    """Everything there is."""

    now: int
    roles: dict[int, Role]
    projects: dict[int, Project] = field(default_factory=dict)
    tasks: dict[int, Task] = field(default_factory=dict)
    blocks: dict[int, Block] = field(default_factory=dict)
    entries: dict[int, Entry] = field(default_factory=dict)
    tags: dict[int, Tag] = field(default_factory=dict)
    acts: int = 0

    def act(self) -> int:
        """A fresh mark for everything that one request archives or deletes."""
        self.acts += 1
        return self.acts

    # --- rights ------------------------------------------------------------------------------------

    def manages(self, who: int) -> bool:
        """Holds manage_projects, manage_time_entries, view_private_projects and delete_tags."""
        return self.roles[who] != "user"

    def sees_project(self, who: int, project: Project) -> bool:
        """A private project is seen by its creator, its members and whoever may see all."""
        return not project.private or self.manages(who) or who == project.owner or who in project.members

    def sees(self, who: int, task: Task) -> bool:
        """A private task is seen by its creator, its assignees and admins, and through its project."""
        private, project = self.privacy(task)
        if not private or self.roles[who] == "admin" or who == task.owner or who in task.assignee_user_ids:
            return True
        return project is not None and (self.manages(who) or who in project.members)

    def sees_time(self, who: int, record: Block | Entry) -> bool:
        """One's own; another's with manage_time_entries, where one sees its task."""
        if record.owner == who:
            return True
        task = self.tasks.get(record.task_id or 0)
        return self.manages(who) and (task is None or self.sees(who, task))

    def privacy(self, task: Task) -> tuple[bool, Project | None]:
        """Whether a task is private, and through which project it is seen: its project's, else its parent's word."""
        project = self.projects.get(task.project_id or 0)
        if project is not None and project.deleted is None:
            return project.private, project
        if task.parent_task_id is not None:
            return self.privacy(self.tasks[task.parent_task_id])
        return task.private, project

    # --- look-ups ----------------------------------------------------------------------------------

    def project_of(self, task: Task) -> Project | None:
        """The living project of a task."""
        project = self.projects.get(task.project_id or 0)
        return project if project is not None and project.deleted is None else None

    def living_tags(self, ids: Iterable[int]) -> list[int]:
        """Deleted tags are hidden."""
        return sorted(one for one in set(ids) if self.tags[one].deleted is None)

    def task(self, who: int, task_id: int | None, *, status: int = 404, deleted: bool = False) -> Task:
        """A visible task, else refused."""
        task = self.tasks.get(task_id or 0)
        if task is None or not self.sees(who, task) or (task.deleted is not None and not deleted):
            raise Refused(status)
        return task

    def project(self, who: int, project_id: int, *, deleted: bool = False) -> Project:
        """A visible project, else refused."""
        project = self.projects.get(project_id)
        if project is None or not self.sees_project(who, project) or (project.deleted is not None and not deleted):
            raise Refused(404)
        return project

    def children(self, task: Task) -> list[Task]:
        """Its direct sub-tasks, deleted ones too."""
        return [one for one in self.tasks.values() if one.parent_task_id == task.id]

    def family(self, task: Task, *, deleted: bool = False) -> list[Task]:
        """The task and everything below it."""
        if task.deleted is not None and not deleted:
            return []
        below = [self.family(child, deleted=deleted) for child in self.children(task)]
        return [task, *(one for family in below for one in family)]

    def chain(self, task: Task) -> list[Task]:
        """The task, its parent, up to the root. Refused for a cycle."""
        chain = [task]
        while (parent := chain[-1].parent_task_id) is not None:
            if any(one.id == parent for one in chain):
                raise Refused(400)
            chain.append(self.tasks[parent])
        return chain

    def height(self, task: Task) -> int:
        """How many levels its living family spans."""
        below = [self.height(child) for child in self.children(task) if child.deleted is None]
        return 1 + max(below, default=0)
