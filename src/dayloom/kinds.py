"""What a feature says of its record, in one frozen value: everything that `records` and `lives` need to know of it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Table, select

from dayloom.auth.actor import Sight
from dayloom.context import Context
from dayloom.db.dialect import in_ids
from dayloom.db.engine import Row
from dayloom.db.statement import statement
from dayloom.links import Attached

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Kind(Generic[T]):
    """What this module needs to know of a record."""

    name: str
    table: Table
    #: Workspace, liveness and privacy in one condition; `deleted=True` leaves liveness out.
    visible_to: Callable[..., ColumnElement[bool]]
    #: Hydrates visible records, in the order of the ids; ids that are not visible are left out.
    load: Callable[[Context, Sequence[int]], list[T]]
    conditions: Mapping[str, "Condition"] = field(default_factory=dict)
    #: Of conditions with these names some as they are best put for all records: a page stops early, a total does not.
    totals: Callable[[Collection[str]], Mapping[str, "Condition"]] = lambda _: {}
    #: Names beginning with _ are ours alone, not for `order_by`.
    orders: Mapping[str, Sequence["Order"]] = field(default_factory=dict)
    #: How the orders by a custom field begin, and what the fields are for: `cf_<id>` of a task's own.
    field_orders: Mapping[str, str] = field(default_factory=dict)
    default_order: tuple[str, ...] = ("id",)
    links: Mapping[str, Attached] = field(default_factory=dict)
    #: The columns of a row that repeat its links, for lists that ask for what is linked.
    repeated: Callable[[Row], Row] = lambda _: {}


#: A condition, or one that depends on what the actor sees.
Condition = ColumnElement[bool] | Callable[[Sight], ColumnElement[bool]]
#: What to order by, likewise.
Order = ColumnElement[Any] | Callable[[Sight], ColumnElement[Any]]


def flat(
    table: Table, output: type[T], visible_to: Callable[..., ColumnElement[bool]], **computed: ColumnElement[Any]
) -> Callable[[Context, Sequence[int]], list[T]]:
    """A `Kind.load` for records whose fields are their table's columns (or `computed` of them), in order."""
    columns = [computed.get(name, table.c.get(name)) for name in output.__struct_fields__]  # type: ignore[attr-defined]

    @statement
    def _select(sight: Sight) -> Any:
        return select(table.c.id, *columns).where(visible_to(sight), in_ids(table.c.id, "ids"))

    def load(ctx: Context, ids: Sequence[int]) -> list[T]:
        found = {row[0]: output(*row[1:]) for row in ctx.all(_select(ctx.actor.sight), ids=list(ids))} if ids else {}
        return [found[record_id] for record_id in ids if record_id in found]

    load.__annotations__["return"] = list[output]  # type: ignore[valid-type]  # the API's description reads it
    return load
