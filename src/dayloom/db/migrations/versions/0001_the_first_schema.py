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
        sa.Column("hourly", sa.BigInteger(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="organizations_pkey"),
    )
    op.create_table(
        "quota_windows",
        sa.Column("organization_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("organization_id", "user_id", name="quota_windows_pkey"),
    )
    op.create_index("quota_windows_began", "quota_windows", ["began_at"], unique=False)

    op.create_table(
        "sessions",
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("csrf_token", sa.Text(), nullable=False),
        sa.Column("user_agent", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("renewed_at", sa.BigInteger(), nullable=False),
        sa.Column("last_used_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="sessions_pkey"),
    )
    op.create_index("sessions_user", "sessions", ["user_id", "id"], unique=False)

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
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("hourly", sa.BigInteger(), nullable=True),
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
    op.create_index("history_at", "history", ["workspace_id", "at", "id"], unique=False)
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
        sa.Column("locked_out_at", sa.BigInteger(), nullable=True),
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
        "custom_fields",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_fold", sa.Text(), nullable=False),
        sa.Column("name_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("entity_type", sa.Text(), nullable=False),
        sa.Column("field_type", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.Column("archived_with", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted_with", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="custom_fields_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="custom_fields_pkey"),
    )
    op.create_index(
        "custom_fields_name",
        "custom_fields",
        ["workspace_id", "entity_type", "name_fold"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "custom_field_options",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("custom_field_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_fold", sa.Text(), nullable=False),
        sa.Column("name_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("color", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.Column("archived_with", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted_with", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "custom_field_id"],
            ["custom_fields.workspace_id", "custom_fields.id"],
            name="custom_field_options_custom_field_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name="custom_field_options_workspace_fkey"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="custom_field_options_pkey"),
    )
    op.create_index(
        "custom_field_options_name",
        "custom_field_options",
        ["workspace_id", "custom_field_id", "name_fold"],
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
        "workspace_constraints",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("required_fields", sa.Text(), nullable=False),
        sa.Column("disallow_billable_override", sa.Boolean(), nullable=False),
        sa.Column("enabled_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name="workspace_constraints_workspace_fkey"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "subject", name="workspace_constraints_pkey"),
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
        sa.Column("locked_out_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="workspace_members_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "user_id", name="workspace_members_pkey"),
    )
    op.create_table(
        "saved_views",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("toggl_user_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_fold", sa.Text(), nullable=False),
        sa.Column("name_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("icon_name", sa.Text(), nullable=True),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.Column("archived_with", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted_with", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "toggl_user_id"],
            ["workspace_members.workspace_id", "workspace_members.user_id"],
            name="saved_views_toggl_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="saved_views_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="saved_views_pkey"),
    )
    op.create_index(
        "saved_views_user", "saved_views", ["workspace_id", "toggl_user_id", "name_sort", "id"], unique=False
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
        sa.Column("parent_project_id", sa.BigInteger(), nullable=True),
        sa.Column("toggl_user_id", sa.BigInteger(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("billable", sa.Boolean(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("start_date", sa.Text(), nullable=True),
        sa.Column("end_date", sa.Text(), nullable=True),
        sa.Column("estimated_mins", sa.BigInteger(), nullable=True),
        sa.Column("auto_compute_estimates", sa.Boolean(), nullable=False),
        sa.Column("fixed_fee_cents", sa.BigInteger(), nullable=True),
        sa.Column("fixed_fee_currency", sa.Text(), nullable=True),
        sa.Column("completion_mode", sa.Text(), nullable=False),
        sa.Column("completed_at", sa.BigInteger(), nullable=True),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("is_template", sa.Boolean(), nullable=False),
        sa.Column("source_template_id", sa.BigInteger(), nullable=True),
        sa.Column("rollover_mode", sa.Text(), nullable=False),
        sa.Column("rrule", sa.Text(), nullable=True),
        sa.Column("recurrence_date", sa.Text(), nullable=True),
        sa.Column("recurring_project_id", sa.BigInteger(), nullable=True),
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
            ["workspace_id", "parent_project_id"],
            ["projects.workspace_id", "projects.id"],
            name="projects_parent_project_id_fkey",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "recurring_project_id"],
            ["projects.workspace_id", "projects.id"],
            name="projects_recurring_project_id_fkey",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "source_template_id"],
            ["projects.workspace_id", "projects.id"],
            name="projects_source_template_id_fkey",
            initially="DEFERRED",
            deferrable=True,
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
    op.create_index("projects_parent", "projects", ["workspace_id", "parent_project_id"], unique=False)
    op.create_index(
        "projects_completed",
        "projects",
        ["workspace_id", "id"],
        unique=False,
        sqlite_where=sa.text("completed_at IS NOT NULL AND deleted_at IS NULL"),
        postgresql_where=sa.text("completed_at IS NOT NULL AND deleted_at IS NULL"),
    )
    op.create_index("projects_name", "projects", ["workspace_id", "name_sort", "id"], unique=False)
    op.create_index("projects_source", "projects", ["workspace_id", "source_template_id"], unique=False)
    op.create_index(
        "projects_unusual",
        "projects",
        ["workspace_id", "id"],
        unique=False,
        sqlite_where=sa.text("(draft OR is_template) AND deleted_at IS NULL"),
        postgresql_where=sa.text("(draft OR is_template) AND deleted_at IS NULL"),
    )
    op.create_index(
        "projects_recurring",
        "projects",
        ["workspace_id", "id"],
        unique=False,
        sqlite_where=sa.text("rrule IS NOT NULL AND deleted_at IS NULL"),
        postgresql_where=sa.text("rrule IS NOT NULL AND deleted_at IS NULL"),
    )
    op.create_index(
        "projects_series",
        "projects",
        ["workspace_id", "recurring_project_id", "recurrence_date"],
        unique=True,
        sqlite_where=sa.text("recurring_project_id IS NOT NULL"),
        postgresql_where=sa.text("recurring_project_id IS NOT NULL"),
    )

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
        "project_field_values",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("custom_field_id", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("text_fold", sa.Text(), nullable=True),
        sa.Column("text_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True),
        sa.Column("number", sa.Float(), nullable=True),
        sa.Column("checked", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "custom_field_id"],
            ["custom_fields.workspace_id", "custom_fields.id"],
            name="project_field_values_custom_field_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "project_id"],
            ["projects.workspace_id", "projects.id"],
            name="project_field_values_project_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name="project_field_values_workspace_fkey"
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "custom_field_id", "project_id", "item", name="project_field_values_pkey"
        ),
    )
    op.create_index("project_field_values_owner", "project_field_values", ["workspace_id", "project_id"], unique=False)

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
        "rates",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("start_date", sa.Text(), nullable=False),
        sa.Column("end_date", sa.Text(), nullable=True),
        sa.Column("hourly_cents", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "project_id"], ["projects.workspace_id", "projects.id"], name="rates_project_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "user_id"],
            ["workspace_members.workspace_id", "workspace_members.user_id"],
            name="rates_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="rates_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="rates_pkey"),
    )
    op.create_index(
        "rates_project",
        "rates",
        ["workspace_id", "project_id", "start_date"],
        unique=True,
        sqlite_where=sa.text("project_id IS NOT NULL AND user_id IS NULL"),
        postgresql_where=sa.text("project_id IS NOT NULL AND user_id IS NULL"),
    )
    op.create_index(
        "rates_project_user",
        "rates",
        ["workspace_id", "project_id", "user_id", "start_date"],
        unique=True,
        sqlite_where=sa.text("project_id IS NOT NULL AND user_id IS NOT NULL"),
        postgresql_where=sa.text("project_id IS NOT NULL AND user_id IS NOT NULL"),
    )
    op.create_index(
        "rates_user",
        "rates",
        ["workspace_id", "user_id", "start_date"],
        unique=True,
        sqlite_where=sa.text("project_id IS NULL AND user_id IS NOT NULL"),
        postgresql_where=sa.text("project_id IS NULL AND user_id IS NOT NULL"),
    )
    op.create_index(
        "rates_workspace",
        "rates",
        ["workspace_id", "start_date"],
        unique=True,
        sqlite_where=sa.text("project_id IS NULL AND user_id IS NULL"),
        postgresql_where=sa.text("project_id IS NULL AND user_id IS NULL"),
    )

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
        sa.Column("estimate_type", sa.Text(), nullable=False),
        sa.Column("allocation_unit", sa.Text(), nullable=False),
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
        sa.Column("linked", sa.Text(), nullable=True),
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
        ["workspace_id", "name_sort", "id", "archived_at", "project_id", "deleted_at"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "tasks_dated",
        "tasks",
        [
            "workspace_id",
            "position",
            sa.literal_column("created_at DESC"),
            sa.literal_column("id DESC"),
            "archived_at",
            "start_date",
            "end_date",
            "project_id",
            "deleted_at",
        ],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL AND coalesce(start_date, end_date) IS NOT NULL"),
        postgresql_where=sa.text("deleted_at IS NULL AND coalesce(start_date, end_date) IS NOT NULL"),
    )
    op.create_index(
        "tasks_parent", "tasks", ["workspace_id", "parent_task_id", "status_id", "deleted_at"], unique=False
    )
    op.create_index(
        "tasks_position",
        "tasks",
        [
            "workspace_id",
            "position",
            sa.literal_column("created_at DESC"),
            sa.literal_column("id DESC"),
            "archived_at",
            "project_id",
            "deleted_at",
            "status_id",
            "priority",
            "parent_task_id",
            "start_date",
            "end_date",
            "private",
            "privacy_project_id",
            "toggl_user_id",
            "linked",
            "name_fold",
        ],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index("tasks_privacy", "tasks", ["workspace_id", "privacy_project_id"], unique=False)
    op.create_index(
        "tasks_project",
        "tasks",
        [
            "workspace_id",
            "project_id",
            "position",
            sa.literal_column("created_at DESC"),
            sa.literal_column("id DESC"),
            "archived_at",
            "deleted_at",
            "status_id",
        ],
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
        [
            "workspace_id",
            "status_id",
            "position",
            sa.literal_column("created_at DESC"),
            sa.literal_column("id DESC"),
            "archived_at",
            "project_id",
            "deleted_at",
        ],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "tasks_end",
        "tasks",
        [
            "workspace_id",
            "end_date",
            "id",
            "archived_at",
            "project_id",
            "deleted_at",
        ],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "tasks_updated",
        "tasks",
        ["workspace_id", "updated_at", "id", "archived_at", "project_id", "deleted_at"],
        unique=False,
    )

    op.create_table(
        "task_field_values",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("custom_field_id", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("text_fold", sa.Text(), nullable=True),
        sa.Column("text_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True),
        sa.Column("number", sa.Float(), nullable=True),
        sa.Column("checked", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "custom_field_id"],
            ["custom_fields.workspace_id", "custom_fields.id"],
            name="task_field_values_custom_field_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "task_id"], ["tasks.workspace_id", "tasks.id"], name="task_field_values_task_id_fkey"
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="task_field_values_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "custom_field_id", "task_id", "item", name="task_field_values_pkey"),
    )
    op.create_index("task_field_values_owner", "task_field_values", ["workspace_id", "task_id"], unique=False)

    op.create_table(
        "user_field_values",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("custom_field_id", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("text_fold", sa.Text(), nullable=True),
        sa.Column("text_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True),
        sa.Column("number", sa.Float(), nullable=True),
        sa.Column("checked", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "custom_field_id"],
            ["custom_fields.workspace_id", "custom_fields.id"],
            name="user_field_values_custom_field_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "user_id"],
            ["workspace_members.workspace_id", "workspace_members.user_id"],
            name="user_field_values_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="user_field_values_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "custom_field_id", "user_id", "item", name="user_field_values_pkey"),
    )
    op.create_index("user_field_values_owner", "user_field_values", ["workspace_id", "user_id"], unique=False)

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
        ["workspace_id", "task_id", "start", "duration", "completed_at", "deleted_at"],
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
        sa.Column("description_key", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=True),
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
        ["workspace_id", "task_id", "start", "duration", "type", "deleted_at"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "time_entries_user",
        "time_entries",
        ["workspace_id", "toggl_user_id", "begin_at", "id", "end_at", "task_id", "deleted_at"],
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

    op.create_table(
        "invitations",
        sa.Column("organization_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_key", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("workspaces", sa.Text(), nullable=False),
        sa.Column("invited_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("accepted_at", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], name="invitations_organization_fkey"),
        sa.PrimaryKeyConstraint("organization_id", "id", name="invitations_pkey"),
    )
    op.create_index("invitations_hash", "invitations", ["organization_id", "hash"], unique=True)
    op.create_table(
        "organization_groups",
        sa.Column("organization_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_fold", sa.Text(), nullable=False),
        sa.Column("name_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("emoji", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name="organization_groups_organization_fkey"
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name="organization_groups_pkey"),
    )
    op.create_index(
        "organization_groups_name",
        "organization_groups",
        ["organization_id", "name_fold"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "teams",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_fold", sa.Text(), nullable=False),
        sa.Column("name_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("emoji", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.Column("archived_with", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted_with", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="teams_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="teams_pkey"),
    )
    op.create_table(
        "organization_group_members",
        sa.Column("organization_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "group_id"],
            ["organization_groups.organization_id", "organization_groups.id"],
            name="organization_group_members_group_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "user_id"],
            ["organization_members.organization_id", "organization_members.user_id"],
            name="organization_group_members_user_fkey",
        ),
        sa.PrimaryKeyConstraint("organization_id", "group_id", "user_id", name="organization_group_members_pkey"),
    )
    op.create_index(
        "organization_group_members_user",
        "organization_group_members",
        ["organization_id", "user_id", "group_id"],
        unique=False,
    )
    op.create_table(
        "organization_group_workspaces",
        sa.Column("organization_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("group_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "group_id"],
            ["organization_groups.organization_id", "organization_groups.id"],
            name="organization_group_workspaces_group_fkey",
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "group_id", "workspace_id", name="organization_group_workspaces_pkey"
        ),
    )
    op.create_table(
        "team_members",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"], ["teams.workspace_id", "teams.id"], name="team_members_team_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "user_id"],
            ["workspace_members.workspace_id", "workspace_members.user_id"],
            name="team_members_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="team_members_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "team_id", "user_id", name="team_members_pkey"),
    )
    op.create_index("team_members_user", "team_members", ["workspace_id", "user_id", "team_id"], unique=False)

    op.create_table(
        "task_teams",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "task_id"], ["tasks.workspace_id", "tasks.id"], name="task_teams_task_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"], ["teams.workspace_id", "teams.id"], name="task_teams_team_id_fkey"
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="task_teams_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "task_id", "team_id", name="task_teams_pkey"),
    )
    op.create_index("task_teams_team", "task_teams", ["workspace_id", "team_id", "task_id"], unique=False)

    op.create_table(
        "project_teams",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("manager", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "project_id"],
            ["projects.workspace_id", "projects.id"],
            name="project_teams_project_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"], ["teams.workspace_id", "teams.id"], name="project_teams_team_id_fkey"
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="project_teams_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "project_id", "team_id", name="project_teams_pkey"),
    )
    op.create_index("project_teams_team", "project_teams", ["workspace_id", "team_id", "project_id"], unique=False)

    op.create_table(
        "milestones",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_fold", sa.Text(), nullable=False),
        sa.Column("name_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("color", sa.Text(), nullable=True),
        sa.Column("due_date", sa.Text(), nullable=False),
        sa.Column("completed_at", sa.BigInteger(), nullable=True),
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
            name="milestones_toggl_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="milestones_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="milestones_pkey"),
    )
    op.create_index("milestones_due", "milestones", ["workspace_id", "due_date", "id"], unique=False)
    op.create_table(
        "milestone_projects",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("milestone_id", sa.BigInteger(), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "milestone_id"],
            ["milestones.workspace_id", "milestones.id"],
            name="milestone_projects_milestone_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "project_id"],
            ["projects.workspace_id", "projects.id"],
            name="milestone_projects_project_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name="milestone_projects_workspace_fkey"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "milestone_id", "project_id", name="milestone_projects_pkey"),
    )
    op.create_index(
        "milestone_projects_project", "milestone_projects", ["workspace_id", "project_id", "milestone_id"], unique=False
    )
    op.create_table(
        "milestone_teams",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("milestone_id", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "milestone_id"],
            ["milestones.workspace_id", "milestones.id"],
            name="milestone_teams_milestone_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"], ["teams.workspace_id", "teams.id"], name="milestone_teams_team_id_fkey"
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="milestone_teams_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "milestone_id", "team_id", name="milestone_teams_pkey"),
    )
    op.create_index(
        "milestone_teams_team", "milestone_teams", ["workspace_id", "team_id", "milestone_id"], unique=False
    )

    op.create_table(
        "ghosts",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_fold", sa.Text(), nullable=False),
        sa.Column("name_sort", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("embodied_at", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.Column("archived_with", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted_with", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "user_id"],
            ["workspace_members.workspace_id", "workspace_members.user_id"],
            name="ghosts_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="ghosts_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="ghosts_pkey"),
    )
    op.create_table(
        "team_ghosts",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("ghost_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "ghost_id"], ["ghosts.workspace_id", "ghosts.id"], name="team_ghosts_ghost_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "team_id"], ["teams.workspace_id", "teams.id"], name="team_ghosts_team_id_fkey"
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="team_ghosts_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "team_id", "ghost_id", name="team_ghosts_pkey"),
    )
    op.create_index("team_ghosts_ghost", "team_ghosts", ["workspace_id", "ghost_id", "team_id"], unique=False)
    op.create_table(
        "project_ghosts",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=False),
        sa.Column("ghost_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "ghost_id"], ["ghosts.workspace_id", "ghosts.id"], name="project_ghosts_ghost_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "project_id"],
            ["projects.workspace_id", "projects.id"],
            name="project_ghosts_project_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="project_ghosts_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "project_id", "ghost_id", name="project_ghosts_pkey"),
    )
    op.create_index("project_ghosts_ghost", "project_ghosts", ["workspace_id", "ghost_id", "project_id"], unique=False)
    op.create_table(
        "task_ghosts",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("ghost_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "ghost_id"], ["ghosts.workspace_id", "ghosts.id"], name="task_ghosts_ghost_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "task_id"], ["tasks.workspace_id", "tasks.id"], name="task_ghosts_task_id_fkey"
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="task_ghosts_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "task_id", "ghost_id", name="task_ghosts_pkey"),
    )
    op.create_index("task_ghosts_ghost", "task_ghosts", ["workspace_id", "ghost_id", "task_id"], unique=False)

    op.create_table(
        "task_allocations",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=False),
        sa.Column("toggl_user_id", sa.BigInteger(), nullable=False),
        sa.Column("allocated_mins", sa.BigInteger(), nullable=True),
        sa.Column("allocated_percent", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "task_id"], ["tasks.workspace_id", "tasks.id"], name="task_allocations_task_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "toggl_user_id"],
            ["workspace_members.workspace_id", "workspace_members.user_id"],
            name="task_allocations_toggl_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="task_allocations_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="task_allocations_pkey"),
    )
    op.create_index(
        "task_allocations_person",
        "task_allocations",
        ["workspace_id", "task_id", "toggl_user_id"],
        unique=True,
    )

    op.create_table(
        "calendar_feeds",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("toggl_user_id", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("tracked", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "toggl_user_id"],
            ["workspace_members.workspace_id", "workspace_members.user_id"],
            name="calendar_feeds_toggl_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="calendar_feeds_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "toggl_user_id", name="calendar_feeds_pkey"),
        info={"keyed_by": "workspace"},
    )
    op.create_index("calendar_feeds_hash", "calendar_feeds", ["workspace_id", "hash"], unique=True)
    op.create_table(
        "calendar_integrations",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("toggl_user_id", sa.BigInteger(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("auto_track", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.Column("archived_with", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted_with", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "toggl_user_id"],
            ["workspace_members.workspace_id", "workspace_members.user_id"],
            name="calendar_integrations_toggl_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.workspace_id"], name="calendar_integrations_workspace_fkey"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="calendar_integrations_pkey"),
        info={"keyed_by": "workspace"},
    )
    op.create_index(
        "calendar_integrations_user", "calendar_integrations", ["workspace_id", "toggl_user_id", "id"], unique=False
    )
    op.create_table(
        "calendars",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("calendar_integration_id", sa.BigInteger(), nullable=False),
        sa.Column("toggl_user_id", sa.BigInteger(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("background_color", sa.Text(), nullable=False),
        sa.Column("foreground_color", sa.Text(), nullable=False),
        sa.Column("selected", sa.Boolean(), nullable=False),
        sa.Column("default_action", sa.Text(), nullable=False),
        sa.Column("default_project_id", sa.BigInteger(), nullable=True),
        sa.Column("default_planned_task_id", sa.BigInteger(), nullable=True),
        sa.Column("auto_track", sa.Boolean(), nullable=False),
        sa.Column("focus_auto_track", sa.Boolean(), nullable=False),
        sa.Column("remind_tracking", sa.Boolean(), nullable=False),
        sa.Column("writable", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("synced_from", sa.BigInteger(), nullable=True),
        sa.Column("synced_to", sa.BigInteger(), nullable=True),
        sa.Column("synced_zone", sa.Text(), nullable=True),
        sa.Column("synced_at", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.Column("archived_with", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted_with", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "calendar_integration_id"],
            ["calendar_integrations.workspace_id", "calendar_integrations.id"],
            name="calendars_calendar_integration_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "toggl_user_id"],
            ["workspace_members.workspace_id", "workspace_members.user_id"],
            name="calendars_toggl_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="calendars_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="calendars_pkey"),
        info={"keyed_by": "workspace"},
    )
    op.create_index(
        "calendars_integration", "calendars", ["workspace_id", "calendar_integration_id", "id"], unique=False
    )
    op.create_index(
        "calendars_user",
        "calendars",
        ["workspace_id", "toggl_user_id", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_table(
        "calendar_events",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("calendar_id", sa.BigInteger(), nullable=False),
        sa.Column("toggl_user_id", sa.BigInteger(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("ical_uid", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("html_link", sa.Text(), nullable=True),
        sa.Column("meeting_link", sa.Text(), nullable=True),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        sa.Column("start", sa.BigInteger(), nullable=False),
        sa.Column("end_at", sa.BigInteger(), nullable=False),
        sa.Column("start_date", sa.Text(), nullable=True),
        sa.Column("end_date", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.BigInteger(), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("task_id", sa.BigInteger(), nullable=True),
        sa.Column("time_block_id", sa.BigInteger(), nullable=True),
        sa.Column("made_task", sa.Boolean(), nullable=False),
        sa.Column("made_here", sa.Boolean(), nullable=False),
        sa.Column("base", sa.Text(), nullable=True),
        sa.Column("href", sa.Text(), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.Column("archived_with", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted_with", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "calendar_id"],
            ["calendars.workspace_id", "calendars.id"],
            name="calendar_events_calendar_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "toggl_user_id"],
            ["workspace_members.workspace_id", "workspace_members.user_id"],
            name="calendar_events_toggl_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="calendar_events_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="calendar_events_pkey"),
        info={"keyed_by": "workspace"},
    )
    op.create_index("calendar_events_block", "calendar_events", ["workspace_id", "time_block_id"], unique=False)
    op.create_index(
        "calendar_events_external", "calendar_events", ["workspace_id", "calendar_id", "external_id"], unique=True
    )
    op.create_index("calendar_events_start", "calendar_events", ["workspace_id", "calendar_id", "start"], unique=False)
    op.create_index("calendar_events_user", "calendar_events", ["workspace_id", "toggl_user_id", "start"], unique=False)
    op.create_table(
        "calendar_rules",
        sa.Column("workspace_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("toggl_user_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_fold", sa.Text(), nullable=False),
        sa.Column("project_id", sa.BigInteger(), nullable=True),
        sa.Column("task_id", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.Column("archived_with", sa.BigInteger(), nullable=True),
        sa.Column("deleted_at", sa.BigInteger(), nullable=True),
        sa.Column("deleted_with", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "project_id"],
            ["projects.workspace_id", "projects.id"],
            name="calendar_rules_project_id_fkey",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "task_id"], ["tasks.workspace_id", "tasks.id"], name="calendar_rules_task_id_fkey"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "toggl_user_id"],
            ["workspace_members.workspace_id", "workspace_members.user_id"],
            name="calendar_rules_toggl_user_id_fkey",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.workspace_id"], name="calendar_rules_workspace_fkey"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="calendar_rules_pkey"),
        info={"keyed_by": "workspace"},
    )
    op.create_index(
        "calendar_rules_title",
        "calendar_rules",
        ["workspace_id", "toggl_user_id", "title_fold"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("calendar_rules")
    op.drop_table("calendar_events")
    op.drop_table("calendars")
    op.drop_table("calendar_integrations")
    op.drop_table("calendar_feeds")
    op.drop_table("task_allocations")
    op.drop_table("task_ghosts")
    op.drop_table("project_ghosts")
    op.drop_table("team_ghosts")
    op.drop_table("ghosts")
    op.drop_table("milestone_teams")
    op.drop_table("milestone_projects")
    op.drop_table("milestones")
    op.drop_table("project_teams")
    op.drop_table("task_teams")
    op.drop_table("team_members")
    op.drop_table("organization_group_workspaces")
    op.drop_table("organization_group_members")
    op.drop_table("teams")
    op.drop_table("organization_groups")
    op.drop_table("invitations")
    op.drop_table("time_entry_tags")
    op.drop_table("time_entries")
    op.drop_table("time_blocks")
    op.drop_table("task_tags")
    op.drop_table("task_series")
    op.drop_table("user_field_values")
    op.drop_table("task_field_values")
    op.drop_table("task_assignees")
    op.drop_table("tasks")
    op.drop_table("project_field_values")
    op.drop_table("rates")
    op.drop_table("project_tags")
    op.drop_table("project_members")
    op.drop_table("projects")
    op.drop_table("clients")
    op.drop_table("saved_views")
    op.drop_table("workspace_members")
    op.drop_table("workspace_constraints")
    op.drop_table("workspace_clock")
    op.drop_table("tags")
    op.drop_table("custom_field_options")
    op.drop_table("custom_fields")
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
    op.drop_table("quota_windows")
    op.drop_table("organizations")
    op.drop_table("jobs")
    op.drop_table("id_blocks")
    op.drop_table("api_keys")
