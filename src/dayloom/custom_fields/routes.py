"""The routes of custom fields, of the options below them, and of what people have in them."""

from collections.abc import Mapping
from typing import Any

from dayloom import records
from dayloom.context import Context
from dayloom.custom_fields import people, service
from dayloom.custom_fields.queries import FIELDS, OPTIONS, narrow
from dayloom.custom_fields.schemas import (
    CustomFieldCreate,
    CustomFieldFilter,
    CustomFieldOption,
    CustomFieldOptionFilter,
    CustomFieldOptionInput,
    CustomFieldOptionsOrder,
    CustomFieldReplace,
    CustomFieldsOrder,
    UserValues,
    UserValuesPatch,
)
from dayloom.errors import NotFound
from dayloom.fields import UNSET
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import one
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OW
from dayloom.http.record_routes import act_route, create_route, get_route, list_route, write_route
from dayloom.text import fold

ALL = f"{OW}/custom-fields"
ONE = f"{ALL}/{{custom_field_id}}"
KEY = "custom_field_id"
ONES_OPTIONS = f"{ONE}/options"
OPTION = f"{ONES_OPTIONS}/{{option_id}}"


def within_field(ctx: Context, path: Mapping[str, int]) -> None:
    """An option under another field's path is not there."""
    records.row(ctx, FIELDS, path[KEY])
    if records.row(ctx, OPTIONS, path["option_id"])[KEY] != path[KEY]:
        raise NotFound(OPTIONS.name)


def reorder(ctx: Context, call: Call[Any, CustomFieldsOrder]) -> Answer:
    """Puts fields into another order."""
    service.reorder(ctx, call.body)
    return answers.nothing()


def list_options(ctx: Context, call: Call[CustomFieldOptionFilter, None]) -> Answer:
    """A page of a field's options, with the total."""
    query = call.query
    records.row(ctx, FIELDS, call.path[KEY])
    where = records.Where().add("field", custom_field_id=call.path[KEY])
    if query.name is not UNSET:
        where.add("name", name=fold(query.name))
    order = records.ordered(OPTIONS, query.order_by)
    return answers.page(records.page(ctx, OPTIONS, where, order, query.page, query.per_page, total=True))


def create_option(ctx: Context, call: Call[Any, CustomFieldOptionInput]) -> Answer:
    """An option → 201 with it."""
    return answers.created(records.get(ctx, OPTIONS, service.create_option(ctx, call.path[KEY], call.body)))


def reorder_options(ctx: Context, call: Call[Any, CustomFieldOptionsOrder]) -> Answer:
    """Puts a field's options into another order."""
    service.reorder_options(ctx, call.path[KEY], call.body)
    return answers.nothing()


def patch_person(ctx: Context, call: Call[Any, UserValuesPatch]) -> Answer:
    """Changes what a person has in custom fields → 200 with all of it."""
    return answers.ok(people.patch(ctx, call.path["user_id"], call.body))


ROUTES: list[AnyRoute] = [
    list_route(ALL, FIELDS, CustomFieldFilter, narrow, total=True),
    create_route(ALL, FIELDS, one(CustomFieldCreate), service.create),
    Route("PUT", f"{ALL}/order", reorder, body=one(CustomFieldsOrder)),
    get_route(ONE, FIELDS, KEY),
    write_route("PUT", ONE, KEY, one(CustomFieldReplace), service.replace, shows=FIELDS),
    act_route("DELETE", ONE, KEY, service.delete),
    Route(
        "GET",
        ONES_OPTIONS,
        list_options,
        CustomFieldOptionFilter,
        ordered=OPTIONS,
        answers={200: shapes.page(CustomFieldOption, total=True)},
    ),
    Route(
        "POST",
        ONES_OPTIONS,
        create_option,
        body=one(CustomFieldOptionInput),
        answers={201: shapes.record(CustomFieldOption)},
    ),
    Route("PUT", f"{ONES_OPTIONS}/order", reorder_options, body=one(CustomFieldOptionsOrder)),
    write_route(
        "PUT",
        OPTION,
        "option_id",
        one(CustomFieldOptionInput),
        service.replace_option,
        shows=OPTIONS,
        within=within_field,
    ),
    act_route("DELETE", OPTION, "option_id", service.delete_option, within_field),
    Route(
        "PATCH",
        f"{OW}/users/{{user_id}}/custom-field-values",
        patch_person,
        body=one(UserValuesPatch),
        answers={200: shapes.record(UserValues)},
    ),
]
