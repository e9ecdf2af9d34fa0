"""The routes of signing in, and of one's own sessions and API keys. The contract has none of them; people need them.

Sessions are opened and closed outside the usual transaction: nobody is signed in yet, or the cookie itself is meant.
"""

import msgspec

from dayloom.auth import keys, people, sessions
from dayloom.auth.schemas import ApiKey, ApiKeyInput, CreatedApiKey, OpenSession, SignedIn, SignIn
from dayloom.context import Context
from dayloom.errors import Invalid, NotFound, Unauthenticated
from dayloom.fields import UNSET, NoQuery
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import one
from dayloom.http.call import Call, EveryRoute, OpenRoute, Route
from dayloom.http.credentials import Credentials, read_credentials, refuse_foreign
from dayloom.http.server import Request, Server
from dayloom.http.sign_in import begin_session, hand_cookie, live_session, sign_in, signed_in


def _open_session(server: Server, request: Request, body: SignIn) -> Answer:
    refuse_foreign(request.headers, server.settings.base_url)
    user_id = sign_in(server, Credentials(email=body.email, password=body.password), request.address)
    with server.database.write() as db:
        return answers.created(begin_session(server, request, db, user_id))


def _show_session(server: Server, request: Request, body: None) -> Answer:  # noqa: ARG001 - every handler is called alike
    if not request.credentials.cookie:
        return answers.nothing()  # to ask is no mistake: every first visit begins so
    with server.database.read() as db:
        session = live_session(server, db, request, server.now())
        return answers.ok(signed_in(people.person(db, session.user_id), session.csrf_token))


def _close_session(server: Server, request: Request, body: None) -> Answer:  # noqa: ARG001 - every handler is called alike
    try:
        with server.database.write() as db:
            live_session(server, db, request, server.now())
            sessions.end_session(db, request.credentials.cookie)
    except Unauthenticated:
        hand_cookie(server, request, "")
        raise
    request.due = None
    hand_cookie(server, request, "")
    return answers.nothing()


def _cookie(call: Call[NoQuery, None]) -> str:
    return read_credentials(call.headers).cookie


def _list_sessions(ctx: Context, call: Call[NoQuery, None]) -> Answer:
    return answers.ok(sessions.list_sessions(ctx.db, ctx.actor.user_id, _cookie(call), ctx.now))


def _end_session(ctx: Context, call: Call[NoQuery, None]) -> Answer:
    if not sessions.end_own_session(ctx.db, ctx.actor.user_id, call.path["session_id"]):
        raise NotFound("session")
    return answers.nothing()


def _end_other_sessions(ctx: Context, call: Call[NoQuery, None]) -> Answer:
    sessions.end_other_sessions(ctx.db, ctx.actor.user_id, _cookie(call))
    return answers.nothing()


def _list_keys(ctx: Context, call: Call[NoQuery, None]) -> Answer:  # noqa: ARG001 - every handler is called alike
    return answers.ok(keys.list_keys(ctx.db, ctx.actor.user_id))


def _create_key(ctx: Context, call: Call[NoQuery, ApiKeyInput]) -> Answer:
    expires_at = None if call.body.expires_at is UNSET else call.body.expires_at
    if expires_at is not None and expires_at <= ctx.now:
        raise Invalid("expires_at", "must be in the future")
    key_id, text = keys.create_key(ctx.db, ctx.actor.user_id, call.body.name, ctx.now, expires_at)
    created = next(key for key in keys.list_keys(ctx.db, ctx.actor.user_id) if key.id == key_id)
    return answers.created(CreatedApiKey(**msgspec.structs.asdict(created), api_key=text))


def _revoke_key(ctx: Context, call: Call[NoQuery, None]) -> Answer:
    if not keys.revoke_key(ctx.db, ctx.actor.user_id, call.path["api_key_id"], ctx.now):
        raise NotFound("api_key")
    return answers.nothing()


ROUTES: list[EveryRoute] = [
    OpenRoute("POST", "/session", _open_session, one(SignIn), answers={201: shapes.record(SignedIn)}),
    OpenRoute("GET", "/session", _show_session, answers={200: shapes.record(SignedIn), 204: None}),
    OpenRoute("DELETE", "/session", _close_session),
    Route("GET", "/sessions", _list_sessions, answers={200: shapes.array(OpenSession)}),
    Route("DELETE", "/sessions", _end_other_sessions),
    Route("DELETE", "/sessions/{session_id}", _end_session),
    Route("GET", "/api-keys", _list_keys, answers={200: shapes.array(ApiKey)}),
    Route(
        "POST",
        "/api-keys",
        _create_key,
        body=one(ApiKeyInput),
        secret=True,
        answers={201: shapes.record(CreatedApiKey)},
    ),
    Route("DELETE", "/api-keys/{api_key_id}", _revoke_key),
]
