"""What can be done with one's connections, calendars and rules here, without asking anybody else."""

from collections.abc import Sequence

from dayloom import journal, lives, records
from dayloom.calendars.queries import CALENDARS, EVENTS, INTEGRATIONS, RULES
from dayloom.calendars.schemas import CalendarSettings, RuleInput
from dayloom.context import Context
from dayloom.db.engine import Row
from dayloom.errors import Conflict, Invalid, NotFound
from dayloom.fields import given
from dayloom.projects.queries import PROJECTS
from dayloom.references import References, records_of
from dayloom.tasks import lives as task_lives
from dayloom.tasks import service as tasks
from dayloom.tasks.queries import TASKS
from dayloom.text import fold

FOUND_BY = {"default_project_id": records_of(PROJECTS), "default_planned_task_id": records_of(TASKS)}
RULE_FOUND_BY = {"project_id": records_of(PROJECTS), "task_id": records_of(TASKS)}
#: After a change of these everything is read again.
RELEVANT = ("selected", "default_action")


def calendar_ids(ctx: Context, integration_id: int) -> list[int]:
    """The calendars of a connection. Raises NotFound."""
    records.row(ctx, INTEGRATIONS, integration_id)
    where = records.Where().add("integration", integration_ids=[integration_id])
    return records.ids(ctx, CALENDARS, where, ("id",))


def settle(ctx: Context, integration_id: int, calendar_id: int, new: CalendarSettings) -> None:
    """Changes what is given of a calendar's settings. Raises NotFound, or Invalid for what is not there."""
    if calendar_id not in calendar_ids(ctx, integration_id):
        raise NotFound(CALENDARS.name)
    row, values = records.row(ctx, CALENDARS, calendar_id), given(new)
    References(ctx, FOUND_BY, [values]).check(values)
    records.change(ctx, CALENDARS, [(row, values)], "replace")
    if any(name in values and values[name] != row[name] for name in RELEVANT):
        forget = {"workspace_id": ctx.workspace_id, "id": calendar_id, "synced_from": None}
        ctx.db.update(CALENDARS.table, ["synced_from"], [forget])


def disconnect(ctx: Context, integration_id: int, *, preserve: bool) -> None:
    """Takes a connection away with its calendars and events.

    Its tasks go too, unless they are to be preserved; one on which time was spent is always kept.
    """
    ids = calendar_ids(ctx, integration_id)
    where = records.Where().add("calendars", calendar_ids=ids)
    events = records.rows(ctx, EVENTS, records.ids(ctx, EVENTS, where, ("start",))) if ids else {}
    if not preserve:
        _delete_tasks(ctx, [row["task_id"] for row in events.values() if row["made_task"]])
    act = ctx.db.new_id()
    lives.delete(ctx, EVENTS, list(events), act)
    journal.note_taken(
        ctx,
        CALENDARS.name,
        "delete",
        {CALENDARS.name: lives.delete(ctx, CALENDARS, ids, act), EVENTS.name: list(events)},
    )
    lives.delete(ctx, INTEGRATIONS, [integration_id], act)
    _forget_secrets(ctx, integration_id)
    journal.note(ctx, INTEGRATIONS.name, integration_id, "delete")


def _forget_secrets(ctx: Context, integration_id: int) -> None:
    """What was trusted to us for this connection alone does not outlive it."""
    forget = {"url": None, "password": None, "content": None}
    row = {"workspace_id": ctx.workspace_id, "id": integration_id, **forget}
    ctx.db.update(INTEGRATIONS.table, list(forget), [row])


def _delete_tasks(ctx: Context, task_ids: Sequence[int]) -> None:
    alive = TASKS.load(ctx, sorted(records.visible_ids(ctx, TASKS, list(task_ids))))
    task_lives.delete(ctx, [task.id for task in alive if not task.time_entry_total_count])


def apply_settings(ctx: Context, integration_id: int, calendar_id: int, uids: Sequence[str] | None) -> None:
    """Puts the tasks of events, all or those of these uids, into the calendar's project. Raises NotFound."""
    if calendar_id not in calendar_ids(ctx, integration_id):
        raise NotFound(CALENDARS.name)
    project_id = records.row(ctx, CALENDARS, calendar_id)["default_project_id"]
    where = records.Where().add("calendar", calendar_id=calendar_id)
    if uids is not None:
        where.add("uids", uids=list(uids))
    events = records.rows(ctx, EVENTS, records.ids(ctx, EVENTS, where, ("start",))).values()
    rows = records.rows(ctx, TASKS, [row["task_id"] for row in events if row["made_task"]])
    tasks.change(ctx, [(row, {"project_id": project_id}) for row in rows.values()], "patch")


# --- rules ----------------------------------------------------------------------------------------


def create_rule(ctx: Context, new: RuleInput) -> int:
    """A new rule. Raises Invalid for one that says nothing, or Conflict for a title that has one."""
    return records.create(ctx, RULES, [{"toggl_user_id": ctx.actor.user_id, **_columns(ctx, new, None)}])[0]


def replace_rule(ctx: Context, rule_id: int, new: RuleInput) -> None:
    """Changes a rule. Raises NotFound, or Conflict for a title that has another."""
    row = records.row(ctx, RULES, rule_id)
    records.change(ctx, RULES, [(row, _columns(ctx, new, rule_id))], "replace")


def delete_rule(ctx: Context, rule_id: int) -> None:
    """Takes a rule away; what it has placed stays where it is."""
    records.row(ctx, RULES, rule_id)
    lives.delete_alone(ctx, RULES, rule_id)


def _columns(ctx: Context, new: RuleInput, rule_id: int | None) -> Row:
    values = {"project_id": None, "task_id": None, **given(new)}
    if values["project_id"] is None and values["task_id"] is None:
        raise Invalid("project_id", "or task_id is required: the rule is to put something somewhere")
    References(ctx, RULE_FOUND_BY, [values]).check(values)
    mine = records.rows(ctx, RULES, records.ids(ctx, RULES, records.Where(), ("title",)))
    if any(row["title_fold"] == fold(new.title) and row["id"] != rule_id for row in mine.values()):
        raise Conflict(f"title: there already is a rule for {str(new.title)!r}.")
    return {**values, "title": str(new.title), "title_fold": fold(new.title)}
