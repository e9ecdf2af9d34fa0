"""What most tests of custom fields do."""

from collections.abc import Sequence
from typing import Any

from tests.client import Client


def field(
    client: Client, name: str, field_type: str, entity_type: str = "task", *, options: Sequence[str] = (), **more: Any
) -> Any:
    """A new custom field."""
    body = {"name": name, "field_type": field_type, "entity_type": entity_type, **more}
    if options:
        body["options"] = [{"name": option} for option in options]
    return client.post("{OW}/custom-fields", body, expect=201)


def shown(record: Any) -> dict[str, Any]:
    """What a task or project has in its custom fields, by their names."""
    return {value["custom_field_name"]: value["value"] for value in record.get("custom_field_values", [])}


def options_of(made: Any) -> dict[str, int]:
    """The options of a field by name."""
    return {option["name"]: option["id"] for option in made["options"]}
