"""What each person must see of the model's world: the fields of the wire that depend on who looks, and when."""

from tests.model.world import Block, Entry, Json, Project, Task, World

# --- projects -------------------------------------------------------------------------------------


def projects(world: World, who: int) -> list[Json]:
    """What the list shows, archived ones too."""
    return [
        _project(world, who, one)
        for one in sorted(world.projects.values(), key=lambda one: (one.name, one.id))
        if one.deleted is None and world.sees_project(who, one)
    ]


def _project(world: World, who: int, project: Project) -> Json:
    tasks = [one for one in world.tasks.values() if one.project_id == project.id and one.deleted is None]
    seen = [one for one in tasks if world.sees(who, one)]
    return {
        "id": project.id,
        "name": project.name,
        "private": project.private,
        "billable": project.billable,
        "archived": project.archived is not None,
        "total_tasks": len(seen),
        "task_estimated_mins": sum(one.estimated_mins or 0 for one in seen),
        "total_tracked_secs": sum(
            one.seconds(world.now)
            for one in world.entries.values()
            if one.deleted is None and _counted_in(world, who, one) == project.id
        ),
    }


def _counted_in(world: World, who: int, one: Entry) -> int | None:
    """The project that an entry counts in: its own, else its task's; not where somebody else's task is hidden."""
    seen = _seen_task(world, who, one)
    if one.task_id is not None and seen is None and one.owner != who:
        return None
    return one.project_id if one.project_id is not None or seen is None else seen.project_id


# --- tasks ----------------------------------------------------------------------------------------


def tasks(world: World, who: int, *, archived: bool | None = None) -> list[Json]:
    """What the list shows, in its order: by position, then the newest first."""
    found = [
        one
        for one in world.tasks.values()
        if one.deleted is None and world.sees(who, one) and archived in (None, one.archived is not None)
    ]
    return [task(world, who, one) for one in sorted(found, key=lambda one: (one.position, -one.created, -one.id))]


def family(world: World, who: int, task_id: int) -> list[int]:
    """The ids of `children`: the task, then its direct sub-tasks."""
    top = world.task(who, task_id)
    below = [one for one in world.children(top) if one.deleted is None and world.sees(who, one)]
    return [top.id, *(one.id for one in sorted(below, key=lambda one: (one.position, -one.created, -one.id)))]


def task(world: World, who: int, one: Task) -> Json:
    """A task with its aggregates."""
    project, parent = world.project_of(one), world.tasks.get(one.parent_task_id or 0)
    shown_parent = parent if parent is not None and world.sees(who, parent) else None
    below = [child for child in world.children(one) if child.deleted is None and world.sees(who, child)]
    default = project.billable if project is not None else False
    return {
        "id": one.id,
        "name": one.name,
        "project_id": project.id if project is not None and world.sees_project(who, project) else None,
        "parent_task_id": None if shown_parent is None else shown_parent.id,
        "parent_task_name": None if shown_parent is None else shown_parent.name,
        "position": one.position,
        "done": one.done,
        "private": world.privacy(one)[0],
        "billable": default if one.billable is None else one.billable,
        "auto_log_time": one.auto_log_time,
        "estimated_mins": one.estimated_mins,
        "assignee_user_ids": sorted(one.assignee_user_ids),
        "tag_ids": world.living_tags(one.tag_ids),
        "archived": one.archived is not None,
        "sub_task_total_count": len(below),
        "sub_task_done_count": sum(child.done for child in below),
        **_time_of(world, one),
    }


def _time_of(world: World, one: Task) -> Json:
    """The aggregates of a task's own time, whosever it is."""
    blocks = [block for block in world.blocks.values() if block.task_id == one.id and block.deleted is None]
    later = [block for block in blocks if block.start > world.now]
    entries = [entry for entry in world.entries.values() if entry.task_id == one.id and entry.deleted is None]
    return {
        "time_block_total_count": len(blocks),
        "time_block_completed_count": sum(block.completed for block in blocks),
        "time_block_scheduled_total_count": len(later),
        "time_block_scheduled_completed_count": sum(block.completed for block in later),
        "total_blocked_time": sum(block.duration or 0 for block in blocks),
        "total_scheduled_blocked_time": sum(block.duration or 0 for block in later),
        "time_entry_total_count": sum(entry.real for entry in entries),
        "total_tracked_time": sum(entry.seconds(world.now) for entry in entries),
    }


# --- time -----------------------------------------------------------------------------------------


def _seen_task(world: World, who: int, record: Block | Entry) -> Task | None:
    one = world.tasks.get(record.task_id or 0)
    return one if one is not None and one.deleted is None and world.sees(who, one) else None


def blocks(world: World, who: int, owner: int) -> list[Json]:
    """The blocks of a person, as somebody sees them."""
    found = [
        one for one in world.blocks.values() if one.owner == owner and one.deleted is None and world.sees_time(who, one)
    ]
    return [_block(world, who, one) for one in sorted(found, key=lambda one: (one.start, one.id))]


def _block(world: World, who: int, block: Block) -> Json:
    seen = _seen_task(world, who, block)
    linked = [one for one in world.entries.values() if one.time_block_id == block.id and one.deleted is None]
    return {
        "id": block.id,
        "task_id": block.task_id,
        "task_name": None if seen is None else seen.name,
        "start": block.start,
        "duration": block.duration,
        "completed": block.completed,
        "has_time_entry": bool(linked),
        "archived": block.archived is not None,
    }


def entries(world: World, who: int, owner: int) -> list[Json]:
    """The entries of a person, as somebody sees them, those without a task too."""
    found = [
        one
        for one in world.entries.values()
        if one.owner == owner and one.deleted is None and world.sees_time(who, one)
    ]
    return [entry(world, who, one) for one in sorted(found, key=lambda one: (one.begin, one.id))]


def entry(world: World, who: int, one: Entry) -> Json:
    """An entry with what it inherits from the task that the person sees."""
    seen = _seen_task(world, who, one)
    project_id = one.project_id if one.project_id is not None or seen is None else seen.project_id
    project = world.projects.get(project_id or 0)
    shown = project is not None and project.deleted is None and world.sees_project(who, project)
    tags = one.tag_ids if one.tag_ids is not None else [] if seen is None else seen.tag_ids
    block = world.blocks.get(one.time_block_id or 0)
    return {
        "id": one.id,
        "task_id": one.task_id,
        "task_name": None if seen is None else seen.name,
        "project_id": project_id if shown else None,
        "time_block_id": None if block is None or block.deleted is not None else block.id,
        "type": one.type,
        "start": one.start,
        "duration": one.duration,
        "planned_start": one.planned_start,
        "planned_duration": one.planned_duration,
        "billable": _default_billable(world, one, seen) if one.billable is None else one.billable,
        "billable_source": "task_default" if one.billable is None else "manual",
        "tag_ids": world.living_tags(tags),
        "archived": one.archived is not None,
    }


def _default_billable(world: World, one: Entry, seen: Task | None) -> bool:
    """The task's, which is its project's by default; without a task, that of the entry's own project."""
    if seen is not None and seen.billable is not None:
        return seen.billable
    project = world.projects.get((one if seen is None else seen).project_id or 0)
    return project is not None and project.deleted is None and project.billable
