"""Alembic's entry point. `db/migrate.py` hands over a connection that is alone with the schema."""

from alembic import context

from dayloom.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=False,
    render_item=context.config.attributes.get("render_item"),
)
context.run_migrations()
