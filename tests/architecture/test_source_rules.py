"""House rules that hold file by file: the engine is known in one place, SQL and record look-ups in theirs."""

import ast
import re
from collections.abc import Iterator

from dayloom.schema import metadata
from tests.architecture.source import MODULES

#: `sqlite_sync` is a setting, and its name is all that the start knows of it.
ENGINES = re.compile("(sqlite|postgres)(?!_sync)", re.IGNORECASE)
#: Where an engine may be named in code, and why. Sentences for people may name one anywhere.
NAMES_AN_ENGINE = {
    "db.dialect": "the one that asks",
    "db.sqlite": "a driver",
    "db.postgres": "a driver",
    "db.migrations.versions.0001_the_first_schema": "predicates of partial indexes and a collation, for both engines",
}
#: Tables of records: what lives, is archived and deleted, and is never looked up by a bare id.
RECORDS = {name for name, table in metadata.tables.items() if "deleted_at" in table.columns}
#: Files that look records up; `filters`, `orders` and `instances` are parts of `queries` that grew long.
QUERIES = ("queries", "families", "filters", "instances", "linked", "orders", "permissions", "places")
#: Where SQL stands as text, by the beginning of the name, and why.
WRITES_SQL_BY_HAND = {
    "db.dialect": "the predicates of partial indexes",
    "db.sqlite": "a driver",
    "db.postgres": "a driver",
    "db.migrations": "moves data between schemas",
}


def _docstrings(tree: ast.Module) -> set[int]:
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef))
    first = (body[0] for body in bodies if body)
    return {id(node.value) for node in first if isinstance(node, ast.Expr)}


def _words(tree: ast.Module) -> Iterator[str]:
    """Every identifier and every string that is no sentence."""
    prose = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.keyword | ast.arg):
            yield node.arg or ""
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield "" if " " in node.value else node.value


def engine_words(tree: ast.Module) -> set[str]:
    """The words of a file that name an engine."""
    return {word for word in _words(tree) if ENGINES.search(word)}


def record_names(tree: ast.Module) -> set[str]:
    """The names under which a file knows tables of records: as they are, imported as something else, aliased."""
    names = set(RECORDS)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".tables"):
            names |= {alias.asname or alias.name for alias in node.names if alias.name in RECORDS}
        elif isinstance(node, ast.Assign) and ".alias(" in ast.unparse(node.value):
            of_records = RECORDS & {getattr(inner, "id", "") for inner in ast.walk(node.value)}
            names |= {getattr(target, "id", "") for target in node.targets if of_records}
    return names


def raw_lookups(tree: ast.Module) -> list[str]:
    """`select(tags.c.id)` and the like, for tables of records."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "select")
    found = ((call, {getattr(node, "id", "") for arg in call.args for node in ast.walk(arg)}) for call in calls)
    known = record_names(tree)
    return [ast.unparse(call) for call, names in found if names & known]


def imported_names(tree: ast.Module) -> set[str]:
    """What a file imports from SQLAlchemy, by its name there."""
    froms = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {alias.name for node in froms if (node.module or "").startswith("sqlalchemy") for alias in node.names}


def sql_by_hand(tree: ast.Module) -> set[str]:
    """Ways around SQLAlchemy's constructs that a file uses."""
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    by_hand = {"text", "TextClause", "literal_column", "DDL"}
    return (imported_names(tree) & by_hand) | (called & {"exec_driver_sql", "TextClause"})


def test_only_the_dialect_knows_the_engine() -> None:
    elsewhere = [module for module in MODULES if module.name not in NAMES_AN_ENGINE]
    assert {module.name: found for module in elsewhere if (found := engine_words(module.tree))} == {}


def test_records_are_looked_up_through_what_the_actor_may_see() -> None:
    elsewhere = [module for module in MODULES if module.name != "records" and module.path.stem not in QUERIES]
    assert {module.name: found for module in elsewhere if (found := raw_lookups(module.tree))} == {}


def test_what_looks_up_does_not_write() -> None:
    verbs = {"update", "insert", "delete"}
    queries = [module for module in MODULES if module.path.stem in QUERIES]
    assert {module.name: found for module in queries if (found := verbs & imported_names(module.tree))} == {}


def test_sql_is_not_written_by_hand() -> None:
    elsewhere = [module for module in MODULES if not module.name.startswith(tuple(WRITES_SQL_BY_HAND))]
    assert {module.name: found for module in elsewhere if (found := sql_by_hand(module.tree))} == {}


def test_bad_source_is_caught() -> None:
    assert engine_words(ast.parse("if driver.name == 'sqlite': pass")) == {"sqlite"}
    assert engine_words(ast.parse("'''SQLite'''\nraise Error('That needs PostgreSQL 15.')")) == set()
    assert raw_lookups(ast.parse("select(tags.c.id).where(tags.c.id == 1)")) == ["select(tags.c.id)"]
    assert raw_lookups(ast.parse("select(users.c.id)")) == []
    assert raw_lookups(ast.parse("parents = tasks.alias()\nselect(parents.c.id)")) == ["select(parents.c.id)"]
    renamed = "from dayloom.tags.tables import tags as words\nselect(words)"
    assert raw_lookups(ast.parse(renamed)) == ["select(words)"]
    assert sql_by_hand(ast.parse("from sqlalchemy import text")) == {"text"}
    assert sql_by_hand(ast.parse("from dayloom.db.types import text")) == set()


def test_exceptions_are_still_needed() -> None:
    known = {module.name: module for module in MODULES}
    idle = {name for name in NAMES_AN_ENGINE if name in known and not engine_words(known[name].tree)}
    assert idle == set()
