"""The routes of the audit log."""

from dayloom.audit import service
from dayloom.audit.schemas import AuditLog, AuditQuery, OrganizationAuditQuery
from dayloom.audit.service import HEADER, Log
from dayloom.context import Context
from dayloom.http import answers, csv, shapes
from dayloom.http.answers import Answer
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OW, O

WINDOW = "/audit-log/{from}/{to}"


def in_workspace(ctx: Context, call: Call[AuditQuery, None]) -> Answer:
    """What happened in a workspace."""
    return _answer(ctx, service.of_workspace(ctx, call.query), call.query)


def in_organization(ctx: Context, call: Call[OrganizationAuditQuery, None]) -> Answer:
    """What happened in the workspaces of an organization."""
    return _answer(ctx, service.of_organization(ctx, call.query), call.query)


def _answer(ctx: Context, log: Log, query: AuditQuery) -> Answer:
    if query.export is True:
        return csv.answer("audit-log", HEADER, service.sheet(ctx, log))
    return answers.ok(service.page(ctx, log, query))


SHOWN = {200: shapes.record(AuditLog, table=True)}

ROUTES: list[AnyRoute] = [
    Route("GET", f"{OW}{WINDOW}", in_workspace, AuditQuery, answers=SHOWN),
    Route("GET", f"{O}{WINDOW}", in_organization, OrganizationAuditQuery, answers=SHOWN),
]
