"""The arrows of docs/architecture.md: routes → service → queries/permissions/rules → records → db."""

from tests.architecture.source import MODULES, Module

CHAIN = ("projects", "tasks", "time_blocks", "time_entries")
GROUND = (
    "auth",
    "constraints",
    "jobs",
    "users",
    "workspaces",
    "groups",
    "clients",
    "tags",
    "statuses",
    "custom_fields",
    "rates",
    "outside",
)
#: What only reads what others write: they may call anything, and nothing calls them.
READING = ("audit", "reports", "search")
EDGE = ("http", "cli", "client", "app", "features", "__main__")
#: Words with values in them, and no database.
PLAIN = ("errors", "fields", "text", "dates", "recurrence")
#: Limits of values, and a row as a type: no way to a connection.
TYPES, ROW = ("db", "types"), ("db", "engine")
#: What every feature calls.
CORE = (
    *PLAIN,
    "context",
    "kinds",
    "links",
    "records",
    "lives",
    "lineage",
    "journal",
    "names",
    "references",
    "settings",
    "schema",
    "errands",
)
#: Every file name that stands in for a role; any other file of a feature is read like its `service`.
ROLES = ("schemas", "tables", "rules", "permissions", "queries", "routes")
#: Files that hold a part of a feature's queries.
READERS = ("families", "filters", "instances", "orders", "places")
#: Files that everybody may read: they import nothing of the feature that could lead back.
LEAVES = ("tables", "permissions", "schemas")

#: module → what it may import against the rules, and why.
EXCEPTIONS = {
    **{
        f"tasks.{name}": {"ghosts.queries"}  # it reads leaves alone; what is done with ghosts stands above tasks
        for name in ("desk", "duplicates", "ghosts", "shown")
    },
    "db.migrations.env": {"schema"},  # Alembic compares the database with the whole schema
    "db.backup": {"schema"},  # a backup holds the whole schema
    "references": {"workspaces.members"},  # an id in a body may name a member, as it may name a record
}


def _feature(parts: tuple[str, ...]) -> str:
    return parts[0] if len(parts) > 1 and parts[0] not in ("db", *EDGE) else ""


def _role(parts: tuple[str, ...]) -> str:
    role = {
        "families": "queries",
        "filters": "queries",
        "instances": "queries",
        "orders": "queries",
        "places": "queries",
    }.get(parts[1], parts[1])
    return role if role in ROLES else "service"


def _strays(module: Module) -> list[str]:
    allowed = EXCEPTIONS.get(module.name, set())
    return sorted(
        ".".join(target)
        for target in module.inside
        if target and ".".join(target) not in allowed and not _may(module.parts, target)
    )


def _may(source: tuple[str, ...], target: tuple[str, ...]) -> bool:
    if source[:1] == target[:1] == ("db",) or not source:
        return True
    if _feature(source):
        return _role_may(_role(source), target) and _feature_may(source[0], target)
    return _outside_may(source, target)


def _outside_may(source: tuple[str, ...], target: tuple[str, ...]) -> bool:
    """The layers around the features: db below, core beside, the wire and the commands above."""
    if source[0] == "db":
        return target == ("errors",)
    if source[0] == "http":
        return target[0] in ("http", "auth", "db", *CORE) or target == ("changes", "tables")
    if source[0] in PLAIN:
        return target[0] in PLAIN or target == TYPES
    if source[0] in CORE:
        return target[0] in ("auth", "db", *CORE) or _is_leaf(target)
    return True


def _role_may(role: str, target: tuple[str, ...]) -> bool:
    """What a file may import for its role in the feature."""
    plain = target[0] in PLAIN
    of_feature = _role(target) if _feature(target) else ""
    return {
        "tables": target[0] == "db",
        "schemas": plain or target == TYPES or of_feature == "schemas",
        "rules": plain or of_feature in ("schemas", "rules"),
        "permissions": plain or target[0] in ("db", "auth") or of_feature in LEAVES,
        "queries": target[0] not in EDGE and of_feature != "routes" and target != ("journal",),
        "service": target[0] not in EDGE and of_feature != "routes",
        "routes": target[0] in ("http", *CORE)
        or target == ("db", "engine")
        or of_feature in ("service", "schemas", "queries"),
    }[role]


def _feature_may(feature: str, target: tuple[str, ...]) -> bool:
    """Which features a feature may call: down the chain and to the ground; leaves of any."""
    other = _feature(target)
    if not other or other == feature:
        return True
    if other in READING:
        return False
    if _is_leaf(target):
        return True
    if feature in CHAIN:
        return other in GROUND or (other in CHAIN and CHAIN.index(other) < CHAIN.index(feature))
    return feature not in GROUND or other in GROUND


def _is_leaf(target: tuple[str, ...]) -> bool:
    return bool(_feature(target)) and _role(target) in LEAVES


def test_imports_point_one_way() -> None:
    assert {module.name: found for module in MODULES if (found := _strays(module))} == {}


def test_wrong_arrows_are_seen() -> None:
    assert _may(("tasks", "service"), ("projects", "service"))
    assert not _may(("projects", "service"), ("tasks", "service"))
    assert _may(("projects", "queries"), ("tasks", "tables"))
    assert not _may(("tags", "service"), ("tags", "routes"))
    assert not _may(("tags", "routes"), ("tags", "tables"))
    assert not _may(("tags", "rules"), ("context",))
    assert not _may(("http", "edge"), ("tags", "service"))
    assert not _may(("db", "engine"), ("records",))
    assert _may(("reports", "queries"), ("time_entries", "queries"))
    assert not _may(("time_entries", "queries"), ("reports", "schemas"))


def test_the_drivers_are_imported_by_one_file_and_their_packages_by_them() -> None:
    importers = {
        (imported.partition(".")[0], module.name)
        for module in MODULES
        for imported in module.imports
        if imported.split(".")[0] in ("sqlite3", "psycopg", "psycopg_pool", "redis")
    }
    assert importers == {
        ("sqlite3", "db.sqlite"),
        ("psycopg", "db.postgres"),
        ("psycopg_pool", "db.postgres"),
        ("redis", "auth.redis"),
    }
    users = {module.name for module in MODULES if module.inside & {("db", "sqlite"), ("db", "postgres")}}
    assert users == {"db.dialect"}


def test_routes_and_commands_build_no_sql() -> None:
    builders = {module.name for module in MODULES if any(name.startswith("sqlalchemy") for name in module.imports)}
    above = {name for name in builders if name.endswith("routes") or name.split(".")[0] in EDGE}
    #: Answers kept for retries, and whether the database is there: no feature's records.
    assert above <= {"http.idempotency", "http.system"}


def test_only_the_commands_admin_opens_the_database() -> None:
    assert {module.name for module in MODULES for _ in module.calls("Database")} == {"cli.admin"}
    assert {module.name for module in MODULES for _ in module.calls("open_driver")} == {"db.backup", "db.engine"}


def test_features_leave_the_wire_to_http() -> None:
    wire = {"starlette", "uvicorn", "httptools", "http"}
    users = {module.name for module in MODULES if wire & {name.partition(".")[0] for name in module.imports}}
    #: `outside` is the other side of the wire: what we ask of others.
    may = ("app", "http", "cli", "client", "outside")
    assert {name for name in users if name.partition(".")[0] not in may} == set()
