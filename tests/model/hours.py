"""What requests do to the model's time blocks and time entries, the timer among them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.model.plans import mark
from tests.model.world import Block, Entry, Json, Refused, World

ENTRY_DEFAULTS: Json = dict.fromkeys(("start", "duration", "planned_start", "planned_duration", "tag_ids"))

# --- time blocks ----------------------------------------------------------------------------------


def create_blocks(world: World, by: int, items: Sequence[Json], ids: Iterator[int]) -> None:
    """One under its task's path, or many."""
    for body in items:
        world.task(by, body["task_id"], status=404 if len(items) == 1 else 400)
    for body in items:
        block = Block(id=next(ids), owner=by, created=world.now, **body)
        world.blocks[block.id] = block


def _block(world: World, by: int, block_id: int, *, alone: bool, deleted: bool = False) -> Block:
    """A visible block; one that is named alone is reached through its task, which must be there too."""
    block = world.blocks[block_id]
    if alone:
        world.task(by, block.task_id)
    if not world.sees_time(by, block) or (block.deleted is not None and not deleted):
        raise Refused(404)
    return block


def patch_blocks(world: World, by: int, changes: Sequence[tuple[int, Json]]) -> None:
    """One or many; a block that moves to another task takes its entries along."""
    blocks = [_block(world, by, block_id, alone=len(changes) == 1) for block_id, _ in changes]
    for _, body in changes:
        if "task_id" in body:
            world.task(by, body["task_id"], status=400)
    for block, (_, body) in zip(blocks, changes, strict=True):
        for name, value in body.items():
            setattr(block, name, value)
        for entry in world.entries.values():
            if entry.time_block_id == block.id and "task_id" in body:
                entry.task_id = body["task_id"]


def block_life(world: World, by: int, verb: str, ids: Sequence[int]) -> None:
    """Blocks go alone: their entries stay."""
    for block in [_block(world, by, one, alone=len(ids) == 1, deleted=verb == "restore") for one in ids]:
        mark(world, verb, block)


# --- time entries ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Before:
    """What an entry was, for the rules that look at it."""

    finished: bool
    time_block_id: int | None


def create_entries(world: World, by: int, items: Sequence[Json], ids: Iterator[int], *, bulk: bool) -> None:
    """One for a task or without one, or many."""
    wrong: list[int] = []
    made: list[Entry] = []
    for body in items:
        values = dict(body)
        owner = values.pop("user_id", by)
        if not _names_a_task(world, by, values):
            wrong.append(400 if bulk else 404)
        if owner != by:
            wrong += _on_behalf(world, by, owner, values.get("task_id"))
        wrong += _wrong_references(world, by, values)
        made.append(Entry(id=next(ids), owner=owner, created=world.now, **{"tracked_at": world.now, **values}))
        wrong += _wrong_entry(world, made[-1], None)
    _settle(world, made, wrong)
    world.entries |= {entry.id: entry for entry in made}


def _names_a_task(world: World, by: int, body: Json) -> bool:
    task = world.tasks.get(body.get("task_id") or 0)
    return task is None or (task.deleted is None and world.sees(by, task))


def _on_behalf(world: World, by: int, owner: int, task_id: int | None) -> list[int]:
    if not world.manages(by):
        return [403]
    task = world.tasks.get(task_id or 0)
    return [] if task is None or world.sees(owner, task) else [400]


def _wrong_references(world: World, by: int, body: Json) -> list[int]:
    project = world.projects.get(body.get("project_id") or 0)
    hidden = project is not None and (project.deleted is not None or not world.sees_project(by, project))
    gone = any(world.tags[one].deleted is not None for one in body.get("tag_ids") or ())
    return [400] if hidden or gone else []


def _wrong_entry(world: World, entry: Entry, before: Before | None) -> list[int]:
    """What must hold for the entry that results."""
    if entry.start is None and entry.duration is None and entry.planned_start is None:
        return [400]
    if before is not None and before.finished and entry.duration is None:
        return [400]
    if entry.time_block_id is None:
        return []
    block = world.blocks[entry.time_block_id]
    held = before is not None and before.time_block_id == block.id
    mine = (block.task_id, block.owner) == (entry.task_id, entry.owner)
    return [] if mine and (held or block.deleted is None) else [400]


def _settle(world: World, entries: Sequence[Entry], wrong: Sequence[int]) -> None:
    """One of a person runs at a time: whoever starts stops the other one, at the new one's start."""
    starting = [one for one in entries if one.running]
    if wrong or len({one.owner for one in starting}) < len(starting):
        raise Refused(*wrong or (400,))
    named = {one.id for one in entries}
    for new in starting:
        for other in world.entries.values():
            if other.running and other.deleted is None and other.owner == new.owner and other.id not in named:
                other.stop(new.start or 0)


def _entry(world: World, by: int, entry_id: int, *, deleted: bool = False) -> Entry:
    entry = world.entries[entry_id]
    if not world.sees_time(by, entry) or (entry.deleted is not None and not deleted):
        raise Refused(404)
    return entry


def patch_entries(world: World, by: int, changes: Sequence[tuple[int, Json]]) -> None:
    """One or many."""
    entries, wrong = [_entry(world, by, entry_id) for entry_id, _ in changes], []
    for entry, (_, body) in zip(entries, changes, strict=True):
        before = Before(entry.duration is not None, entry.time_block_id)
        if not _names_a_task(world, by, body):
            wrong.append(400)
        wrong += _wrong_references(world, by, body)
        if body.get("task_id", entry.task_id) != entry.task_id and "time_block_id" not in body:
            entry.time_block_id = None
        for name, value in body.items():
            setattr(entry, name, value)
        wrong += _wrong_entry(world, entry, before)
    _settle(world, entries, wrong)


def replace_entry(world: World, by: int, entry_id: int, body: Json) -> None:
    """What is left out returns to its default; its task, project and billable stay."""
    entry = _entry(world, by, entry_id)
    rest = {"type": "activity", "time_block_id": None, "tracked_at": entry.created}
    patch_entries(world, by, [(entry_id, {**ENTRY_DEFAULTS, **rest, **body})])


def entry_life(world: World, by: int, verb: str, ids: Sequence[int]) -> None:
    """Entries go alone; a running one stops."""
    entries = [_entry(world, by, one, deleted=verb == "restore") for one in ids]
    for entry in entries:
        task = world.tasks.get(entry.task_id or 0)
        if verb == "restore" and entry.deleted is not None and task is not None and task.deleted is not None:
            raise Refused(400)
    for entry in entries:
        if entry.running and verb in ("archive", "delete"):
            entry.stop(world.now)
        mark(world, verb, entry)


def log(world: World, by: int, entry_id: int) -> None:
    """Copies plan to actual."""
    entry = _entry(world, by, entry_id)
    if entry.real:
        raise Refused(409)
    entry.start, entry.duration = entry.planned_start, entry.planned_duration or 0


# --- the timer ------------------------------------------------------------------------------------


def running(world: World, who: int) -> Entry | None:
    """The running entry of a person."""
    return next((one for one in world.entries.values() if one.owner == who and one.running and not one.deleted), None)


def start_tracking(world: World, by: int, body: Json, ids: Iterator[int]) -> None:
    """Starts an entry, now unless said otherwise."""
    create_entries(world, by, [{"start": world.now, **body}], ids, bulk=False)


def stop_tracking(world: World, by: int, end: int | None) -> None:
    """Stops the running entry."""
    entry = running(world, by)
    if entry is None:
        raise Refused(404)
    if end is not None and end < (entry.start or 0):
        raise Refused(400)
    entry.stop(world.now if end is None else end)
