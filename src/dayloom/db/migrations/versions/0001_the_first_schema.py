"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_keys",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=True),
        sa.Column("last_used_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("hash", name="api_keys_pkey"),
    )
    op.create_index("api_keys_user", "api_keys", ["user_id", "id"], unique=False)

    op.create_table(
        "id_blocks",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("next", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="id_blocks_pkey"),
    )
    op.create_table(
        "jobs",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.Column("leased_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="jobs_pkey"),
    )
    op.create_table(
        "organizations",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="organizations_pkey"),
    )
    op.create_table(
        "sessions",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("csrf_token", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("renewed_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="sessions_pkey"),
    )
    op.create_index("sessions_user", "sessions", ["user_id"], unique=False)

    op.create_table(
        "user_emails",
        sa.Column("email_key", sa.Text(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("email_key", name="user_emails_pkey"),
    )
    op.create_table(
        "user_idempotency_keys",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "key", name="user_idempotency_keys_pkey"),
    )
    op.create_table(
        "user_workspaces",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "workspace_id", name="user_workspaces_pkey"),
    )
    op.create_index("user_workspaces_organization", "user_workspaces", ["user_id", "organization_id"], unique=False)

    op.create_table(
        "users",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("current_workspace_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("disabled_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="users_pkey"),
    )
    op.create_table(
        "workspaces",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("organization_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name="workspaces_pkey"),
    )
    op.create_index("workspaces_organization", "workspaces", ["organization_id"], unique=False)

    op.create_table(
        "changes",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("change_no", sa.BigInteger(), nullable=False),
        sa.Column("operation_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="changes_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "change_no", name="changes_pkey"),
    )
    op.create_table(
        "history",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("operation_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("taken", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="history_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="history_pkey"),
    )
    op.create_index("history_operation", "history", ["workspace_id", "operation_id"], unique=False)
    op.create_index("history_record", "history", ["workspace_id", "kind", "record_id", "id"], unique=False)

    op.create_table(
        "idempotency_keys",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="idempotency_keys_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", "key", name="idempotency_keys_pkey"),
    )
    op.create_table(
        "organization_members",
        sa.Column("organization_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("disabled_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name="organization_members_organization_fkey"
        ),
        sa.PrimaryKeyConstraint("organization_id", "user_id", name="organization_members_pkey"),
    )
    op.create_table(
        "statuses",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_fold", sa.Text(), nullable=False),
        sa.Column("name_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("emoji", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("built_in", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.Column("archived_with", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted_with", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="statuses_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="statuses_pkey"),
    )
    op.create_index(
        "statuses_name",
        "statuses",
        ["workspace_id", "name_fold"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )

    op.create_table(
        "tags",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_fold", sa.Text(), nullable=False),
        sa.Column("name_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("color", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.Column("archived_with", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted_with", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="tags_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="tags_pkey"),
    )
    op.create_index(
        "tags_name",
        "tags",
        ["workspace_id", "name_fold"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )

    op.create_table(
        "workspace_clock",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("change_no", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="workspace_clock_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", name="workspace_clock_pkey"),
    )
    op.create_table(
        "workspace_members",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("role_id", sa.SmallInteger(), nullable=False),
        sa.Column("organization_role", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("disabled_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="workspace_members_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", name="workspace_members_pkey"),
    )
    op.create_table(
        "clients",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_fold", sa.Text(), nullable=False),
        sa.Column("name_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("toggl_user_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.Column("archived_with", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted_with", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "toggl_user_id"],
            ["workspace_members.workspace_id", "workspace_members.user_id"],
            name="clients_toggl_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="clients_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="clients_pkey"),
    )
    op.create_index(
        "clients_name",
        "clients",
        ["workspace_id", "name_fold"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )

    op.create_table(
        "projects",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_fold", sa.Text(), nullable=False),
        sa.Column("name_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("color", sa.Text(), nullable=True),
        sa.Column("client_id", sa.BigInteger(), nullable=True),
        sa.Column("toggl_user_id", sa.BigInteger(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("billable", sa.Boolean(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("start_date", sa.Text(), nullable=True),
        sa.Column("end_date", sa.Text(), nullable=True),
        sa.Column("estimated_mins", sa.BigInteger(), nullable=True),
        sa.Column("completed_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.Column("archived_with", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted_with", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"], ["clients.workspace_id", "clients.id"], name="projects_client_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "toggl_user_id"],
            ["workspace_members.workspace_id", "workspace_members.user_id"],
            name="projects_toggl_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="projects_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="projects_pkey"),
    )
    op.create_index("projects_client", "projects", ["workspace_id", "client_id"], unique=False)
    op.create_index("projects_name", "projects", ["workspace_id", "name_sort", "id"], unique=False)

    op.create_table(
        "project_members",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("manager", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "project_id"],
            ["projects.workspace_id", "projects.id"],
            name="project_members_project_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "user_id"],
            ["workspace_members.workspace_id", "workspace_members.user_id"],
            name="project_members_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="project_members_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "project_id", "user_id", name="project_members_pkey"),
    )
    op.create_index("project_members_user", "project_members", ["workspace_id", "user_id", "project_id"], unique=False)

    op.create_table(
        "project_tags",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("tag_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "project_id"],
            ["projects.workspace_id", "projects.id"],
            name="project_tags_project_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "tag_id"], ["tags.workspace_id", "tags.id"], name="project_tags_tag_id_fkey"
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="project_tags_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "project_id", "tag_id", name="project_tags_pkey"),
    )
    op.create_index("project_tags_tag", "project_tags", ["workspace_id", "tag_id", "project_id"], unique=False)

    op.create_table(
        "tasks",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_fold", sa.Text(), nullable=False),
        sa.Column("name_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("color", sa.Text(), nullable=True),
        sa.Column("toggl_user_id", sa.BigInteger(), nullable=False),
        sa.Column("status_id", sa.BigInteger(), nullable=False),
        sa.Column("status_updated_at", sa.BigInteger(), nullable=True),
        sa.Column("project_id", sa.BigInteger(), nullable=True),
        sa.Column("privacy_project_id", sa.BigInteger(), nullable=True),
        sa.Column("parent_task_id", sa.BigInteger(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("priority_at", sa.Text(), nullable=True),
        sa.Column("start_date", sa.Text(), nullable=True),
        sa.Column("end_date", sa.Text(), nullable=True),
        sa.Column("estimated_mins", sa.BigInteger(), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("billable", sa.Boolean(), nullable=True),
        sa.Column("auto_log_time", sa.Boolean(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("integration_source", sa.Text(), nullable=True),
        sa.Column("integration_ext_id", sa.BigInteger(), nullable=True),
        sa.Column("metadata", sa.Text(), nullable=True),
        sa.Column("rrule", sa.Text(), nullable=True),
        sa.Column("recurring_task_id", sa.BigInteger(), nullable=True),
        sa.Column("recurrence_date", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.Column("archived_with", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted_with", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "parent_task_id"],
            ["tasks.workspace_id", "tasks.id"],
            name="tasks_parent_task_id_fkey",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "project_id"], ["projects.workspace_id", "projects.id"], name="tasks_project_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "recurring_task_id"],
            ["tasks.workspace_id", "tasks.id"],
            name="tasks_recurring_task_id_fkey",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "status_id"], ["statuses.workspace_id", "statuses.id"], name="tasks_status_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "toggl_user_id"],
            ["workspace_members.workspace_id", "workspace_members.user_id"],
            name="tasks_toggl_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="tasks_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="tasks_pkey"),
    )
    op.create_index(
        "tasks_creator",
        "tasks",
        ["workspace_id", "toggl_user_id", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "tasks_name",
        "tasks",
        ["workspace_id", "name_sort", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index("tasks_parent", "tasks", ["workspace_id", "parent_task_id"], unique=False)
    op.create_index(
        "tasks_position",
        "tasks",
        ["workspace_id", "position", sa.literal_column("created_at DESC"), sa.literal_column("id DESC")],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index("tasks_privacy", "tasks", ["workspace_id", "privacy_project_id"], unique=False)
    op.create_index(
        "tasks_project",
        "tasks",
        ["workspace_id", "project_id", "position", sa.literal_column("created_at DESC"), sa.literal_column("id DESC")],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "tasks_recurrence",
        "tasks",
        ["workspace_id", "recurring_task_id", "recurrence_date"],
        unique=True,
        sqlite_where=sa.text("recurring_task_id IS NOT NULL"),
        postgresql_where=sa.text("recurring_task_id IS NOT NULL"),
    )
    op.create_index(
        "tasks_status",
        "tasks",
        ["workspace_id", "status_id", "position", sa.literal_column("created_at DESC"), sa.literal_column("id DESC")],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index("tasks_updated", "tasks", ["workspace_id", "updated_at", "id"], unique=False)

    op.create_table(
        "task_assignees",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "task_id"], ["tasks.workspace_id", "tasks.id"], name="task_assignees_task_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "user_id"],
            ["workspace_members.workspace_id", "workspace_members.user_id"],
            name="task_assignees_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="task_assignees_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "task_id", "user_id", name="task_assignees_pkey"),
    )
    op.create_index("task_assignees_user", "task_assignees", ["workspace_id", "user_id", "task_id"], unique=False)

    op.create_table(
        "task_series",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("rrule", sa.Text(), nullable=False),
        sa.Column("toggl_user_id", sa.BigInteger(), nullable=False),
        sa.Column("start_date", sa.Text(), nullable=False),
        sa.Column("made_until", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_with", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id", "id"], ["tasks.workspace_id", "tasks.id"], name="task_series_id_fkey"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="task_series_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="task_series_pkey"),
    )
    op.create_index(
        "task_series_due",
        "task_series",
        ["workspace_id", "made_until"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )

    op.create_table(
        "task_tags",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("tag_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "tag_id"], ["tags.workspace_id", "tags.id"], name="task_tags_tag_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "task_id"], ["tasks.workspace_id", "tasks.id"], name="task_tags_task_id_fkey"
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="task_tags_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "task_id", "tag_id", name="task_tags_pkey"),
    )
    op.create_index("task_tags_tag", "task_tags", ["workspace_id", "tag_id", "task_id"], unique=False)

    op.create_table(
        "time_blocks",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("toggl_user_id", sa.BigInteger(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("duration", sa.BigInteger(), nullable=True),
        sa.Column("end_at", sa.BigInteger(), nullable=False),
        sa.Column("completed_at", sa.BigInteger(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("calendar_event_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.Column("archived_with", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted_with", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "task_id"], ["tasks.workspace_id", "tasks.id"], name="time_blocks_task_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "toggl_user_id"],
            ["workspace_members.workspace_id", "workspace_members.user_id"],
            name="time_blocks_toggl_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="time_blocks_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="time_blocks_pkey"),
    )
    op.create_index(
        "time_blocks_task",
        "time_blocks",
        ["workspace_id", "task_id", "start"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "time_blocks_user",
        "time_blocks",
        ["workspace_id", "toggl_user_id", "start", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )

    op.create_table(
        "time_entries",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=True),
        sa.Column("project_id", sa.BigInteger(), nullable=True),
        sa.Column("time_block_id", sa.BigInteger(), nullable=True),
        sa.Column("toggl_user_id", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("start", sa.BigInteger(), nullable=True),
        sa.Column("duration", sa.BigInteger(), nullable=True),
        sa.Column("planned_at", sa.BigInteger(), nullable=True),
        sa.Column("planned_start", sa.BigInteger(), nullable=True),
        sa.Column("planned_duration", sa.BigInteger(), nullable=True),
        sa.Column("tracked_at", sa.BigInteger(), nullable=False),
        sa.Column("begin_at", sa.BigInteger(), nullable=False),
        sa.Column("end_at", sa.BigInteger(), nullable=True),
        sa.Column("billable", sa.Boolean(), nullable=True),
        sa.Column("own_tags", sa.Boolean(), nullable=False),
        sa.Column("calendar_event_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.Column("archived_with", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted_with", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "project_id"],
            ["projects.workspace_id", "projects.id"],
            name="time_entries_project_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "task_id"], ["tasks.workspace_id", "tasks.id"], name="time_entries_task_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "time_block_id"],
            ["time_blocks.workspace_id", "time_blocks.id"],
            name="time_entries_time_block_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "toggl_user_id"],
            ["workspace_members.workspace_id", "workspace_members.user_id"],
            name="time_entries_toggl_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="time_entries_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="time_entries_pkey"),
    )
    op.create_index("time_entries_block", "time_entries", ["workspace_id", "time_block_id"], unique=False)
    op.create_index("time_entries_project", "time_entries", ["workspace_id", "project_id"], unique=False)
    op.create_index(
        "time_entries_running",
        "time_entries",
        ["workspace_id", "toggl_user_id"],
        unique=True,
        sqlite_where=sa.text("start IS NOT NULL AND duration IS NULL AND deleted_at IS NULL"),
        postgresql_where=sa.text("start IS NOT NULL AND duration IS NULL AND deleted_at IS NULL"),
    )
    op.create_index(
        "time_entries_task",
        "time_entries",
        ["workspace_id", "task_id", "begin_at", "duration"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "time_entries_user",
        "time_entries",
        ["workspace_id", "toggl_user_id", "begin_at", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )

    op.create_table(
        "time_entry_tags",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("time_entry_id", sa.BigInteger(), nullable=False),
        sa.Column("tag_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "tag_id"], ["tags.workspace_id", "tags.id"], name="time_entry_tags_tag_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "time_entry_id"],
            ["time_entries.workspace_id", "time_entries.id"],
            name="time_entry_tags_time_entry_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="time_entry_tags_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "time_entry_id", "tag_id", name="time_entry_tags_pkey"),
    )
    op.create_index("time_entry_tags_tag", "time_entry_tags", ["workspace_id", "tag_id", "time_entry_id"], unique=False)
    op.bulk_insert(
        sa.table("id_blocks", sa.column("name", sa.Text), sa.column("next", sa.BigInteger)), [{"name": "id", "next": 1}]
    )


def downgrade() -> None:
    op.drop_table("time_entry_tags")
    op.drop_table("time_entries")
    op.drop_table("time_blocks")
    op.drop_table("task_tags")
    op.drop_table("task_series")
    op.drop_table("task_assignees")
    op.drop_table("tasks")
    op.drop_table("project_tags")
    op.drop_table("project_members")
    op.drop_table("projects")
    op.drop_table("clients")
    op.drop_table("workspace_members")
    op.drop_table("workspace_clock")
    op.drop_table("tags")
    op.drop_table("statuses")
    op.drop_table("organization_members")
    op.drop_table("idempotency_keys")
    op.drop_table("history")
    op.drop_table("changes")
    op.drop_table("workspaces")
    op.drop_table("users")
    op.drop_table("user_workspaces")
    op.drop_table("user_idempotency_keys")
    op.drop_table("user_emails")
    op.drop_table("sessions")
    op.drop_table("organizations")
    op.drop_table("jobs")
    op.drop_table("id_blocks")
    op.drop_table("api_keys")
