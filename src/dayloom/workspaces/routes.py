"""The routes that clients call first: what this server is, where they are, who else is there. No quota counts them."""

from typing import Any

from dayloom import __version__
from dayloom.context import Context
from dayloom.fields import NoQuery
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import one
from dayloom.http.call import Call, EveryRoute, OpenRoute, Route
from dayloom.http.paths import O, W
from dayloom.http.server import Request, Server
from dayloom.workspaces import membership, plans, queries, settings
from dayloom.workspaces.schemas import (
    CurrencyPatch,
    OrganizationPlan,
    OrganizationUser,
    OrganizationUserFilter,
    OrganizationUserPatch,
    PlanInput,
    SharedSettings,
    SharedSettingsInput,
    Version,
    WorkspaceContext,
    WorkspaceCurrency,
    WorkspacePermissions,
)


def _version(server: Server, request: Request, body: None) -> Answer:  # noqa: ARG001 - every handler is called alike
    major, minor, patch = (int(part) for part in __version__.split("."))
    return answers.ok(Version("dayloom", major * 10_000 + minor * 100 + patch, __version__))


def _context(ctx: Context, call: Call[NoQuery, None]) -> Answer:  # noqa: ARG001 - every handler is called alike
    return answers.ok(WorkspaceContext(ctx.organization_id, ctx.workspace_id))


def _permissions(ctx: Context, call: Call[NoQuery, None]) -> Answer:  # noqa: ARG001 - every handler is called alike
    return answers.ok(WorkspacePermissions(sorted(ctx.actor.permissions)))


def _currency(ctx: Context, call: Call[NoQuery, None]) -> Answer:  # noqa: ARG001 - every handler is called alike
    return answers.ok(queries.currency(ctx))


def _patch_currency(ctx: Context, call: Call[NoQuery, CurrencyPatch]) -> Answer:
    return answers.ok(settings.change_currency(ctx, call.body))


def _settings(ctx: Context, call: Call[NoQuery, None]) -> Answer:  # noqa: ARG001 - every handler is called alike
    return answers.ok(queries.shared_settings(ctx))


def _replace_settings(ctx: Context, call: Call[NoQuery, SharedSettingsInput]) -> Answer:
    return answers.ok(settings.replace(ctx, call.body))


def _plan(ctx: Context, call: Call[NoQuery, None]) -> Answer:  # noqa: ARG001 - every handler is called alike
    return answers.ok(plans.show(ctx))


def _replace_plan(ctx: Context, call: Call[NoQuery, PlanInput]) -> Answer:
    plans.replace(ctx, call.body)
    return answers.nothing()


def _users(ctx: Context, call: Call[OrganizationUserFilter, None]) -> Answer:
    return answers.ok(queries.organization_users(ctx, call.query))


def _patch_user(ctx: Context, call: Call[NoQuery, OrganizationUserPatch]) -> Answer:
    return answers.ok(membership.patch(ctx, call.path["organization_user_id"], call.body))


def _none(ctx: Context, call: Call[NoQuery, None]) -> Answer:  # noqa: ARG001 - every handler is called alike
    """There is nothing to import from yet, and clients ask at their start."""
    return answers.ok([])


ROUTES: list[EveryRoute] = [
    OpenRoute("GET", "/version", _version, answers={200: shapes.record(Version)}),
    Route("GET", f"{W}/context", _context, counts=False, answers={200: shapes.record(WorkspaceContext)}),
    Route("GET", f"{W}/permissions", _permissions, counts=False, answers={200: shapes.record(WorkspacePermissions)}),
    Route("GET", f"{W}/currency", _currency, counts=False, answers={200: shapes.record(WorkspaceCurrency)}),
    Route(
        "PATCH",
        f"{W}/currency",
        _patch_currency,
        body=one(CurrencyPatch),
        answers={200: shapes.record(WorkspaceCurrency)},
    ),
    Route("GET", f"{W}/settings", _settings, answers={200: shapes.record(SharedSettings)}),
    Route(
        "PUT",
        f"{W}/settings",
        _replace_settings,
        body=one(SharedSettingsInput),
        answers={200: shapes.record(SharedSettings)},
    ),
    Route(
        "GET", f"{O}/users", _users, OrganizationUserFilter, counts=False, answers={200: shapes.array(OrganizationUser)}
    ),
    Route(
        "PATCH",
        f"{O}/users/{{organization_user_id}}",
        _patch_user,
        body=one(OrganizationUserPatch),
        answers={200: shapes.record(OrganizationUser)},
    ),
    # Neither counts: an owner whose quota is used up must still get at the plan.
    Route("GET", f"{O}/plan", _plan, counts=False, answers={200: shapes.record(OrganizationPlan)}),
    Route("PUT", f"{O}/plan", _replace_plan, body=one(PlanInput), counts=False),
    Route("GET", "/importer/{organization_id}/sources", _none, counts=False, answers={200: shapes.array(Any)}),
]
