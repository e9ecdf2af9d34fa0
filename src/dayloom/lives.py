"""The four verbs of a record's life: archive, unarchive, delete, restore; two facts with a time, set where not yet set.

Telling the journal is the caller's: one line for each record that was named, one for all that came along. Only records
that go alone are told of here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, Table, bindparam, select, update

from dayloom import journal
from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.statement import statement
from dayloom.db.tables import NOW, of_workspace
from dayloom.kinds import Kind


@statement
def _mark(table: Table, fact: str) -> Any:
    """Sets a fact where it is not set yet: the precondition is in the WHERE, so repeating changes nothing."""
    act = bindparam("act", type_=BigInteger)
    alive = table.c.deleted_at.is_(None), table.c[f"{fact}_at"].is_(None)
    return (
        update(table)
        .where(of_workspace(table), in_ids(table.c.id, "ids"), *alive)
        .values({f"{fact}_at": NOW, f"{fact}_with": act, "updated_at": NOW})
        .returning(table.c.id)
    )


@statement
def _unmark(table: Table, fact: str) -> Any:
    return (
        update(table)
        .where(of_workspace(table), in_ids(table.c.id, "ids"), table.c[f"{fact}_at"].is_not(None))
        .values({f"{fact}_at": None, f"{fact}_with": None, "updated_at": NOW})
        .returning(table.c.id, table.c.deleted_at)
    )


@statement
def _acts(table: Table, column: str, fact: str) -> Any:
    by = table.c[f"{fact}_with"]
    return select(table.c.id, table.c[column], by).where(
        of_workspace(table), in_ids(table.c[column], "ids"), by.is_not(None)
    )


def acts(ctx: Context, kind: Kind[Any], ids: Sequence[int], fact: str) -> dict[int, int]:
    """By which act each of these records was archived or deleted, of those that were."""
    return {record_id: act for record_id, _, act in ctx.all(_acts(kind.table, "id", fact), ids=list(ids))}


@statement
def _belonging(table: Table, column: str) -> Any:
    return select(table.c.id).where(of_workspace(table), in_ids(table.c[column], "ids"), table.c.deleted_at.is_(None))


def follow(ctx: Context, kind: Kind[Any], column: str, verb: str, owners: Mapping[int, int]) -> list[int]:
    """Lets records follow their owners (`column` names them) through a life verb; returns the ids that changed.

    `owners` says by which act each of them is taken, or was: what went with another act is not brought back.
    """
    if verb in ("archive", "delete"):
        mine = ctx.ids(_belonging(kind.table, column), ids=list(owners))
        return (archive if verb == "archive" else delete)(ctx, kind, mine, next(iter(owners.values()))) if mine else []
    fact, unmark = ("archived", unarchive) if verb == "unarchive" else ("deleted", restore)
    found = ctx.all(_acts(kind.table, column, fact), ids=list(owners))
    return unmark(ctx, kind, [record_id for record_id, owner, act in found if owners[owner] == act])


def archive(ctx: Context, kind: Kind[Any], ids: Sequence[int], act: int) -> list[int]:
    """Archives those of the records that are not archived yet; returns their ids."""
    return sorted(ctx.ids(_mark(kind.table, "archived"), ids=list(ids), act=act)) if ids else []


def unarchive(ctx: Context, kind: Kind[Any], ids: Sequence[int]) -> list[int]:
    """Takes the archive mark off; returns the living ones that had it: of a deleted record nobody is told."""
    return _unmarked(ctx, kind, ids, "archived")


def delete(ctx: Context, kind: Kind[Any], ids: Sequence[int], act: int) -> list[int]:
    """Deletes (softly) those of the records that are alive; returns their ids."""
    return sorted(ctx.ids(_mark(kind.table, "deleted"), ids=list(ids), act=act)) if ids else []


def restore(ctx: Context, kind: Kind[Any], ids: Sequence[int]) -> list[int]:
    """Takes the deletion mark off; returns the ids that had it."""
    return _unmarked(ctx, kind, ids, "deleted")


def delete_alone(ctx: Context, kind: Kind[Any], record_id: int) -> None:
    """Deletes a living record that takes nothing along, and tells of it."""
    delete(ctx, kind, [record_id], ctx.db.new_id())
    journal.note(ctx, kind.name, record_id, "delete")


def restore_alone(ctx: Context, kind: Kind[Any], record_id: int) -> None:
    """Brings a deleted record back that took nothing along, and tells of it; does nothing for one that is alive."""
    if restore(ctx, kind, [record_id]):
        journal.note(ctx, kind.name, record_id, "restore")


def _unmarked(ctx: Context, kind: Kind[Any], ids: Sequence[int], fact: str) -> list[int]:
    found = ctx.all(_unmark(kind.table, fact), ids=list(ids)) if ids else []
    return sorted(record_id for record_id, deleted_at in found if deleted_at is None)
