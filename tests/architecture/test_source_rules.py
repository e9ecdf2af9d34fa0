"""House rules that hold file by file: the engine is known in one place, SQL and record look-ups in theirs."""

import ast
import re
from collections.abc import Iterator

import pytest

from dayloom.schema import metadata
from tests.architecture.source import MODULES, Module

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
#: Files that look records up; `filters` is a part of `queries` that grew long.
QUERIES = ("queries", "filters", "permissions")
WRITES_SQL_BY_HAND = {"db.dialect": "the predicates of partial indexes", "db.migrate": "moves data between schemas"}

each_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name or "dayloom")


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


def raw_lookups(tree: ast.Module) -> list[str]:
    """`select(tags.c.id)` and the like, for tables of records."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "select")
    names = ((call, {getattr(node, "id", "") for arg in call.args for node in ast.walk(arg)}) for call in calls)
    return [ast.unparse(call) for call, found in names if found & RECORDS]


def sql_by_hand(tree: ast.Module) -> set[str]:
    """Ways around SQLAlchemy's constructs that a file uses."""
    by_hand = {"text", "TextClause", "literal_column", "DDL"}
    froms = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module)
    imported = {alias.name for node in froms if node.module.startswith("sqlalchemy") for alias in node.names}  # type: ignore[union-attr]
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return (imported & by_hand) | (called & {"exec_driver_sql", "TextClause"})


@each_module
def test_only_the_dialect_knows_the_engine(module: Module) -> None:
    assert module.name in NAMES_AN_ENGINE or engine_words(module.tree) == set()


@each_module
def test_records_are_looked_up_through_what_the_actor_may_see(module: Module) -> None:
    at_home = module.name == "records" or module.path.stem in QUERIES
    assert at_home or raw_lookups(module.tree) == []


@each_module
def test_what_looks_up_does_not_write(module: Module) -> None:
    if module.path.stem in QUERIES:
        assert not {"update", "insert", "delete"} & {
            alias.name for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom) for alias in node.names
        }


@each_module
def test_sql_is_not_written_by_hand(module: Module) -> None:
    at_home = module.name in WRITES_SQL_BY_HAND or module.parts[:2] in (
        ("db", "sqlite"),
        ("db", "postgres"),
        ("db", "migrations"),
    )
    assert at_home or sql_by_hand(module.tree) == set()


def test_bad_source_is_caught() -> None:
    assert engine_words(ast.parse("if driver.name == 'sqlite': pass")) == {"sqlite"}
    assert engine_words(ast.parse("'''SQLite'''\nraise Error('That needs PostgreSQL 15.')")) == set()
    assert raw_lookups(ast.parse("select(tags.c.id).where(tags.c.id == 1)")) == ["select(tags.c.id)"]
    assert raw_lookups(ast.parse("select(users.c.id)")) == []
    assert sql_by_hand(ast.parse("from sqlalchemy import text")) == {"text"}
    assert sql_by_hand(ast.parse("from dayloom.db.types import text")) == set()


def test_exceptions_are_still_needed() -> None:
    known = {module.name: module for module in MODULES}
    idle = {name for name in NAMES_AN_ENGINE if name in known and not engine_words(known[name].tree)}
    assert idle == set()
