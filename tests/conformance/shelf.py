"""Records of one kind, as one person sees them."""

from itertools import count
from typing import Any

from tests.client import Client, Response
from tests.conformance.descriptions import Ids, Json, Record

#: What every write may move.
STAMPS = frozenset({"updated_at"})


class Shelf:
    """The requests that all records have in common."""

    def __init__(self, record: Record, client: Client, ids: Ids) -> None:
        self.record = record
        self.client = client
        self.ids = ids
        self._numbers = count(1)

    def path(self, path: str, record_id: object = "") -> str:
        """A path of the description with its ids filled in."""
        for name, value in {**self.ids, "id": record_id}.items():
            path = path.replace(f"{{{name}}}", str(value))
        return path

    def least(self) -> Json:
        """The smallest body, with a name of its own where names are unique."""
        least = dict(self.record.least)
        if "name" in least:
            least["name"] = f"{least['name']} {next(self._numbers)}"
        return least

    def values(self) -> Json:
        """A value for every field, unlike its default."""
        return self.record.values(self.ids)

    def create(self, **fields: Any) -> Json:
        """A new record, as GET shows it."""
        created = self.client.post(self.path(self.record.many), {**self.least(), **fields}, expect=201)
        return self.get(created["id"])

    def call(self, method: str, record_id: object, body: Any = None, *, verb: str = "") -> Response:
        """A request to one record, or to a verb of it."""
        path = self.path(self.record.one, record_id) + (f"/{verb}" if verb else "")
        return self.client.call(method, path, body)

    def get(self, record_id: int) -> Json:
        """The record."""
        found: Json = self.client.get(self.path(self.record.one, record_id), expect=200)
        return found

    def write(self, record_id: int, body: Json) -> Response:
        """PATCH, or PUT with everything else as it is where there is no PATCH."""
        if self.record.patches:
            return self.call("PATCH", record_id, body)
        known = {name: value for name, value in self.get(record_id).items() if name in self.values()}
        return self.call("PUT", record_id, {**known, **body})

    def act(self, verb: str, record_id: object) -> Response:
        """One of the four verbs of a life."""
        if verb == "delete":
            return self.call("DELETE", record_id)
        return self.call("PATCH" if verb == "restore" else self.record.archive or "POST", record_id, verb=verb)

    def listed(self, **query: Any) -> list[Json]:
        """The first hundred of the list."""
        asked = {"per_page": 100, **self.record.query, **query}
        found: list[Json] = self.client.get(self.path(self.record.list_path), expect=200, **asked)["data"]
        return found

    def listed_ids(self, **query: Any) -> list[int]:
        """Their ids."""
        return [one["id"] for one in self.listed(**query)]

    def bulk(self, verb: str, ids: list[int]) -> Response:
        """A verb on many at once."""
        method, path, key = self.record.verbs[verb]
        if key == "ids":
            return self.client.call(method, path, query={"ids": ids})
        return self.client.call(method, path, {key: ids})


def without(record: Json, *names: str) -> Json:
    """A record without these fields."""
    return {name: value for name, value in record.items() if name not in names}


def said(response: Response) -> Json:
    """An error's body without what differs each time."""
    return without(response.json(), "trace_id")


def foreign(shelf: Shelf, elsewhere: Client) -> int:
    """The id of such a record in a workspace of somebody else's."""
    task = elsewhere.post("{OW}/tasks", {"name": "Foreign"}, expect=201)["id"]
    found: int = Shelf(shelf.record, elsewhere, {**shelf.ids, "task_id": task}).create()["id"]
    return found
