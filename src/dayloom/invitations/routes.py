"""The routes of invitations: those of whoever invites, and those of who has the link and is not signed in yet."""

from contextlib import suppress

import msgspec

from dayloom.auth import passwords, people
from dayloom.auth.schemas import SignedIn
from dayloom.context import Context
from dayloom.errands import Errand
from dayloom.errors import Invalid, NotFound, Unauthenticated
from dayloom.fields import UNSET, NoQuery
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import one
from dayloom.http.call import Call, EveryRoute, OpenRoute, Route, outside
from dayloom.http.credentials import Credentials, refuse_foreign
from dayloom.http.paths import O
from dayloom.http.proxies import site_of
from dayloom.http.server import Request, Server
from dayloom.http.sign_in import begin_session, live_session, sign_in
from dayloom.invitations import queries, service
from dayloom.invitations.schemas import (
    CreatedInvitation,
    FoundInvitation,
    Invitation,
    InvitationAccept,
    InvitationInput,
    InvitationSecret,
)
from dayloom.users import service as users
from dayloom.workspaces import membership

ALL = f"{O}/invitations"
FIND, ACCEPT = "/invitations/find", "/invitations/accept"


def list_open(ctx: Context, call: Call[NoQuery, None]) -> Answer:  # noqa: ARG001 - every handler is called alike
    """Those that may still be used."""
    membership.must_manage(ctx)
    return answers.ok(queries.open_invitations(ctx))


def create(errand: Errand, call: Call[NoQuery, InvitationInput]) -> Answer:
    """A new invitation → 201 with its link, this once.

    An errand, because only that knows under which address people reach this server.
    """
    with errand.writing() as ctx:
        made, secret = service.create(ctx, call.body)
        shown = next(each for each in queries.open_invitations(ctx) if each.id == made)
    link = errand.settings.address + service.PAGE + secret
    return answers.created(CreatedInvitation(**msgspec.structs.asdict(shown), secret=secret, link=link))


def withdraw(ctx: Context, call: Call[NoQuery, None]) -> Answer:
    """Takes an open invitation back."""
    service.withdraw(ctx, call.path["invitation_id"])
    return answers.nothing()


def find(server: Server, request: Request, body: InvitationSecret) -> Answer:
    """What the link says, for whoever has it."""
    return answers.ok(_found(server, request, body.secret))


def accept(server: Server, request: Request, body: InvitationAccept) -> Answer:
    """Comes in, and is signed in → 201 with the session.

    It opens its own transactions, because hashing takes long, and because who guesses here knocks at the same door.
    """
    refuse_foreign(request.headers, server.settings.base_url)
    found, now = _found(server, request, body.secret), server.now()
    if found.has_account:
        user_id, hashed = _known(server, request, found.email, body), ""
    else:
        user_id, hashed = None, passwords.hash_password(_checked(body))
    with server.database.write() as db:
        if user_id is None:
            zone = "UTC" if body.timezone is UNSET else body.timezone
            user_id = users.create_user(db, found.email, str(body.name), hashed, zone, now)
        places = service.accept(db, body.secret, user_id, now)
        signed_in = begin_session(server, request, db, user_id)
    for place in places:
        server.hub.ring(place)
    return answers.created(signed_in)


def _found(server: Server, request: Request, secret: str) -> FoundInvitation:
    """Who tries secrets is stopped as who tries passwords is."""
    who = f"address {site_of(request.address)}"
    server.failed_logins.check(who)
    try:
        with server.database.read() as db:
            return service.find(db, secret, server.now())
    except NotFound:
        server.failed_logins.failed(who)
        raise


def _known(server: Server, request: Request, email: str, body: InvitationAccept) -> int:
    """The person whose address it is, by their password or by the session that they have."""
    if body.password is not UNSET:
        try:
            return sign_in(server, Credentials(email=email, password=body.password), request.address)
        except Unauthenticated:
            raise Invalid("password", "is not the password of this account") from None
    with server.database.read() as db, suppress(Unauthenticated):
        session = live_session(server, db, request, server.now())
        if session.user_id == people.user_id_of(db, email):
            return session.user_id
    raise Invalid("password", "must be that of the account with this address")


def _checked(body: InvitationAccept) -> str:
    """The password of somebody new, whose name has to be there too. Raises Invalid."""
    for field in ("name", "password"):
        if getattr(body, field) is UNSET:
            raise Invalid(field, "must be given, since there is no account with this address yet")
    if body.timezone is not UNSET:
        users.check_timezone(body.timezone)
    return users.check_password(str(body.password))


ROUTES: list[EveryRoute] = [
    Route("GET", ALL, list_open, answers={200: shapes.array(Invitation)}),
    Route(
        "POST",
        ALL,
        outside(create),
        body=one(InvitationInput),
        outside=True,
        answers={201: shapes.record(CreatedInvitation)},
    ),
    Route("DELETE", f"{ALL}/{{invitation_id}}", withdraw),
    OpenRoute("POST", FIND, find, one(InvitationSecret), answers={200: shapes.record(FoundInvitation)}),
    OpenRoute("POST", ACCEPT, accept, one(InvitationAccept), answers={201: shapes.record(SignedIn)}),
]
