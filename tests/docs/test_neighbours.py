"""The table of neighbours in docs/compatibility.md counts what is really served."""

import re
from collections import Counter
from pathlib import Path

from dayloom.features import ROUTES
from tests.contract.facts import FOCUS

PAGE = Path(__file__).parents[2] / "docs" / "compatibility.md"
_PREFIXES = re.compile(r"^(/organizations)?(/\{organization_id\})?(/workspaces/\{workspace_id\})?/")
_ROW = re.compile(r"^\| `([\w-]+)` \| (\d+) \|", re.MULTILINE)


def resource_of(path: str) -> str:
    """The first word of a path behind organization and workspace: `tasks` of `…/tasks/{task_id}/rates`."""
    return _PREFIXES.sub("", path).split("/")[0]


def counted() -> Counter[str]:
    """Operations beside the 51 of the contract, by resource; those that answer 501 only are none."""
    contract = {(one["method"], one["path"].removeprefix("/api")) for one in FOCUS["operations"]}
    beside = [route for route in ROUTES if (route.method, route.path) not in contract]
    return Counter(resource_of(route.path) for route in beside)


def test_the_table_counts_what_is_served() -> None:
    told = {name: int(number) for name, number in _ROW.findall(PAGE.read_text())}
    assert told == dict(counted())


def test_the_sum_is_told() -> None:
    assert f"{sum(counted().values())} operations beside the contract's 51" in " ".join(PAGE.read_text().split())


if __name__ == "__main__":
    for name, number in sorted(counted().items()):
        print(f"| `{name}` | {number} |")  # noqa: T201 - the rows, to paste
