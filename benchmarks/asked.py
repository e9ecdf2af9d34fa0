"""What lists of tasks are asked for: each filter and order of the table, and how a hand-written count would put it."""

from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.recorder import Recorder

COMMON = """SELECT count(*) FROM tasks WHERE workspace_id = {workspace} AND deleted_at IS NULL
    AND (project_id IS NULL OR project_id NOT IN (
        SELECT id FROM projects WHERE workspace_id = {workspace} AND deleted_at IS NULL AND completed_at IS NOT NULL))
    AND """
USUAL = """(project_id IS NULL OR project_id NOT IN (
    SELECT id FROM projects WHERE workspace_id = {workspace} AND deleted_at IS NULL AND (draft OR is_template))) AND """
ASSIGNED = """(id IN (SELECT task_id FROM task_assignees WHERE workspace_id = {workspace} AND user_id = {person})
    OR id IN (SELECT task_id FROM task_teams JOIN team_members USING (workspace_id, team_id)
        WHERE workspace_id = {workspace} AND user_id = {person}))"""
TAGGED = "id IN (SELECT task_id FROM task_tags WHERE workspace_id = {workspace} AND tag_id = {tag})"
NAMED = """({contains} OR project_id IN (SELECT id FROM projects WHERE workspace_id = {workspace} AND {contains})
    OR project_id IN (SELECT id FROM projects WHERE workspace_id = {workspace} AND client_id IN (
        SELECT id FROM clients WHERE workspace_id = {workspace} AND {contains})))"""
DATED = "coalesce(end_date, start_date) >= '{since}' AND coalesce(start_date, end_date) <= '{until}'"
#: Each row's query, and the condition that it adds; None for an order, which has nothing to count.
QUERIES: dict[str, tuple[str, str | None]] = {
    "the default list": ("", "TRUE"),
    "project_id": ("project_id={project}", "project_id = {project}"),
    "project_id and status_id": (
        "project_id={project}&status_id={status}",
        "project_id = {project} AND status_id = {status}",
    ),
    "status_id": ("status_id={status}", "status_id = {status}"),
    "assignee_user_id": ("assignee_user_id={person}", ASSIGNED),
    "assignee and status": ("assignee_user_id={person}&status_id={status}", f"status_id = {{status}} AND {ASSIGNED}"),
    "tag_id": ("tag_id={tag}", TAGGED),
    "name=": ("name=violin", NAMED),
    "start_date..end_date": ("start_date={since}&end_date={until}", DATED),
    "priority": ("priority=high", "priority = 3"),
    "parent_task_id=": ("parent_task_id=", "parent_task_id IS NULL"),
    "archived=true": ("archived=true", "archived_at IS NOT NULL"),
    "order -updated_at": ("order_by=-updated_at", None),
    "order end_date": ("order_by=end_date", None),
    "order name": ("order_by=name", None),
}
#: What `name=` tests, which engines spell differently.
CONTAINS = {"sqlite": "instr(name_fold, 'violin') > 0", "postgresql": "strpos(name_fold, 'violin') > 0"}


@dataclass(frozen=True)
class Asked:
    """What a filter asks for by name: the same share of the rows at every size."""

    engine: str
    workspace: int
    project: int
    status: int
    person: int
    tag: int
    since: str
    until: str

    def query(self, name: str) -> str:
        """The query of a row."""
        return QUERIES[name][0].format(**asdict(self))

    def count(self, name: str) -> str | None:
        """A hand-written count of what it asks for."""
        condition = QUERIES[name][1]
        if condition is None:
            return None
        alive = "TRUE" if name == "archived=true" else "archived_at IS NULL"
        named = "project_id" in QUERIES[name][0] or "parent_task_id" in QUERIES[name][0]
        return f"{COMMON}{'' if named else USUAL}{condition} AND {alive}".format(
            **asdict(self), contains=CONTAINS[self.engine]
        )


def what_to_ask(recorder: Recorder) -> Asked:
    """A project with a twentieth of the tasks, one person, a tag, and a quarter of a year."""
    get, found = recorder.client.get, recorder.found
    people = sorted(one["user_account_id"] for one in get("{O}/users"))
    status = next(one["id"] for one in _all(get("{W}/statuses")) if one["type"] == "todo")
    named = {one["name"]: one["id"] for one in _all(get("{W}/tags", per_page=100))}
    project = next(one["id"] for one in get("{OW}/projects", name="project 2")["data"] if one["name"] == "project 2")
    days = found.day(-90), found.day(0)
    return Asked(found.engine, found.workspace_id, project, status, people[4], named["tag 3"], *days)


def _all(found: Any) -> list[dict[str, Any]]:
    """The records of an answer, paged or not."""
    return list(found["data"] if isinstance(found, dict) else found)
