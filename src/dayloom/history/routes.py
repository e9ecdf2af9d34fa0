"""`GET {OW}/history`, and the way back: `POST {OW}/history/{id}/undo`."""

from dayloom.context import Context
from dayloom.fields import NoQuery
from dayloom.history import service, undo
from dayloom.history.schemas import History, HistoryQuery, Undone
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OW


def list_history(ctx: Context, call: Call[HistoryQuery, None]) -> Answer:
    """What was done, newest first."""
    return answers.ok(service.read(ctx, call.query))


def undo_operation(ctx: Context, call: Call[NoQuery, None]) -> Answer:
    """Takes back the request that a line is of."""
    return answers.ok(undo.undo(ctx, call.path["history_id"]))


ROUTES: list[AnyRoute] = [
    Route("GET", f"{OW}/history", list_history, HistoryQuery, answers={200: shapes.record(History)}),
    Route("POST", f"{OW}/history/{{history_id}}/undo", undo_operation, answers={200: shapes.record(Undone)}),
]
