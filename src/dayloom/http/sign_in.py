"""Who is asking: from a request's credentials to a person, and from the person to the actor of the path."""

from datetime import datetime
from typing import Any

from dayloom.auth import keys, passwords, people, sessions
from dayloom.auth.actor import Actor
from dayloom.auth.schemas import Account, SignedIn
from dayloom.auth.sessions import Session
from dayloom.db.engine import Connection
from dayloom.db.types import MAX_ID
from dayloom.errors import Invalid, Unauthenticated
from dayloom.http.call import AnyRoute
from dayloom.http.credentials import Credentials, refuse_foreign, refuse_forged, set_cookie
from dayloom.http.proxies import site_of
from dayloom.http.server import Request, Server
from dayloom.text import fold


def sign_in(server: Server, credentials: Credentials, address: str) -> int:
    """The person behind an e-mail and password. Ten failures close the door; the answer never tells what was wrong."""
    names = f"address {site_of(address)}", f"email {fold(credentials.email.strip())}"
    server.failed_logins.check(*names)
    with server.database.read() as db:
        user_id = people.user_id_of(db, credentials.email)
        stored = None if user_id is None else people.password_hash_of(db, user_id)
    if not passwords.matches(credentials.password, stored) or user_id is None:
        server.failed_logins.failed(*names)
        raise Unauthenticated
    server.failed_logins.check(*names)  # again: what was guessed beside this one may have closed the door meanwhile
    return user_id


def who_asks(server: Server, db: Connection, request: Request, user_id: int | None, now: datetime) -> dict[str, Any]:
    credentials = request.credentials
    if credentials.key:
        found = keys.find_key(db, credentials.key, now)
        if found is not None:
            if found[1]:
                request.due = lambda write: keys.mark_used(write, credentials.key, now)
            return people.person(db, found[0])
    elif credentials.cookie:
        session = live_session(server, db, request, now)
        return people.person(db, session.user_id)
    elif user_id is not None:
        return people.person(db, user_id)
    raise Unauthenticated


def live_session(server: Server, db: Connection, request: Request, now: datetime) -> Session:
    """The session of the request's cookie, renewed by this use. Raises Unauthenticated, or Forbidden when forged."""
    text = request.credentials.cookie
    session = sessions.find_session(db, text, now) if text else None
    if session is None:
        raise Unauthenticated
    if request.method != "GET":
        refuse_foreign(request.headers, server.settings.base_url)
        refuse_forged(request.headers, session.csrf_token)
    if session.renew:
        request.due = lambda write: sessions.renew_session(write, text, now)
        hand_cookie(server, request, text)
    elif session.note_use:
        request.due = lambda write: sessions.mark_used(write, text, now)
    return session


def begin_session(server: Server, request: Request, db: Connection, user_id: int) -> SignedIn:
    """Signs the person in: the answer carries the cookie of a new session."""
    who = people.person(db, user_id)
    text, csrf_token = sessions.create_session(db, user_id, server.now(), request.user_agent)
    request.due = None
    hand_cookie(server, request, text)
    return signed_in(who, csrf_token)


def signed_in(who: dict[str, Any], csrf_token: str) -> SignedIn:
    """The session's person and token, as the answer tells them."""
    return SignedIn(Account(who["id"], who["email"], who["name"], who["timezone"]), csrf_token)


def hand_cookie(server: Server, request: Request, text: str) -> None:
    """Puts the session cookie into the answer; an empty text takes it back."""
    secure = request.secure or server.settings.base_url.startswith("https:")
    seconds = int(sessions.LIFETIME.total_seconds()) if text else 0
    request.answer_headers["set-cookie"] = set_cookie(text, secure=secure, seconds=seconds)


def actor_of(db: Connection, route: AnyRoute, request: Request, who: dict[str, Any]) -> Actor:
    ids = {
        name: path_id(name, request.ids[name]) for name in ("organization_id", "workspace_id") if name in request.ids
    }
    if route.realm == "workspace":
        return people.actor_in_workspace(db, who, ids["workspace_id"], ids.get("organization_id"))
    if route.realm == "organization":
        return people.actor_in_organization(db, who, ids["organization_id"])
    return people.actor_alone(who)


def path_id(name: str, text: str) -> int:
    """An id of the path. Raises Invalid."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:20]) <= MAX_ID:
        raise Invalid(name, "must be a positive integer")
    return int(text)
