"""Who sees custom fields, and who may change them."""

from sqlalchemy import ColumnElement, and_, exists

from dayloom.auth.actor import Actor, Sight
from dayloom.custom_fields.tables import custom_field_options, custom_fields
from dayloom.db.tables import of_workspace


def visible_to(sight: Sight, *, deleted: bool = False) -> ColumnElement[bool]:
    """Those of projects are seen by holders of view_workspace_project_custom_fields, all others by everybody."""
    alive = [] if deleted else [custom_fields.c.deleted_at.is_(None)]
    hidden = [] if sight.project_fields else [custom_fields.c.entity_type != "project"]
    return and_(of_workspace(custom_fields), *alive, *hidden)


def option_visible_to(sight: Sight, *, deleted: bool = False) -> ColumnElement[bool]:
    """An option is seen with its field, and goes with it."""
    alive = [] if deleted else [custom_field_options.c.deleted_at.is_(None)]
    field = exists().where(
        visible_to(sight, deleted=deleted), custom_fields.c.id == custom_field_options.c.custom_field_id
    )
    return and_(of_workspace(custom_field_options), *alive, field)


def must_manage(actor: Actor, entity_type: str) -> None:
    """Fields of people are for those who manage people, all others for managers of projects. Raises Forbidden."""
    actor.must("manage_members" if entity_type == "user" else "manage_projects")
