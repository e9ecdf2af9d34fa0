"""The routes of projects and their members: the standard ones, then the verbs that are their own."""

from collections.abc import Callable, Sequence
from typing import Any

from dayloom import records
from dayloom.context import Context
from dayloom.fields import NoQuery, Paged
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import items, one
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OW
from dayloom.http.record_routes import BULK_LIMIT, act_route, create_route, get_route, write_route
from dayloom.lineage import chain_of
from dayloom.projects import duplicates, instances, lives, members, rates, service, templates
from dayloom.projects.filters import narrow, narrow_templates
from dayloom.projects.queries import LINE, PROJECTS, order_of
from dayloom.projects.rated import PRICES, RATED
from dayloom.projects.schemas import (
    CompletedProject,
    FromTemplate,
    InstanceDay,
    InstanceFilter,
    MadeInstance,
    MemberChange,
    MembersAdd,
    NewInstance,
    NewTemplate,
    Project,
    ProjectDuplicate,
    ProjectFilter,
    ProjectIds,
    ProjectIdsQuery,
    ProjectInput,
    ProjectMembers,
    ProjectPatch,
    ProjectPatchItem,
    TemplateFilter,
)
from dayloom.rates.queries import PROJECT_RATES, plain
from dayloom.rates.schemas import (
    NewProjectRate,
    PricesPage,
    PricesQuery,
    ProjectRate,
    ProjectRatesDelete,
    Rate,
    RatesQuery,
)

ALL = f"{OW}/projects"
ONE = f"{ALL}/{{project_id}}"
BULK = f"{ALL}/bulk"
KEY = "project_id"


def list_projects(ctx: Context, call: Call[ProjectFilter, None]) -> Answer:
    """A page of projects, with the total."""
    query, order = call.query, order_of(call.query)
    kind = RATED if query.include_rates is True else PROJECTS
    found = records.page(ctx, kind, narrow(ctx, query), order, query.page, query.per_page, total=True)
    return answers.page(instances.with_rollover(ctx, found) if query.include_rollover is True else found)


def list_children(ctx: Context, call: Call[Paged, None]) -> Answer:
    """The project itself first, then those directly below it."""
    query = call.query
    records.row(ctx, PROJECTS, call.path[KEY])
    where = records.Where().add("family", project_id=call.path[KEY])
    order = order_of(query)
    first = order if query.order_by else ("_self_first", *order)
    return answers.page(records.page(ctx, PROJECTS, where, first, query.page, query.per_page))


def list_parents(ctx: Context, call: Call[Paged, None]) -> Answer:
    """The project itself, then its parent, up to the root."""
    query, order = call.query, order_of(call.query)
    records.row(ctx, PROJECTS, call.path[KEY])
    chain = chain_of(ctx, LINE, call.path[KEY])
    found = records.ids(ctx, PROJECTS, records.Where().add("chain", chain=chain), order)
    ids = found if query.order_by else sorted(found, key=chain.index)
    first = (query.page - 1) * query.per_page
    shown = PROJECTS.load(ctx, ids[first : first + query.per_page])
    return answers.page(records.Page(shown, query.page, query.per_page))


def list_members(ctx: Context, call: Call[Any, None]) -> Answer:
    """Who is in a project."""
    return answers.ok(members.list_members(ctx, call.path[KEY]))


def add_members(ctx: Context, call: Call[Any, MembersAdd]) -> Answer:
    """Adds people to a project."""
    members.add(ctx, call.path[KEY], call.body)
    return answers.nothing()


def remove_member(ctx: Context, call: Call[Any, MemberChange]) -> Answer:
    """Takes somebody out of a project."""
    members.remove(ctx, call.path[KEY], call.body)
    return answers.nothing()


def list_members_of_many(ctx: Context, call: Call[ProjectIdsQuery, None]) -> Answer:
    """Who is in each of these projects."""
    return answers.ok(members.list_many(ctx, call.query.ids))


def patch_many(ctx: Context, call: Call[NoQuery, list[ProjectPatchItem]]) -> Answer:
    """Patches in bulk."""
    service.patch_many(ctx, call.body)
    return answers.nothing()


def delete_many(ctx: Context, call: Call[ProjectIdsQuery, None]) -> Answer:
    """Deletes in bulk."""
    lives.delete(ctx, list(dict.fromkeys(call.query.ids)))
    return answers.nothing()


def bulk_route(verb: str, act: Callable[[Context, Sequence[int]], None]) -> AnyRoute:
    """`PATCH …/bulk/{verb}` → 204."""

    def handle(ctx: Context, call: Call[NoQuery, ProjectIds]) -> Answer:
        act(ctx, list(dict.fromkeys(call.body.project_ids)))
        return answers.nothing()

    return Route("PATCH", f"{BULK}/{verb}", handle, body=one(ProjectIds), limit=BULK_LIMIT)


def complete(ctx: Context, call: Call[NoQuery, None]) -> Answer:
    """Completes a project."""
    following = service.complete(ctx, call.path[KEY])
    seen = PROJECTS.load(ctx, [] if following is None else [following])
    return answers.ok(CompletedProject(records.get(ctx, PROJECTS, call.path[KEY]), next(iter(seen), None)))


def uncomplete(ctx: Context, call: Call[NoQuery, None]) -> Answer:
    """Opens a completed project again."""
    service.uncomplete(ctx, call.path[KEY])
    return answers.ok(records.get(ctx, PROJECTS, call.path[KEY]))


def list_templates(ctx: Context, call: Call[TemplateFilter, None]) -> Answer:
    """A page of templates, with the total."""
    query = call.query
    page = query.page, query.per_page
    return answers.page(records.page(ctx, PROJECTS, narrow_templates(query), order_of(query), *page, total=True))


def template_route(verb: str, act: Callable[[Context, int, Any], int], body: type[Any]) -> AnyRoute:
    """`POST …/{verb}` → 201 with the project or template that was made."""

    def handle(ctx: Context, call: Call[NoQuery, Any]) -> Answer:
        return answers.created(records.get(ctx, PROJECTS, act(ctx, call.path[KEY], call.body)))

    return Route("POST", f"{ONE}/{verb}", handle, body=one(body, optional=True), answers={201: shapes.record(Project)})


def list_instances(ctx: Context, call: Call[InstanceFilter, None]) -> Answer:
    """A page of the projects of a series, with the total."""
    return answers.page(instances.page(ctx, call.path[KEY], call.query))


def show_instance(ctx: Context, call: Call[InstanceDay, None]) -> Answer:
    """The project of a day of a series."""
    return answers.ok(instances.show(ctx, call.path[KEY], call.query.date))


def make_instance(ctx: Context, call: Call[InstanceDay, NewInstance]) -> Answer:
    """The project of a day of a series → 201 if it was made, 200 if it was there."""
    new, found = instances.make(ctx, call.path[KEY], call.query.date, call.body)
    return answers.created(found) if new else answers.ok(found)


def patch_route(method: str, verb: str, changes: ProjectPatch) -> AnyRoute:
    """A verb that is a PATCH with a name of its own → 204."""
    return act_route(method, f"{ONE}/{verb}", KEY, lambda ctx, project_id: service.patch(ctx, project_id, changes))


def list_prices(ctx: Context, call: Call[PricesQuery, None]) -> Answer:
    """What an hour costs today in each project."""
    found = rates.prices(ctx, call.query)
    return answers.ok(PricesPage(found.data, found.page, int(found.per_page), found.total or 0))


def list_rates(ctx: Context, call: Call[RatesQuery, None]) -> Answer:
    """A project's own rates."""
    return answers.stream(rates.list_rates(ctx, call.path[KEY], call.query))


def current_rate(ctx: Context, call: Call[NoQuery, None]) -> Answer:
    """What an hour of a project costs today."""
    return answers.ok(rates.current(ctx, call.path[KEY]))


def create_rate(ctx: Context, call: Call[NoQuery, NewProjectRate]) -> Answer:
    """Sets a rate of a project."""
    return answers.created(plain(rates.set_rate(ctx, call.path[KEY], call.body)))


def clear_rates(ctx: Context, call: Call[ProjectRatesDelete, None]) -> Answer:
    """Takes a project's rate away."""
    rates.clear(ctx, call.path[KEY], call.query)
    return answers.nothing()


RATES, INSTANCE = f"{ONE}/rates", f"{ONE}/instances/{{date}}"

ROUTES: list[AnyRoute] = [
    Route("GET", ALL, list_projects, ProjectFilter, ordered=PROJECTS, answers={200: shapes.page(Project, total=True)}),
    create_route(ALL, PROJECTS, one(ProjectInput), service.create),
    get_route(ONE, RATED, KEY),
    write_route("PUT", ONE, KEY, one(ProjectInput), service.replace),
    write_route("PATCH", ONE, KEY, one(ProjectPatch), service.patch),
    act_route("DELETE", ONE, KEY, lambda ctx, project_id: lives.delete(ctx, [project_id])),
    act_route("PATCH", f"{ONE}/archive", KEY, lambda ctx, project_id: lives.archive(ctx, [project_id])),
    act_route("PATCH", f"{ONE}/unarchive", KEY, lambda ctx, project_id: lives.unarchive(ctx, [project_id])),
    act_route("PATCH", f"{ONE}/restore", KEY, lambda ctx, project_id: lives.restore(ctx, [project_id])),
    Route("PATCH", BULK, patch_many, body=items(ProjectPatchItem), limit=BULK_LIMIT),
    Route("DELETE", BULK, delete_many, ProjectIdsQuery),
    bulk_route("archive", lives.archive),
    bulk_route("unarchive", lives.unarchive),
    bulk_route("restore", lives.restore),
    patch_route("POST", "pinned", ProjectPatch(pinned=True)),
    patch_route("DELETE", "pinned", ProjectPatch(pinned=False)),
    patch_route("POST", "make-public", ProjectPatch(private=False)),
    template_route("duplicate", duplicates.duplicate, ProjectDuplicate),
    Route(
        "GET",
        f"{ALL}/templates",
        list_templates,
        TemplateFilter,
        ordered=PROJECTS,
        answers={200: shapes.page(Project, total=True)},
    ),
    Route(
        "GET",
        f"{ONE}/instances",
        list_instances,
        InstanceFilter,
        ordered=PROJECTS,
        answers={200: shapes.page(Project, total=True)},
    ),
    Route("GET", INSTANCE, show_instance, InstanceDay, answers={200: shapes.record(Project)}),
    Route(
        "POST",
        INSTANCE,
        make_instance,
        InstanceDay,
        body=one(NewInstance, optional=True),
        answers={200: shapes.record(MadeInstance), 201: shapes.record(MadeInstance)},
    ),
    template_route("create-template", templates.make_template, NewTemplate),
    template_route("create-from-template", templates.use, FromTemplate),
    template_route("duplicate-template", templates.copy_template, ProjectDuplicate),
    Route("POST", f"{ONE}/complete", complete, answers={200: shapes.record(CompletedProject)}),
    Route("POST", f"{ONE}/uncomplete", uncomplete, answers={200: shapes.record(Project)}),
    Route("GET", f"{ONE}/children", list_children, Paged, ordered=PROJECTS, answers={200: shapes.page(Project)}),
    Route("GET", f"{ONE}/parents", list_parents, Paged, ordered=PROJECTS, answers={200: shapes.page(Project)}),
    Route("GET", f"{ALL}/members", list_members_of_many, ProjectIdsQuery, answers={200: shapes.array(ProjectMembers)}),
    Route("GET", f"{ONE}/members", list_members, answers={200: shapes.record(ProjectMembers)}),
    Route("POST", f"{ONE}/members", add_members, body=one(MembersAdd)),
    write_route("PUT", f"{ONE}/members", KEY, one(MemberChange), members.change),
    Route("DELETE", f"{ONE}/members", remove_member, body=one(MemberChange)),
    Route("GET", f"{ALL}/rates", list_prices, PricesQuery, ordered=PRICES, answers={200: shapes.record(PricesPage)}),
    Route("GET", RATES, list_rates, RatesQuery, ordered=PROJECT_RATES, answers={200: shapes.array(ProjectRate)}),
    Route("POST", RATES, create_rate, body=one(NewProjectRate), answers={201: shapes.record(Rate)}),
    Route("DELETE", RATES, clear_rates, ProjectRatesDelete),
    Route("GET", f"{RATES}/current", current_rate, answers={200: shapes.record(ProjectRate)}),
]
