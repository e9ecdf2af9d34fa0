"""The schema's history, one linear line of Alembic revisions that run on both engines."""
