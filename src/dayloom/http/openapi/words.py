"""The prose of the description, read from `words.toml`, and the names that are made of paths."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from dayloom.http.call import EveryRoute
from dayloom.http.paths import OW, O, W

#: Standard verbs that stand in a path; any other last word is a collection.
_ACTS = {"archive": "Archive", "unarchive": "Unarchive", "restore": "Restore"}
_ON_ONE = {"GET": "Get", "PUT": "Replace", "PATCH": "Change", "DELETE": "Delete"}


@cache
def words() -> dict[str, Any]:
    """The whole file."""
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


def short(path: str) -> str:
    """A path as `words.toml` writes it: `{OW}/tasks/{task_id}`."""
    for prefix, name in ((OW, "{OW}"), (W, "{W}"), (O, "{O}")):
        if path.startswith(prefix + "/"):
            return name + path.removeprefix(prefix)
    return path


def summary(route: EveryRoute) -> tuple[str, str]:
    """A few words about an operation, and a sentence or two (or none)."""
    told = words()["operations"].get(f"{route.method} {short(route.path)}")
    if told is not None:
        return told[0], told[1]
    return _standard(route), ""


def _standard(route: EveryRoute) -> str:
    parts = [part for part in short(route.path).split("/") if part and not part.startswith("{")]
    act = _ACTS.get(parts[-1])
    record = parts[-2 if act else -1].replace("-", " ")
    if act:
        return f"{act} {_one(record)}"
    if route.path.endswith("}"):
        return f"{_ON_ONE[route.method]} {_one(record)}"
    return f"List {record}" if route.method == "GET" else f"Create {_one(record)}"


def _one(plural: str) -> str:
    singular = re.sub(r"ie$", "y", re.sub(r"(?<=us)e$", "", plural.removesuffix("s")))
    return f"{'an' if singular[0] in 'aeio' else 'a'} {singular}"


def operation_id(route: EveryRoute) -> str:
    """A name for generated clients: `get_tasks_task_id`; what is outside of a workspace says so."""
    path = short(route.path).replace("{OW}/", "").replace("{W}/", "workspace/").replace("{O}/", "organization/")
    return "_".join([route.method.lower(), *re.findall(r"[a-z]+", path)])


def tag(route: EveryRoute) -> str:
    """The heading that an operation stands under."""
    parts = set(route.path.split("/"))
    named = [str(one["name"]) for one in words()["tags"] if parts & set(one["segments"])]
    return named[-1] if named else "Other"
