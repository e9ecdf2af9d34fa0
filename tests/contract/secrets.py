"""A workspace with something for everybody, the same with what alice keeps to herself, and every question there is."""

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import inspect

from dayloom.db.types import MAX_ID
from dayloom.http.call import AnyRoute
from dayloom.reports.vocabulary import SECONDS, THINGS
from tests.cast import Cast
from tests.client import Client
from tests.contract.scene import Scene

Json = dict[str, Any]
Ids = Mapping[str, int]

MOONLIGHT = "Moonlight"
#: What paths say that name no record.
WINDOW: Json = {"from": "2026-01-01", "to": "2026-12-31", "date": "2026-03-02"}
START = "2026-03-02T08:00:00Z"
NEEDED: Json = {"date_from": "2026-03-01T00:00:00Z", "date_to": "2026-03-31T00:00:00Z", "source": "loom", "ext_id": 7}


def plant_shared(alice: Client, bob: Client, cast: Cast) -> dict[str, int]:
    """Something of each kind, and of what can be private something that bob sees; the ids by their names in paths."""
    ids = Scene(alice, cast).fill()

    def new(key: str, path: str, by: Client = alice, /, **fields: Any) -> int:
        ids[key] = by.post(path, fields, expect=201)["id"]
        return ids[key]

    project = new("project_id", "{OW}/projects", name="Winter", private=False, client_id=ids["client_id"])
    new("saved_view_id", "{W}/saved-views", bob, name="Mine", type="board", params={})
    task = new("task_id", "{OW}/tasks", name="Scarves", project_id=project, tag_ids=[ids["tag_id"]])
    new("below", "{OW}/tasks", name="Fringes", parent_task_id=task, start_date="2026-03-02")
    new("bobs", "{OW}/tasks", bob, name="Hats", estimated_mins=30)
    for whose, by in (("", alice), ("bobs ", bob)):
        block = new(f"{whose}time_block_id", f"{{OW}}/tasks/{task}/time-blocks", by, start=START, duration=60)
        fields = {"start": START, "duration": 60, "time_block_id": block}
        new(f"{whose}time_entry_id", f"{{OW}}/tasks/{task}/time-entries", by, **fields)
    return ids


def plant_secrets(alice: Client, shared: Ids, cast: Cast) -> dict[str, int]:
    """What only alice sees, hung on what everybody sees; by the names of paths where these name it."""
    ids: dict[str, int] = {}

    def new(key: str, path: str, /, **fields: Any) -> int:
        ids[key] = alice.post(path, fields, expect=201)["id"]
        return ids[key]

    common: Json = {"tag_ids": [shared["tag_id"]], "status_id": shared["status_id"], "pinned": True, "priority": "high"}
    common |= {"start_date": "2026-03-02", "end_date": "2026-03-06", "estimated_mins": 90, "priority_at": "2026-03-02"}
    foreign = {"integration_source": NEEDED["source"], "integration_ext_id": NEEDED["ext_id"]}
    common["custom_fields"] = {str(shared["custom_field_id"]): shared["option_id"]}
    project = new("project_id", "{OW}/projects", name=MOONLIGHT, client_id=shared["client_id"])
    new("below", "{OW}/projects", name=MOONLIGHT, parent_project_id=shared["project_id"])
    new("milestone_id", "{W}/milestones", name=MOONLIGHT, due_date="2026-03-06", project_ids=[project])
    others = {"ghost_assignee_ids": [shared["ghost_id"]], "team_assignee_ids": [shared["group_id"]]}
    task = new("task_id", "{OW}/tasks", name=MOONLIGHT, project_id=project, **common, **others)
    new("series", "{OW}/tasks", name=MOONLIGHT, rrule="FREQ=DAILY;COUNT=2", **common, **foreign)
    new("child", "{OW}/tasks", name=MOONLIGHT, parent_task_id=shared["task_id"], project_id=project)
    new("gone", "{OW}/tasks", name=MOONLIGHT, assignee_user_ids=[cast.alice.id])
    alice.delete(f"{{OW}}/tasks/{ids['gone']}", expect=204)
    block = new("time_block_id", f"{{OW}}/tasks/{task}/time-blocks", start=START, duration=60)
    new("time_entry_id", f"{{OW}}/tasks/{task}/time-entries", start=START, duration=60, time_block_id=block)
    new("taskless", "{OW}/time-entries", start=START, duration=60, description=MOONLIGHT, tag_ids=[shared["tag_id"]])
    new("timer", "{OW}/time-entries", start=START, description=MOONLIGHT)
    new("saved_view_id", "{W}/saved-views", name=MOONLIGHT, type="board", params={})
    new("mapping_id", "{OW}/integrations/calendar/mappings", title=MOONLIGHT, task_id=task)
    return ids


# --- questions ------------------------------------------------------------------------------------


def paths(route: AnyRoute, client: Client, shared: Ids, secret: Ids) -> list[str]:
    """The route's path with the ids of what is shared, and with secret ones in their places."""
    ours = {"organization_id": client.organization_id, "workspace_id": client.workspace_id, **WINDOW}
    names = [name for name in re.findall(r"{(\w+)}", route.path) if name not in ours]
    unplanted = set(names) - {*shared, *secret}
    assert not unplanted, f"tests/contract/secrets.py plants no {unplanted}"
    choices = [[{name: ids[name]} for ids in (shared, secret) if name in ids] for name in names]
    chosen = itertools.product(*choices)
    return ["/api" + route.path.format_map({**ours, **dict(itertools.chain(*map(dict.items, one)))}) for one in chosen]


def queries(route: AnyRoute, cast: Cast, shared: Ids, secret: Ids, *, few: bool = False) -> Iterator[Json]:
    """Nothing but what is needed, then each parameter with each kind of value; or only `few`: all ids where ids go."""
    fields = {one.name: _plain(one.type) for one in inspect.type_info(route.query).fields}  # type: ignore[attr-defined]
    required = {one.name for one in msgspec.structs.fields(route.query) if one.required}
    hidden, known = ",".join(map(str, secret.values())), ",".join(map(str, [*secret.values(), *shared.values()]))
    base = {name: NEEDED.get(name, known) for name in required}
    yield base
    for name, kind in fields.items():
        if few:
            yield from [{**base, name: known}] if _is_list_of_ids(kind) else []
            continue
        values: list[Any]
        if name == "order_by":
            values = [one for one in route.ordered.orders if not one.startswith("_")] if route.ordered else []
        elif _is_list_of_ids(kind):
            values = [hidden, known, *([""] if name not in required else [])]
        else:
            values = _values(name, kind, cast, secret)
        yield from ({**base, name: value} for value in values)


def bodies(route: AnyRoute, shared: Ids, secret: Ids) -> list[Any]:
    """What is asked of a POST that only asks; None for a GET."""
    if route.method == "GET":
        return [None]
    hidden = {name: [*secret.values()] for name in ("project_id", "task_id", "client_id", "tag_id")}
    filters = [{"property": name, "operator": "=", "value": ids} for name, ids in hidden.items()]
    filters += [{"property": "description", "operator": "contains", "value": MOONLIGHT}]
    if route.path.endswith("/dictionary"):
        return [filters[:4], *([one] for one in filters[:4])]
    if route.path.endswith("/extract"):
        return [{}]
    if "/workflows/" in route.path:
        return [{"prompt": f"Knit @{MOONLIGHT}"}, {"prompt": f"Knit #{MOONLIGHT} +{MOONLIGHT}"}]
    assert route.path.endswith("/query"), f"tests/contract/secrets.py asks nothing of {route.path}"
    period: Json = {"period": {"from": "2026-03-01", "to": "2026-03-31"}}
    period |= {"aggregations": [{"function": "sum", "property": name} for name in SECONDS]}
    grouped = [{**period, "groupings": [{"property": name}]} for name in THINGS]
    entries = {"period": period["period"], "attributes": [{"property": name} for name in ("time_entry_id", *THINGS)]}
    return [period, entries, *grouped, *({**period, "filters": [one]} for one in filters)]


def _plain(kind: inspect.Type) -> inspect.Type:
    """Without null."""
    if isinstance(kind, inspect.UnionType):
        return next(one for one in kind.types if not isinstance(one, inspect.NoneType))
    return kind


def _is_list_of_ids(kind: inspect.Type) -> bool:
    return isinstance(kind, inspect.ListType) and isinstance(_plain(kind.item_type), inspect.IntType)


def _values(name: str, kind: inspect.Type, cast: Cast, secret: Ids) -> list[Any]:
    if isinstance(kind, inspect.ListType):
        return _values(name, _plain(kind.item_type), cast, secret)
    if isinstance(kind, inspect.BoolType):
        return ["true", "false"]
    if isinstance(kind, inspect.LiteralType):
        return list(kind.values)
    if isinstance(kind, inspect.IntType):
        return [cast.alice.id, cast.bob.id, secret["task_id"]] if kind.le == MAX_ID else [1, 2]
    assert isinstance(kind, inspect.CustomType), (name, kind)
    words: dict[str, list[Any]] = {
        "Day": ["2026-03-04"],
        "Moment": [START],
        "PageSize": [1, 2],
        "Text": [MOONLIGHT.lower(), "s"],
    }
    return words.get(kind.cls.__name__, [NEEDED.get(name, MOONLIGHT)])
