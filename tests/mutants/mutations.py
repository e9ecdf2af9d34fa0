"""Mistakes that the suite must notice, each made by changing one place of the source."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mutation:
    """`old` stands once in the file and becomes `new`; `tests` are those that should notice."""

    name: str
    file: str
    old: str
    new: str
    tests: str
    engine: str = "sqlite"


MUTATIONS = (
    Mutation(
        "an ignored filter",
        "tasks/filters.py",
        '    "has_dates": ("has_dates", "no_dates"),\n',
        "",
        "tests/tasks/test_filters.py tests/contract/test_parameters.py",
    ),
    Mutation(
        "a filter that widens",
        "time_entries/queries.py",
        '    if query.type is not UNSET:\n        where.add("type", type=query.type)\n',
        "",
        "tests/time_entries tests/contract/test_parameters.py",
    ),
    Mutation(
        "a dropped tenant condition",
        "tasks/permissions.py",
        "return and_(of_workspace(table), *alive, *_private(sight, table))",
        "return and_(*alive, *_private(sight, table))",
        "tests/tasks/test_filters.py tests/conformance/test_references.py",
    ),
    Mutation(
        "a write across workspaces",
        "lives.py",
        '        .where(of_workspace(table), in_ids(table.c.id, "ids"), *alive)\n',
        '        .where(in_ids(table.c.id, "ids"), *alive)\n',
        "tests/conformance/test_life.py",
    ),
    Mutation(
        "ties the wrong way round",
        "records.py",
        'return [*clauses, kind.table.c.id.desc() if order[-1].startswith("-") else kind.table.c.id.asc()]',
        "return [*clauses, kind.table.c.id.asc()]",
        "tests/conformance/test_lists.py",
    ),
    Mutation(
        "nulls first",
        "records.py",
        "return directed if never_null else directed.nulls_last()",
        "return directed",
        "tests/conformance/test_lists.py tests/tasks/test_orders.py",
    ),
    Mutation(
        "a skipped cascade",
        "tasks/lives.py",
        "        taken |= follower(ctx, verb, dict.fromkeys(family, act))\n",
        "        pass\n",
        "tests/tasks/test_archive.py tests/tasks/test_delete.py",
    ),
    Mutation(
        "tracking that goes on",
        "tasks/service.py",
        "    for follow in (*on_stop, *on_done) if done else ():\n",
        "    for follow in on_done if done else ():\n",
        "tests/tasks/test_status.py",
    ),
    Mutation(
        "a missing lock",
        "http/edge.py",
        "            journal.lock(ctx)\n",
        "            pass\n",
        "tests/tasks/test_races.py tests/time_entries tests/changes",
        engine="postgres",
    ),
    Mutation(
        "a PUT that keeps what is left out",
        "tasks/service.py",
        'change(ctx, [(row, {**defaults, **values})], "replace"',
        'change(ctx, [(row, {**hidden, **values})], "replace"',
        "tests/tasks/test_replace.py tests/conformance/test_life.py",
    ),
    Mutation(
        "a PATCH that resets what is left out",
        "time_entries/service.py",
        '        change_rows(ctx, [(row, given(changes))], "patch")\n\n\ndef patch_many',
        '        change_rows(ctx, [(row, {**DEFAULTS, **given(changes)})], "patch")\n\n\ndef patch_many',
        "tests/conformance/test_life.py tests/time_entries",
    ),
    Mutation(
        "a count that shows the hidden",
        "tasks/queries.py",
        'return query.where(visible_to(sight), in_ids(tasks.c.parent_task_id, "ids"))',
        'return query.where(of_workspace(tasks), tasks.c.deleted_at.is_(None), in_ids(tasks.c.parent_task_id, "ids"))',
        "tests/contract/test_privacy.py tests/contract/test_secrets.py",
    ),
    Mutation(
        "a total that shows the hidden",
        "records.py",
        "return select(func.count()).select_from(kind.table).where(kind.visible_to(sight), *conditions)",
        "return select(func.count()).select_from(kind.table).where(of_workspace(kind.table), *conditions)",
        "tests/contract/test_privacy.py tests/contract/test_secrets.py",
    ),
    Mutation(
        "a window without its first second",
        "time_entries/queries.py",
        "or_(time_entries.c.end_at >= DATE_FROM,",
        "or_(time_entries.c.end_at > DATE_FROM,",
        "tests/time_entries/test_windows.py",
    ),
    Mutation(
        "a window without its last second",
        "time_blocks/queries.py",
        '"window": (time_blocks.c.start <= bindparam("date_to", type_=Instant))',
        '"window": (time_blocks.c.start < bindparam("date_to", type_=Instant))',
        "tests/time_blocks",
    ),
    Mutation(
        "a lost line of history",
        "tasks/lives.py",
        "        journal.note(ctx, TASKS.name, task_id, verb)\n",
        "        pass\n",
        "tests/conformance/test_history.py tests/changes",
    ),
    Mutation(
        "a change that the feed does not tell",
        "journal.py",
        "    for name, ids in taken.items():\n        touched(ctx, name, ids, verb)\n",
        "",
        "tests/changes tests/tasks",
    ),
    Mutation(
        "an idempotency key that is ignored",
        "http/edge.py",
        "            if kept is not None:\n",
        "            if kept is None and False:\n",
        "tests/http/test_idempotency.py",
    ),
    Mutation(
        "a second timer",
        "time_entries/service.py",
        "    _stop_others(ctx, made)\n",
        "",
        "tests/time_entries/test_tracking.py tests/time_entries/test_running.py",
    ),
    Mutation(
        "what an unarchive should have left alone",
        "tasks/lives.py",
        " if acts.get(below) == roots[root]}",
        " if below in acts}",
        "tests/tasks/test_archive.py tests/tasks/test_delete.py",
    ),
    Mutation(
        "a link to what is deleted",
        "time_entries/queries.py",
        'time_blocks.c.id if name == "time_block_id" else time_entries.c[name]',
        "time_entries.c[name]",
        "tests/time_entries/test_links.py",
    ),
    Mutation(
        "a secret in the log",
        "http/server.py",
        'return _SECRET.sub("…", self.path)',
        "return self.path",
        "tests/calendars/test_feed.py",
    ),
    Mutation(
        "a report of everybody's time",
        "reports/queries.py",
        '        in_ids(time_entries.c.toggl_user_id, "owner_ids"),\n        begin >= BEGIN,\n',
        "        begin >= BEGIN,\n",
        "tests/reports/test_whose.py",
    ),
)
