"""Options of custom fields: their names and their order."""

from typing import Any

import pytest

from dayloom.custom_fields.schemas import MOST_OPTIONS
from tests.client import Client
from tests.custom_fields.work import field


@pytest.fixture
def path(alice: Client) -> str:
    """The options of a new field: wool, silk, flax."""
    made = field(alice, "Yarn", "select", options=["Wool", "Silk", "Flax"])
    return f"{{OW}}/custom-fields/{made['id']}/options"


def _listed(client: Client, path: str, **query: Any) -> dict[str, int]:
    return {one["name"]: one["id"] for one in client.get(path, **query)["data"]}


def test_an_option_is_created_last_and_listed(alice: Client, path: str) -> None:
    made = alice.post(path, {"name": " Hemp ", "color": "#AABBCC", "description": "Coarse"}, expect=201)
    assert (made["name"], made["color"], made["description"], made["position"]) == ("Hemp", "#aabbcc", "Coarse", 4)
    page = alice.get(path, name="HE")
    assert page == {"data": [made], "page": 1, "per_page": 20, "total": 1}
    assert list(_listed(alice, path)) == ["Wool", "Silk", "Flax", "Hemp"]
    assert list(_listed(alice, path, order_by="-name")) == ["Wool", "Silk", "Hemp", "Flax"]


def test_an_option_is_renamed_and_recoloured(alice: Client, path: str) -> None:
    wool = _listed(alice, path)["Wool"]
    alice.put(f"{path}/{wool}", {"name": "Merino", "color": "#aabbcc"}, expect=200)
    assert alice.put(f"{path}/{wool}", {"name": "merino"}, expect=200)["color"] is None
    assert list(_listed(alice, path)) == ["merino", "Silk", "Flax"]


def test_a_name_is_unique_in_its_field(alice: Client, path: str) -> None:
    alice.post(path, {"name": "WOOL"}, expect=409)
    alice.put(f"{path}/{_listed(alice, path)['Silk']}", {"name": "wool"}, expect=409)
    field(alice, "Other", "select", options=["Wool"])
    alice.delete(f"{path}/{_listed(alice, path)['Wool']}", expect=204)
    alice.post(path, {"name": "wool"}, expect=201)


def test_a_deleted_option_is_gone(alice: Client, path: str) -> None:
    wool = _listed(alice, path)["Wool"]
    alice.delete(f"{path}/{wool}", expect=204)
    alice.delete(f"{path}/{wool}", expect=404)
    alice.put(f"{path}/{wool}", {"name": "x"}, expect=404)
    assert alice.get(path)["total"] == 2


def test_options_stand_in_the_order_that_they_were_given(alice: Client, path: str) -> None:
    ids = _listed(alice, path)
    alice.put(f"{path}/order", {"ordered_ids": [ids["Flax"]]}, expect=204)
    assert list(_listed(alice, path)) == ["Flax", "Wool", "Silk"]
    for wrong in ([ids["Flax"], ids["Flax"]], [1], []):
        said = alice.put(f"{path}/order", {"ordered_ids": wrong}, expect=400)
        assert "ordered_ids" in said["error_description"]
    last = alice.get("{OW}/changes", since=0)["changes"][-1]
    assert (last["kind"], last["record_id"], last["verb"]) == ("custom_field", int(path.split("/")[2]), "order")


def test_an_option_is_found_under_its_own_field_only(alice: Client, path: str) -> None:
    other, wool = field(alice, "Other", "select")["id"], _listed(alice, path)["Wool"]
    for method in ("PUT", "DELETE"):
        answer = alice.call(method, f"{{OW}}/custom-fields/{other}/options/{wool}", {"name": "x"})
        assert answer.status == 404


def test_there_may_be_so_many_and_no_more(alice: Client) -> None:
    names = [f"option {number}" for number in range(MOST_OPTIONS)]
    made = field(alice, "Yarn", "select", options=names)
    assert made["total_options"] == MOST_OPTIONS
    said = alice.post(f"{{OW}}/custom-fields/{made['id']}/options", {"name": "x"}, expect=422)
    assert str(MOST_OPTIONS) in said["error_description"]
