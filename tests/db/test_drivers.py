"""What both drivers promise: values come back as they went in, snapshots stand still, failures leave nothing."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import BigInteger, Table, bindparam, select

from dayloom.db.dialect import contains, contains_any, in_ids, in_words
from dayloom.db.engine import Database
from dayloom.db.sqlite import SqliteDriver
from dayloom.db.statement import Statement
from dayloom.db.tables import of_workspace
from dayloom.db.types import MAX_ID
from dayloom.errors import Conflict
from dayloom.fields import Name
from dayloom.schema import metadata
from dayloom.tags.tables import tags
from tests.cast import MONDAY
from tests.stores import Store

HARD = [
    "",
    "NULL",
    "null",
    "'",
    '"',
    "\\",
    "\\N",
    "{",
    "}",
    "{a,b}",
    ",",
    "a,b",
    'it\'s "so" \\ {x}',
    " spaces ",
    "tab\tline\nreturn\r",
    "%",
    "_",
    "%s %(id)s :id $1 ?",
    "é 😀 \u2028 \ufeff e\u0301",
    "x" * 100_000,
]
users = metadata.tables["users"]
emails = metadata.tables["user_emails"]
BY_ID = Statement(select(tags.c.id, tags.c.name, tags.c.color).where(of_workspace(tags)).order_by(tags.c.id))


def _tag(store: Store, record_id: int, **values: Any) -> dict[str, Any]:
    blank = {**dict.fromkeys(tags.columns.keys()), "workspace_id": store.cast.workspace_id, "id": record_id}
    names = {"name": "", "name_fold": str(record_id), "name_sort": "", "created_at": MONDAY, "updated_at": MONDAY}
    return {**blank, **names, **values}


def _named(database: Database, store: Store) -> list[Any]:
    with database.read() as db:
        return db.all(BY_ID, {"workspace_id": store.cast.workspace_id})


def test_text_comes_back_letter_by_letter(store: Store) -> None:
    rows = [_tag(store, number, name=text, color=text) for number, text in enumerate(HARD, 1)]
    with store.database.write() as db:
        db.insert(tags, rows)
    assert _named(store.database, store) == [(row["id"], row["name"], row["color"]) for row in rows]
    with store.database.write() as db:
        turned = [{**row, "name": text} for row, text in zip(rows, reversed(HARD), strict=True)]
        db.update(tags, ["name", "color"], [{**row, "color": None} for row in turned])
    assert _named(store.database, store) == [(row["id"], row["name"], None) for row in turned]


@pytest.mark.parametrize("colors", [[None, None], [None, "#aabbcc"], ["#aabbcc", None], ["NULL", None]])
def test_nothing_stays_nothing(store: Store, colors: list[str | None]) -> None:
    with store.database.write() as db:
        db.insert(tags, [_tag(store, number, color=color) for number, color in enumerate(colors, 1)])
    assert [row[2] for row in _named(store.database, store)] == colors


def test_words_of_our_own_types_mix_with_plain_ones(store: Store) -> None:
    with store.database.write() as db:
        db.insert(tags, [_tag(store, 1, name=Name("wool")), _tag(store, 2, name="linen"), _tag(store, 3, color=None)])
        db.update(tags, ["name"], [_tag(store, 1, name="silk"), _tag(store, 2, name=Name("felt"))])
    assert [row[1] for row in _named(store.database, store)] == ["silk", "felt", ""]


@pytest.mark.parametrize("value", [True, False, None])
def test_booleans_come_back_as_booleans(store: Store, value: bool | None) -> None:
    projects = metadata.tables["projects"]
    flags = {column.name: column.nullable for column in projects.columns if str(column.type) == "BOOLEAN"}
    given = {name: value if optional else bool(value) for name, optional in flags.items()}
    row = {**_least(store, projects), **given}
    with store.database.write() as db:
        db.insert(projects, [row])
        found = db.one(Statement(select(projects).where(of_workspace(projects))), row)
    assert found is not None
    assert {name: repr(found[name]) for name in given} == {name: repr(value) for name, value in given.items()}


def _least(store: Store, table: Table) -> dict[str, Any]:
    """A row with a value wherever there must be one."""
    row: dict[str, Any] = dict.fromkeys(table.columns.keys())
    plain = {"BIGINT": 0, "SMALLINT": 0, "BOOLEAN": False}
    for column in (column for column in table.columns if not column.nullable):
        row[column.name] = MONDAY if column.name.endswith("_at") else plain.get(str(column.type), "")
        if column.name.endswith("user_id"):
            row[column.name] = store.cast.alice.id
    return {**row, "workspace_id": store.cast.workspace_id, "id": 1}


@pytest.mark.parametrize("number", [0, 1, 2**31, MAX_ID, -MAX_ID])
def test_numbers_of_53_bits_come_back(store: Store, number: int) -> None:
    with store.database.write() as db:
        db.insert(emails, [{"email_key": "a", "user_id": 1}, {"email_key": "b", "user_id": number}])
        asked = Statement(select(emails.c.email_key).where(emails.c.user_id == bindparam("n", type_=BigInteger)))
        assert ("b",) in db.all(asked, {"n": number})


def test_instants_come_back_aware_and_in_the_zone_that_is_asked_for(store: Store) -> None:
    created = Statement(select(users.c.created_at).where(users.c.id == store.cast.alice.id))
    with store.database.read() as db:
        assert db.scalar(created, {}) == MONDAY
        assert db.scalar(created, {}).tzinfo is UTC
    with store.database.write() as db, pytest.raises(ValueError, match="a naive datetime is not an instant"):
        db.insert(users, [{"created_at": datetime(2026, 3, 2)}])  # noqa: DTZ001 - naive on purpose


def test_lists_are_one_parameter(store: Store) -> None:
    with store.database.write() as db:
        db.insert(tags, [_tag(store, number, name=text) for number, text in enumerate(HARD, 1)])
        home = {"workspace_id": store.cast.workspace_id}
        ids = Statement(select(tags.c.id).where(of_workspace(tags), in_ids(tags.c.id, "ids")).order_by(tags.c.id))
        words = Statement(select(tags.c.name).where(of_workspace(tags), in_words(tags.c.name, "words")))
        assert db.ids(ids, {**home, "ids": [3, 1, 1, 999]}) == [1, 3]
        assert db.ids(ids, {**home, "ids": []}) == []
        assert sorted(row[0] for row in db.all(words, {**home, "words": HARD})) == sorted(HARD)
        assert db.all(words, {**home, "words": []}) == []


def test_a_long_list_of_ids_comes_whole_and_in_its_order(store: Store) -> None:
    known = [1, 255, 256, MAX_ID]
    with store.database.write() as db:
        db.insert(tags, [_tag(store, number) for number in known])
        backwards = Statement(
            select(tags.c.id).where(of_workspace(tags), in_ids(tags.c.id, "ids")).order_by(tags.c.id.desc())
        )
        home = {"workspace_id": store.cast.workspace_id}
        assert db.many_ids(backwards, {**home, "ids": known}) == known[::-1]
        assert db.many_ids(backwards, {**home, "ids": []}) == []


@pytest.mark.parametrize("needle", ["%", "_", "\\", "'", "a,b", "😀"])
def test_contains_takes_every_letter_as_it_is(store: Store, needle: str) -> None:
    one = Statement(select(tags.c.name).where(of_workspace(tags), contains(tags.c.name, "needle")))
    either = Statement(select(tags.c.name).where(of_workspace(tags), contains_any(tags.c.name, "needles")))
    home = {"workspace_id": store.cast.workspace_id}
    with store.database.write() as db:
        db.insert(tags, [_tag(store, number, name=text) for number, text in enumerate(HARD, 1)])
        rows, rows_of_either = db.all(one, {**home, "needle": needle}), db.all(either, {**home, "needles": [needle]})
        assert db.all(either, {**home, "needles": []}) == []
    assert sorted(row[0] for row in rows) == sorted(text for text in HARD if needle in text)
    assert sorted(rows_of_either) == sorted(rows)


def test_an_update_stays_in_its_workspace(store: Store) -> None:
    with store.database.write() as db:
        for home in (store.cast.workspace_id, store.cast.other_workspace_id):
            db.insert(tags, [{**_tag(store, 1, name="before"), "workspace_id": home}])
        db.update(tags, ["name"], [_tag(store, 1, name="after")])
        other = db.all(BY_ID, {"workspace_id": store.cast.other_workspace_id})
    assert [row[1] for row in other] == ["before"]
    assert [row[1] for row in _named(store.database, store)] == ["after"]


def test_a_snapshot_stands_still(store: Store) -> None:
    with store.database.read() as db:
        assert db.all(BY_ID, {"workspace_id": store.cast.workspace_id}) == []
        with store.database.write() as other:
            other.insert(tags, [_tag(store, 1)])
        assert db.all(BY_ID, {"workspace_id": store.cast.workspace_id}) == []
    assert len(_named(store.database, store)) == 1


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    def fail() -> None:
        with store.database.write() as db:
            db.insert(tags, [_tag(store, 1)])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert _named(store.database, store) == []


def test_a_foreign_key_that_waits_for_the_commit_is_a_conflict_too(store: Store) -> None:
    tasks, statuses = metadata.tables["tasks"], metadata.tables["statuses"]
    first = Statement(select(statuses.c.id).where(of_workspace(statuses)))
    task = {**_least(store, tasks), "parent_task_id": 999}
    with store.database.read() as db:
        task["status_id"] = db.scalar(first, task)
    with pytest.raises(Conflict), store.database.write() as db:
        db.insert(tasks, [task])


def test_nobody_writes_in_a_snapshot(store: Store) -> None:
    with pytest.raises(Exception, match=r"readonly|read-only") as refused, store.database.read() as db:
        db.insert(tags, [_tag(store, 1)])
    assert not isinstance(refused.value, Conflict)
    assert _named(store.database, store) == []


def test_a_foreign_row_is_a_conflict(store: Store) -> None:
    with pytest.raises(Conflict), store.database.write() as db:
        db.insert(tags, [{**_tag(store, 1), "workspace_id": 999}])


def test_words_of_sql_are_names_too(store: Store) -> None:
    keys, home = metadata.tables["idempotency_keys"], store.cast.workspace_id
    row = {"workspace_id": home, "user_id": 1, "key": "a", "fingerprint": "", "status": 204, "body": ""}
    with store.database.write() as db:
        db.insert(keys, [{**row, "expires_at": MONDAY}])
        found = db.all(Statement(select(keys.c.key).where(of_workspace(keys))), {"workspace_id": home})
    assert found == [("a",)]


def test_only_one_engine_serves_many_processes(store: Store) -> None:
    assert store.database.driver.many_processes is not isinstance(store.database.driver, SqliteDriver)


def test_listeners_hear_every_column(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from dayloom.db import engine

    heard: list[str] = []
    listener: Callable[[object, str], None] = lambda _construct, sql: heard.append(sql)  # noqa: E731
    monkeypatch.setattr(engine, "listeners", [*engine.listeners, listener])
    with store.database.write() as db:
        db.insert(emails, [{"email_key": "a", "user_id": 1}])
    assert "INSERT INTO user_emails (email_key, user_id)" in heard
