"""The statement lint itself: what it lets pass and what it catches. It listens during the whole suite."""

from typing import Any

import pytest
from sqlalchemy import BigInteger, bindparam, exists, func, insert, select, text, update
from sqlalchemy import delete as sql_delete

from dayloom.db.statement import Statement
from dayloom.db.tables import of_workspace
from dayloom.projects.tables import projects
from dayloom.tags.tables import tags
from dayloom.tasks.tables import task_tags, tasks
from dayloom.users.tables import users
from tests.architecture.statements import Watch, violations
from tests.stores import Store

parents = tasks.alias("parents")
ON_PROJECT = tasks.c.project_id == projects.c.id
LINKED = task_tags.c.task_id == tasks.c.id

GOOD = {
    "a filtered table": select(tasks.c.id).where(of_workspace(tasks), tasks.c.id > 1),
    "a person": select(users.c.name).where(users.c.id == 1),
    "two aliases": select(tasks.c.id, parents.c.name).where(of_workspace(tasks), of_workspace(parents)),
    "an outer join": select(tasks.c.id)
    .outerjoin_from(tasks, projects, ON_PROJECT & of_workspace(projects))
    .where(of_workspace(tasks)),
    "a correlated EXISTS": select(tasks.c.id).where(
        of_workspace(tasks), exists().where(of_workspace(task_tags), LINKED)
    ),
    "an update": update(tasks).where(of_workspace(tasks)).values(position=1),
    "an insert": insert(tags).values(workspace_id=1, id=2, name="x"),
}
BAD = {
    "no condition": (select(tasks.c.id), "tasks has no"),
    "another parameter": (
        select(tasks.c.id).where(tasks.c.workspace_id == bindparam("w", 1, BigInteger)),
        "tasks has no",
    ),
    "a condition in OR": (select(tasks.c.id).where(of_workspace(tasks) | tasks.c.pinned), "tasks has no"),
    "a negated condition": (select(tasks.c.id).where(~of_workspace(tasks)), "tasks has no"),
    "a person beside a membership": (
        select(tasks.c.id).join_from(tasks, users, users.c.id == tasks.c.toggl_user_id).where(of_workspace(tasks)),
        "joins tables keyed by user and by workspace",
    ),
    "a person in an EXISTS": (
        select(tasks.c.id).where(of_workspace(tasks), exists().where(users.c.id == tasks.c.toggl_user_id)),
        "joins tables keyed by user and by workspace",
    ),
    "a bare alias": (select(parents.c.id, tasks.c.id).where(of_workspace(tasks)), "tasks as parents has no"),
    "a join on id alone": (
        select(tasks.c.id).join_from(tasks, projects, ON_PROJECT).where(of_workspace(tasks)),
        "projects has no",
    ),
    "a left side filtered in the ON": (
        select(tasks.c.id).outerjoin_from(tasks, projects, ON_PROJECT & of_workspace(projects) & of_workspace(tasks)),
        "tasks has no",
    ),
    "a bare subquery": (
        select(tasks.c.id).where(of_workspace(tasks), tasks.c.id.in_(select(task_tags.c.task_id))),
        "task_tags has no",
    ),
    "a bare EXISTS": (select(tasks.c.id).where(of_workspace(tasks), exists().where(LINKED)), "task_tags has no"),
    "a bare CTE": (select(select(tags.c.id).cte("found").c.id), "tags has no"),
    "a bare scalar subquery": (
        select(tasks.c.id, select(func.count()).select_from(tags).scalar_subquery()).where(of_workspace(tasks)),
        "tags has no",
    ),
    "a bare union arm": (
        select(tags.c.id).where(of_workspace(tags)).union_all(select(projects.c.id)),
        "projects has no",
    ),
    "a bare update": (update(tasks).where(tasks.c.id == 1).values(position=1), "tasks has no"),
    "an update from a bare table": (
        update(tasks).where(of_workspace(tasks), ON_PROJECT).values(position=projects.c.id),
        "projects has no",
    ),
    "a move": (update(tasks).where(of_workspace(tasks)).values(workspace_id=bindparam("to", 2)), "moves a row"),
    "a bare delete": (sql_delete(tags).where(tags.c.id == 1), "tags has no"),
    "a homeless insert": (insert(tags).values(id=2, name="x"), "carries no workspace_id"),
    "the database's clock": (select(users.c.id).where(users.c.created_at < func.now()), "now() is not a parameter"),
    "the database's dice": (select(users.c.id).order_by(func.random()), "random() is not a parameter"),
    "SQL by hand": (select(text("1")), "SQL by hand"),
}


@pytest.mark.parametrize("construct", GOOD.values(), ids=GOOD)
def test_a_good_statement_passes(construct: Any) -> None:
    assert violations(construct) == []


@pytest.mark.filterwarnings("ignore:Column .* is marked as a member of the primary key")
@pytest.mark.parametrize("construct, said", BAD.values(), ids=BAD)
def test_a_bad_statement_is_caught(construct: Any, said: str) -> None:
    assert any(said in one for one in violations(construct))


def test_rows_go_into_a_workspace() -> None:
    assert violations(tags, "INSERT INTO tags (workspace_id, id)") == []
    assert violations(tags, "INSERT INTO tags (id)") == ["INSERT INTO tags carries no workspace_id"]
    assert violations(users, "UPDATE users") == ["UPDATE users by id is for a workspace's tables"]


def test_the_product_is_judged_and_a_tests_own_look_is_not(store: Store) -> None:
    watch, everything = Watch(), select(tags.c.id)
    product: dict[str, Any] = {"__name__": "dayloom.tags.queries", "watch": watch, "everything": everything}
    exec("def peek():\n    watch(everything, 'SELECT tags.id')", product)
    product["peek"]()
    assert watch.take() == [
        "dayloom.tags.queries:peek: tags has no `tags.workspace_id = :workspace_id` of its own\nSELECT tags.id"
    ]
    with store.database.read() as db:
        db.all(Statement(everything), {})
    watch(everything, "SELECT tags.id")
    assert watch.take() == []
