"""What requests do to the model's projects, tasks and tags. Each returns nothing and raises `Refused` instead.

A refused request may leave half of itself behind: whoever asks keeps a copy of the world.
"""

from collections.abc import Iterator, Mapping, Sequence

from tests.model.world import MOST_LEVELS, Block, Entry, Json, Living, Project, Refused, Task, World

#: What a PUT of a task resets.
TASK_DEFAULTS: Json = {
    "project_id": None,
    "parent_task_id": None,
    "position": 0,
    "done": False,
    "private": True,
    "billable": None,
    "auto_log_time": None,
    "estimated_mins": None,
    "assignee_user_ids": [],
    "tag_ids": [],
}
#: The entries that finished tasks make of their blocks: block id → entry id.
Logged = Mapping[int, int]

# --- projects and tags ----------------------------------------------------------------------------


def create_project(world: World, by: int, body: Json, ids: Iterator[int]) -> None:
    """Its creator is its first member, as a manager."""
    project = Project(id=next(ids), owner=by, created=world.now, members={by: True}, **body)
    world.projects[project.id] = project


def patch_project(world: World, by: int, project_id: int, body: Json) -> None:
    """Its tasks follow its privacy by themselves: the model works that out at each look."""
    _assign(_editable(world, by, project_id), body)


def _editable(world: World, by: int, project_id: int, *, deleted: bool = False) -> Project:
    project = world.project(by, project_id, deleted=deleted)
    if not (world.manages(by) or project.owner == by or project.members.get(by)):
        raise Refused(403)
    return project


def project_life(world: World, by: int, verb: str, project_id: int) -> None:
    """Archive, unarchive, delete, restore: a project goes alone; its tasks keep who sees them."""
    project = _editable(world, by, project_id, deleted=verb == "restore")
    if verb == "delete":
        for task in world.tasks.values():
            if task.project_id == project_id:
                task.private = project.private
    mark(world, verb, project)


def mark(world: World, verb: str, record: Living) -> None:
    """The four verbs on one record that goes alone."""
    fact = "archived" if "archive" in verb else "deleted"
    if verb in ("unarchive", "restore"):
        setattr(record, fact, None)
    elif getattr(record, fact) is None:
        setattr(record, fact, world.act())


def change_members(world: World, by: int, project_id: int, who: int, *, manager: bool | None) -> None:
    """Adds a member (or changes his role); None takes him out."""
    project = _editable(world, by, project_id)
    if manager is not None:
        project.members[who] = manager
    elif who not in project.members:
        raise Refused(400)
    else:
        del project.members[who]


def tag_life(world: World, by: int, verb: str, tag_id: int) -> None:
    """Everybody sees tags; deleting one needs a right."""
    tag = world.tags[tag_id]
    if tag.deleted is not None and verb == "delete":
        raise Refused(404)
    if not world.manages(by):
        raise Refused(403)
    mark(world, verb, tag)


# --- tasks: create, patch, replace ----------------------------------------------------------------


def create_tasks(world: World, by: int, items: Sequence[Json], ids: Iterator[int]) -> None:
    """One or many."""
    for body in items:
        _check_references(world, by, body)
    for body in items:
        place = body.get("position") or 0
        task = Task(id=next(ids), owner=by, created=world.now, **{**body, "position": 0})
        world.tasks[task.id] = task
        _check_family(world, task)
        _place(world, task, place)


def patch_tasks(world: World, by: int, changes: Sequence[tuple[int, Json]], logged: Logged) -> None:
    """One or many; a place is given to one alone."""
    tasks = [world.task(by, task_id) for task_id, _ in changes]
    for _, body in changes:
        _check_references(world, by, body)
    _write(world, [(task, body) for task, (_, body) in zip(tasks, changes, strict=True)], logged)


def replace_task(world: World, by: int, task_id: int, body: Json, logged: Logged) -> None:
    """What is left out returns to its default; a project or parent that the sender does not see stays."""
    task = world.task(by, task_id)
    _check_references(world, by, body)
    hidden: Json = {}
    project = world.project_of(task)
    if project is not None and not world.sees_project(by, project):
        hidden["project_id"] = project.id
    if task.parent_task_id is not None and not world.sees(by, world.tasks[task.parent_task_id]):
        hidden["parent_task_id"] = task.parent_task_id
    _write(world, [(task, {**TASK_DEFAULTS, **hidden, **body})], logged)


def _check_references(world: World, by: int, body: Json) -> None:
    if body.get("parent_task_id") is not None:
        world.task(by, body["parent_task_id"], status=400)
    project = world.projects.get(body.get("project_id") or 0)
    if project is not None and (project.deleted is not None or not world.sees_project(by, project)):
        raise Refused(400)
    if any(world.tags[one].deleted is not None for one in body.get("tag_ids") or ()):
        raise Refused(400)


def _check_family(world: World, task: Task) -> None:
    if len(world.chain(task)) - 1 + world.height(task) > MOST_LEVELS:
        raise Refused(400)


def _write(world: World, changes: Sequence[tuple[Task, Json]], logged: Logged) -> None:
    before = {task.id: (world.privacy(task)[0], task.done, task.parent_task_id, task.position) for task, _ in changes}
    for task, body in changes:
        _assign(task, {name: value for name, value in body.items() if name != "position"})
    for task, body in changes:
        was_private, _, parent, _ = before[task.id]
        if body.get("parent_task_id") is not None:
            _check_family(world, task)
        if "private" not in body:
            task.private = was_private  # what leaves its project or parent stays as private as it was
        if parent != task.parent_task_id:
            task.position = 0
        if "position" in body and body["position"] != task.position:
            _place(world, task, body["position"] or 0)
    finish(world, [task for task, _ in changes if task.done and not before[task.id][1]], logged)


def _place(world: World, task: Task, position: int) -> None:
    """A taken place and the unbroken run behind it move on by one."""
    task.position = position
    siblings = [
        one
        for one in world.tasks.values()
        if one.deleted is None and one.parent_task_id == task.parent_task_id and one.id != task.id
    ]
    taken = {one.position for one in siblings}
    if position and position in taken:
        last = position
        while last + 1 in taken:
            last += 1
        for one in siblings:
            one.position += position <= one.position <= last


def finish(world: World, done: Sequence[Task], logged: Logged) -> None:
    """What happens to tasks that come to a status of type `done`."""
    stop_tracking(world, done)
    for task in (one for one in done if one.auto_log_time):
        for block in [one for one in world.blocks.values() if one.task_id == task.id and one.deleted is None]:
            has_entry = any(one.time_block_id == block.id and one.deleted is None for one in world.entries.values())
            if has_entry or block.start + (block.duration or 0) > world.now:
                continue
            block.completed = True
            entry = Entry(
                id=logged.get(block.id, -block.id), owner=block.owner, created=world.now, tracked_at=world.now
            )
            entry.task_id, entry.time_block_id = task.id, block.id
            entry.start, entry.duration = block.start, block.duration or 0
            world.entries[entry.id] = entry


def stop_tracking(world: World, tasks: Sequence[Task]) -> None:
    """Everybody's running entries of these tasks stop now."""
    ids = {task.id for task in tasks}
    for entry in world.entries.values():
        if entry.running and entry.deleted is None and entry.task_id in ids:
            entry.stop(world.now)


def _assign(record: Living, body: Json) -> None:
    for name, value in body.items():
        setattr(record, name, value)


# --- tasks: the four verbs ------------------------------------------------------------------------


def task_life(world: World, by: int, verb: str, ids: Sequence[int]) -> None:
    """One or many tasks, with what hangs on them, in one act."""
    tasks = [world.task(by, one, deleted=verb == "restore") for one in ids]
    fact = "archived" if "archive" in verb else "deleted"
    if verb in ("archive", "delete"):
        _take(world, fact, [one for one in tasks if getattr(one, fact) is None])
        return
    marked = [(one, getattr(one, fact)) for one in tasks if getattr(one, fact) is not None]
    for task, _ in marked if verb == "restore" else ():
        parent = world.tasks.get(task.parent_task_id or 0)
        if parent is not None and parent.deleted is not None and parent.id not in ids:
            raise Refused(400)
    for task, act in marked:
        for record in _hanging_on(world, task):
            if getattr(record, fact) == act:
                setattr(record, fact, None)
    for task, _ in marked if verb == "restore" else ():
        _check_family(world, task)


def _take(world: World, fact: str, tasks: Sequence[Task]) -> None:
    act = world.act()
    families = [world.family(task) for task in tasks]
    stop_tracking(world, [one for family in families for one in family])
    for task in (one for family in families for one in family):
        time: list[Block | Entry] = [*world.blocks.values(), *world.entries.values()]
        for record in (task, *(one for one in time if one.task_id == task.id)):
            if record.deleted is None and getattr(record, fact) is None:
                setattr(record, fact, act)


def _hanging_on(world: World, task: Task) -> list[Living]:
    """The task, everything below it and the time of all that, deleted or not."""
    family = world.family(task, deleted=True)
    ids = {one.id for one in family}
    time: list[Living] = [one for one in world.blocks.values() if one.task_id in ids]
    return [*family, *time, *(one for one in world.entries.values() if one.task_id in ids)]
