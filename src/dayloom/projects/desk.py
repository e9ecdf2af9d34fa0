"""What the projects of a request refer to, looked up once for all of them, and each one's decision made with it."""

from collections.abc import Collection, Sequence

from dayloom import recurrence
from dayloom.clients.queries import CLIENTS
from dayloom.context import Context
from dayloom.custom_fields.given import GivenValues, merged
from dayloom.custom_fields.rules import Values
from dayloom.custom_fields.values import PROJECT_VALUES
from dayloom.dates import check_dates
from dayloom.db.engine import Row
from dayloom.fields import UNSET
from dayloom.lineage import Moves
from dayloom.names import named
from dayloom.projects.members import is_manager
from dayloom.projects.queries import LINE, PROJECTS, members_of
from dayloom.projects.schemas import FixedFee
from dayloom.rates.permissions import may_view
from dayloom.references import MEMBERS, References, records_of
from dayloom.tags.queries import TAGS

FOUND_BY = {
    "client_id": records_of(CLIENTS),
    "parent_project_id": records_of(PROJECTS),
    "tag_ids": records_of(TAGS),
    "users": MEMBERS,
}


class Desk:
    """The decisions about a request's projects, which need what they refer to."""

    def __init__(
        self,
        ctx: Context,
        items: Sequence[Row],
        rows: Sequence[Row] = (),
        kept: Collection[str] = (),
        *,
        whole: bool = False,
    ) -> None:
        #: Fields that the caller did not name but that stay as they are, seen or not, are not looked up.
        found_by = {name: found for name, found in FOUND_BY.items() if name not in kept}
        self._references = References(ctx, found_by, [_with_ids_of_users(item) for item in items])
        named_in = [row["id"] for row, item in zip(rows, items, strict=False) if item.get("users")]
        self._members = members_of(ctx, named_in)
        self._moves = Moves(ctx, LINE, items, rows)
        self._given_values = GivenValues(ctx, PROJECT_VALUES, [values.get("custom_fields") for values in items])
        self._sees_values = ctx.actor.sight.project_fields
        self._sees_fees = may_view(ctx.actor)
        #: Whether the items replace the projects that are there, or change only what they give.
        self._whole = whole

    def checked(self, values: Row, row: Row) -> Row:
        """The given fields as columns. Raises Invalid for what does not fit together or is not there."""
        # Who is a member already may be named again, also after they were locked out.
        members = {one.user_id for one in self._members.get(row.get("id", 0), [])}
        self._references.check(_with_ids_of_users(values), {"users": members})
        if values.get("parent_project_id"):
            self._moves.check(row.get("id"), values["parent_project_id"])
        for user in values.get("users", []):
            is_manager(user.role_id)
        made = {name: value for name, value in values.items() if name not in ("id", "users")}
        if made.get("tag_ids", UNSET) is None:
            made["tag_ids"] = []
        if "custom_fields" in made:
            made["custom_fields"] = self._values(row.get("custom_fields", {}), made["custom_fields"])
        if "fixed_fee" in made:
            made |= self._fee(made.pop("fixed_fee"))
        if made.get("rrule"):
            recurrence.parse(made["rrule"])
            made["rrule"] = str(made["rrule"])
        if "name" in made:
            made |= named(made["name"])
        result = {**row, **made}
        check_dates(result.get("start_date"), result.get("end_date"))
        return made

    def _fee(self, asked: FixedFee | None) -> Row:
        """The columns of a fee; null clears it, but nobody takes away what they do not see."""
        if asked is not None:
            return {"fixed_fee_cents": int(asked.amount), "fixed_fee_currency": str(asked.currency)}
        return {"fixed_fee_cents": None, "fixed_fee_currency": None} if self._sees_fees else {}

    def _values(self, before: Values, asked: Row | None) -> Values:
        """What the project will have in custom fields. Nobody takes away what they do not see."""
        given = self._given_values.checked(asked, before)
        return merged(before, given, asked, whole=self._whole) if self._sees_values else before


def _with_ids_of_users(values: Row) -> Row:
    return {**values, "users": [user.user_id for user in values.get("users", [])]}
