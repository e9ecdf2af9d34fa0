"""What the sign-in page asks: whether this is the demo, and whom one may enter as.

It is no door of its own, for the answer is what `make run` prints, and signing in goes the same way as everybody's. It
does tell passwords to who has none, which is safe because it is about the demo alone, where nothing is anybody's: it
answers nobody but the machine that the server runs on, and only while the database holds nothing but the demo. Who
shows a demo to others (`--allow-demo`) tells them the logins.
"""

from dayloom.demo import access
from dayloom.demo.schemas import OfferedLogin
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.call import EveryRoute, OpenRoute
from dayloom.http.server import Request, Server


def _offer(server: Server, request: Request, body: None) -> Answer:  # noqa: ARG001 - every handler is called alike
    request.answer_headers["cache-control"] = "no-store"
    if not request.is_from_here:
        return answers.ok([])
    with server.database.read() as db:
        return answers.ok(access.logins_to_offer(db, server.settings.data))


ROUTES: list[EveryRoute] = [
    OpenRoute("GET", "/session/demo", _offer, answers={200: shapes.array(OfferedLogin)}),
]
