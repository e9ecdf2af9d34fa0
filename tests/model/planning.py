"""The rules of planning: what three people do to tasks, projects and tags."""

from hypothesis.stateful import rule

from tests.model import draws, plans
from tests.model.comparing import Agreement, verb_request
from tests.model.world import Json


class Planning(Agreement):
    """Each rule is one request."""

    # --- tasks -------------------------------------------------------------------------------------------

    @rule(by=draws.people, drawn=draws.new_tasks)
    def create_tasks(self, by: str, drawn: list[Json]) -> None:
        """One, or in bulk."""
        items = [{"name": "Knit", **self.body(by, one, create=True)} for one in drawn]
        request, body = ("POST", "{OW}/tasks"), items[0]
        if len(items) > 1:
            request, body = ("POST", "{OW}/tasks/bulk"), {"tasks": items}
        self.do(by, request, lambda world, who, ids: plans.create_tasks(world, who, items, ids), body)

    @rule(by=draws.people, which=draws.few, drawn=draws.task_changes)
    def patch_tasks(self, by: str, which: list[int], drawn: Json) -> None:
        """One, or in bulk the same for each; a place is given to one alone."""
        ids, body = self.choose_few(by, "tasks", which), self.body(by, drawn)
        if len(ids) == 1:
            request = ("PATCH", f"{{OW}}/tasks/{ids[0]}")
        else:
            request = ("PATCH", "{OW}/tasks/bulk")
            body = {name: value for name, value in body.items() if name != "position"} or {"name": "Purl"}
        items = [(one, body) for one in ids]
        self.do(
            by,
            request,
            lambda world, who, _: plans.patch_tasks(world, who, items, self._logged(body)),
            body if len(ids) == 1 else [{"id": one, **body} for one in ids],
        )

    @rule(by=draws.people, which=draws.one, to=draws.maybe_one, above=draws.flag)
    def move_task(self, by: str, which: int, to: int | None, above: bool) -> None:
        """Below another task, or into another project."""
        field, kind = ("parent_task_id", "tasks") if above else ("project_id", "projects")
        task_id, body = self.choose(by, "tasks", which), {field: None if to is None else self.choose(by, kind, to)}
        self.do(
            by,
            ("PATCH", f"{{OW}}/tasks/{task_id}"),
            lambda world, who, _: plans.patch_tasks(world, who, [(task_id, body)], {}),
            body,
        )

    def _logged(self, body: Json) -> dict[int, int]:
        """The entries that finished tasks made of their blocks."""
        new = self.new_entries() if body.get("done") else []
        return {one["time_block_id"]: one["id"] for one in new if one["time_block_id"]}

    @rule(by=draws.people, which=draws.one, drawn=draws.task_changes)
    def replace_task(self, by: str, which: int, drawn: Json) -> None:
        """PUT."""
        task_id, body = self.choose(by, "tasks", which), {"name": "Knit", **self.body(by, drawn, create=True)}
        self.do(
            by,
            ("PUT", f"{{OW}}/tasks/{task_id}"),
            lambda world, who, _: plans.replace_task(world, who, task_id, body, self._logged(body)),
            body,
        )

    @rule(by=draws.people, verb=draws.verbs, which=draws.few)
    def task_life(self, by: str, verb: str, which: list[int]) -> None:
        """One of the four verbs, alone or in bulk."""
        ids = self.choose_few(by, "tasks", which, verb)
        method, path = verb_request("{OW}/tasks", verb, ids[0])
        body = None
        if len(ids) > 1:
            path = "{OW}/tasks/bulk" if verb == "delete" else f"{{OW}}/tasks/bulk/{verb}"
            body = None if verb == "delete" else {"task_ids": ids}
        self.do(
            by,
            (method, path),
            lambda world, who, _: plans.task_life(world, who, verb, ids),
            body,
            ids=ids if path.endswith("/bulk") else (),
        )

    # --- projects and tags ---------------------------------------------------------------------------------

    @rule(by=draws.people, drawn=draws.new_project)
    def create_project(self, by: str, drawn: Json) -> None:
        """A project."""
        body = {"name": "Spring", **drawn}
        self.do(
            by, ("POST", "{OW}/projects"), lambda world, who, ids: plans.create_project(world, who, body, ids), body
        )

    @rule(by=draws.people, which=draws.one, body=draws.project_changes)
    def patch_project(self, by: str, which: int, body: Json) -> None:
        """Its name, its privacy, whether it bills."""
        project_id = self.choose(by, "projects", which)
        self.do(
            by,
            ("PATCH", f"{{OW}}/projects/{project_id}"),
            lambda world, who, _: plans.patch_project(world, who, project_id, body),
            body,
        )

    @rule(by=draws.people, verb=draws.verbs, which=draws.one)
    def project_life(self, by: str, verb: str, which: int) -> None:
        """One of the four verbs."""
        (project_id,) = self.choose_few(by, "projects", [which], verb)
        method, path = verb_request("{OW}/projects", verb, project_id)
        request = ("PATCH" if "archive" in verb else method, path)
        self.do(by, request, lambda world, who, _: plans.project_life(world, who, verb, project_id))

    @rule(by=draws.people, which=draws.one, member=draws.people, manager=draws.memberships)
    def change_members(self, by: str, which: int, member: str, manager: bool | None) -> None:
        """Takes somebody in, out, or makes him a manager."""
        project_id, member_id = self.choose(by, "projects", which), self.server.people[member]
        method = "POST"
        body: Json = {"user_ids": [member_id], "role_id": 18 if manager else 19}
        if manager is None:
            method, body = "DELETE", {"user_id": member_id}
        self.do(
            by,
            (method, f"{{OW}}/projects/{project_id}/members"),
            lambda world, who, _: plans.change_members(world, who, project_id, member_id, manager=manager),
            body,
        )

    @rule(by=draws.people, restore=draws.flag, which=draws.one)
    def tag_life(self, by: str, restore: bool, which: int) -> None:
        """Deletes or restores a tag."""
        verb = "restore" if restore else "delete"
        (tag_id,) = self.choose_few(by, "tags", [which], verb)
        request = verb_request("{W}/tags", verb, tag_id)
        self.do(by, request, lambda world, who, _: plans.tag_life(world, who, verb, tag_id))
