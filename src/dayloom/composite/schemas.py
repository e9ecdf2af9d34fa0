"""A task or a project on the wire together with what begins with it."""

from typing import Annotated

import msgspec
from msgspec import Meta

from dayloom.allocations.schemas import Allocation, AllocationInput
from dayloom.fields import UNSET, Id, Input, Maybe
from dayloom.milestones.schemas import Milestone, MilestoneInput
from dayloom.projects.schemas import MembersAdd, Project, ProjectInput
from dayloom.rates.schemas import DatedRate, NewProjectRate, NewRate, ProjectRate
from dayloom.tasks.schemas import Task, TaskCreate
from dayloom.time_blocks.schemas import TimeBlock, TimeBlockInput
from dayloom.time_entries.schemas import TimeEntry, TimeEntryReplace

MOST = 1_000


class FirstTask(TaskCreate, frozen=True, kw_only=True):
    """The task itself. No task joins a series, so `recurring_task_id` can only be null."""

    recurring_task_id: Maybe[Id] = UNSET


class FirstEntry(TimeEntryReplace, frozen=True, kw_only=True):
    """An entry of the new task, perhaps with a new block that it carries."""

    time_block: Maybe[TimeBlockInput] = UNSET


class TaskWithParts(Input, frozen=True, kw_only=True):
    """The body of `composite/tasks`. Sub-tasks are below the task, whatever their `parent_task_id` says."""

    task: FirstTask
    subtasks: Maybe[Annotated[list[TaskCreate], Meta(max_length=MOST)]] = UNSET
    time_blocks: Maybe[Annotated[list[TimeBlockInput], Meta(max_length=MOST)]] = UNSET
    time_entry: Maybe[FirstEntry] = UNSET
    estimate_allocations: Maybe[Annotated[list[AllocationInput], Meta(max_length=MOST)]] = UNSET


class CreatedTask(msgspec.Struct, frozen=True):
    """What was made. The block of the entry is the last of the blocks."""

    task: Task
    subtasks: list[Task]
    time_blocks: list[TimeBlock]
    time_entry: TimeEntry | None
    estimate_allocations: list[Allocation]


class ProjectWithParts(Input, frozen=True, kw_only=True):
    """The body of `composite/projects`. `rates` and `billable_rates` are two spellings of the project's own rates;
    milestones are of the project, whatever others they are of.
    """

    project: ProjectInput
    members: Maybe[MembersAdd] = UNSET
    milestones: Maybe[Annotated[list[MilestoneInput], Meta(max_length=MOST)]] = UNSET
    rates: Maybe[Annotated[list[NewProjectRate], Meta(max_length=MOST)]] = UNSET
    billable_rates: Maybe[Annotated[list[NewRate], Meta(max_length=MOST)]] = UNSET


class CreatedProject(msgspec.Struct, frozen=True):
    """What was made."""

    project: Project
    milestones: list[Milestone]
    rates: list[ProjectRate]
    billable_rates: list[DatedRate]
