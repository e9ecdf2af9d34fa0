"""What hypothesis draws: who acts, on which records, with which fields.

Records are drawn as numbers, which stand for the first, the second … that there is; the machine looks up whose id that
is. Instants are drawn as seconds from now.
"""

from typing import Any

from hypothesis import strategies as st

people = st.sampled_from(["alice", "bob", "dora"])
Json = dict[str, Any]

#: From this number on any record is meant, below it one that can be acted on.
ANY = 10
#: One record, and a few.
one = st.integers(0, 11)
few = st.lists(one, min_size=1, max_size=3)
maybe_one = st.none() | one
flag = st.booleans()
words = st.sampled_from(["Spin", "Weave", "Dye", "Card"])
verbs = st.sampled_from(["archive", "unarchive", "delete", "restore"])
seconds = st.sampled_from([-7200, -3600, -1800, -60, 0, 60, 3600])
lengths = st.sampled_from([0, 60, 1800, 3600])
maybe_seconds = st.none() | seconds
places = st.integers(0, 4)


def _fields(least: int, **known: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    """A few of these fields."""
    pairs = st.one_of(*(st.tuples(st.just(name), values) for name, values in known.items()))
    return st.lists(pairs, min_size=least, max_size=3).map(dict)


_TASK: dict[str, st.SearchStrategy[Any]] = {
    "name": words,
    "project_id": maybe_one,
    "parent_task_id": maybe_one,
    "position": places,
    "done": flag,
    "private": flag,
    "billable": flag,
    "auto_log_time": flag,
    "estimated_mins": st.sampled_from([0, 30]),
    "assignee_user_ids": st.lists(people, max_size=2, unique=True),
    "tag_ids": st.lists(st.integers(0, 1), max_size=2, unique=True),
}
new_tasks = st.lists(_fields(0, **_TASK), min_size=1, max_size=2)
task_changes = _fields(1, **_TASK)

_PROJECT: dict[str, st.SearchStrategy[Any]] = {"name": words, "private": flag, "billable": flag}
new_project = _fields(0, **_PROJECT)
project_changes = _fields(1, **_PROJECT)
#: Taken out, a member, a manager.
memberships = st.sampled_from([None, False, True])

new_blocks = st.lists(
    st.fixed_dictionaries({"task_id": one, "start": seconds}, optional={"duration": lengths, "completed": flag}),
    min_size=1,
    max_size=2,
)
block_changes = _fields(1, task_id=one, start=seconds, duration=lengths, completed=flag)

_ENTRY: dict[str, st.SearchStrategy[Any]] = {
    "start": seconds,
    "duration": lengths,
    "planned_start": seconds,
    "planned_duration": lengths,
    "type": st.sampled_from(["activity", "break"]),
    "tag_ids": st.lists(st.integers(0, 1), max_size=1),
    "time_block_id": one,
}
_OF_PROJECT: dict[str, st.SearchStrategy[Any]] = {"billable": flag, "project_id": one}
#: Running, finished, without a clock, planned, or nothing of it.
_begun: st.SearchStrategy[Json] = st.one_of(
    st.fixed_dictionaries({"start": seconds}),
    st.fixed_dictionaries({"start": seconds, "duration": lengths}),
    st.fixed_dictionaries({"duration": lengths}),
    st.fixed_dictionaries({"planned_start": seconds, "planned_duration": lengths}),
    st.just({}),
)
new_entry = st.builds(
    lambda begun, more: {**more, **begun}, _begun, _fields(0, **_ENTRY, **_OF_PROJECT, user_id=people)
)
new_entries = st.lists(new_entry, min_size=1, max_size=2)
entry_changes = _fields(
    1,
    **{**_ENTRY, "start": st.none() | seconds, "tag_ids": st.none() | _ENTRY["tag_ids"]},
    **_OF_PROJECT,
    task_id=maybe_one,
)
entry_replacement = _fields(1, **_ENTRY)
timer = _fields(0, task_id=one, start=seconds, billable=flag, time_block_id=one, project_id=one)
