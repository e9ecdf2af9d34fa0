"""The routes of one's own account, password and settings."""

from dayloom.auth import passwords, people
from dayloom.auth.schemas import Account
from dayloom.context import Context
from dayloom.errors import Invalid, Unauthenticated
from dayloom.fields import NoQuery
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import one
from dayloom.http.call import Call, EveryRoute, OpenRoute, Route
from dayloom.http.credentials import Credentials
from dayloom.http.paths import W
from dayloom.http.server import Request, Server
from dayloom.http.sign_in import begin_session, live_session, sign_in
from dayloom.users import service, settings
from dayloom.users.queries import account_metadata, merged_settings, profile_of, user_settings
from dayloom.users.schemas import (
    AccountMetadata,
    MergedWorkspaceSettings,
    MetadataQuery,
    NewPassword,
    SettingsPatch,
    UserSettings,
    WorkspaceSettings,
    WorkspaceSettingsPatch,
)

MINE = "/users/me/settings"


def _show_settings(ctx: Context, call: Call[NoQuery, None]) -> Answer:  # noqa: ARG001 - every handler is called alike
    return answers.ok(user_settings(profile_of(ctx.db, ctx.actor.user_id)))


def _patch_settings(ctx: Context, call: Call[NoQuery, SettingsPatch]) -> Answer:
    return answers.ok(user_settings(settings.patch(ctx, call.body)))


def _show_merged(ctx: Context, call: Call[NoQuery, None]) -> Answer:
    return answers.ok(merged_settings(profile_of(ctx.db, ctx.actor.user_id), call.path["workspace_id"]))


def _patch_in_workspace(ctx: Context, call: Call[NoQuery, WorkspaceSettingsPatch]) -> Answer:
    return answers.ok(settings.patch_in_workspace(ctx, call.body))


def _show_account(ctx: Context, call: Call[NoQuery, None]) -> Answer:  # noqa: ARG001 - every handler is called alike
    actor = ctx.actor
    return answers.ok(Account(actor.user_id, actor.email, actor.name, str(actor.zone)))


def _show_metadata(ctx: Context, call: Call[MetadataQuery, None]) -> Answer:
    return answers.ok(account_metadata(ctx, call.query))


def _change_password(server: Server, request: Request, body: NewPassword) -> Answer:
    """Whoever else is signed in as this person is out; this browser goes on with a new session.

    It opens its own transactions, because hashing takes long, and because who guesses here knocks at the same door.
    """
    with server.database.read() as db:
        who = people.person(db, live_session(server, db, request, server.now()).user_id)
    chosen = service.check_password(body.password)
    try:
        sign_in(server, Credentials(email=who["email"], password=body.current_password), request.address)
    except Unauthenticated:
        raise Invalid("current_password", "is not your password") from None
    hashed = passwords.hash_password(chosen)
    with server.database.write() as db:
        service.set_password(db, who["id"], hashed, server.now())
        begin_session(server, request, db, who["id"])
    return answers.nothing()


ROUTES: list[EveryRoute] = [
    Route("GET", "/accounts/me", _show_account, answers={200: shapes.record(Account)}),
    Route("GET", "/accounts/me/metadata", _show_metadata, MetadataQuery, answers={200: shapes.record(AccountMetadata)}),
    OpenRoute("PUT", "/session/password", _change_password, one(NewPassword)),
    Route("GET", MINE, _show_settings, answers={200: shapes.record(UserSettings)}),
    Route("PATCH", MINE, _patch_settings, body=one(SettingsPatch), answers={200: shapes.record(UserSettings)}),
    Route("GET", f"{W}{MINE}", _show_merged, counts=False, answers={200: shapes.record(MergedWorkspaceSettings)}),
    Route(
        "PATCH",
        f"{W}{MINE}",
        _patch_in_workspace,
        body=one(WorkspaceSettingsPatch),
        counts=False,
        answers={200: shapes.record(WorkspaceSettings)},
    ),
]
