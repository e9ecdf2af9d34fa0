"""The routes of extraction: they answer tasks that are not stored."""

from collections.abc import Callable

from dayloom.errands import Errand
from dayloom.extraction import service
from dayloom.extraction.pictures import LARGEST
from dayloom.extraction.schemas import Picture, PromptPayload
from dayloom.extraction.service import Extracted
from dayloom.fields import NoQuery
from dayloom.http import shapes
from dayloom.http.answers import Answer
from dayloom.http.body import one, upload
from dayloom.http.call import MIB, AnyRoute, Call, Route, outside
from dayloom.http.paths import OW
from dayloom.tasks.schemas import Task

ALL = f"{OW}/workflows/tasks"
ENGINE = "X-Dayloom-Engine"


def _answer(found: Extracted) -> Answer:
    return Answer(200, found.tasks, {ENGINE.lower(): found.engine})


def extract(errand: Errand, call: Call[NoQuery, Picture]) -> Answer:
    """Tasks out of a picture."""
    return _answer(service.from_picture(errand, call.body.file))


def _text_route(path: str, find: Callable[[Errand, str], Extracted]) -> AnyRoute:
    def handle(errand: Errand, call: Call[NoQuery, PromptPayload]) -> Answer:
        return _answer(find(errand, call.body.prompt))

    return Route(
        "POST",
        path,
        outside(handle),
        body=one(PromptPayload),
        asks=True,
        outside=True,
        tells=(ENGINE,),
        answers={200: shapes.array(Task)},
    )


ROUTES: list[AnyRoute] = [
    Route(
        "POST",
        f"{ALL}/extract",
        outside(extract),
        body=upload(Picture),
        limit=LARGEST + MIB,
        asks=True,
        outside=True,
        tells=(ENGINE,),
        answers={200: shapes.array(Task)},
    ),
    _text_route(f"{ALL}/from-list", service.from_list),
    _text_route(f"{ALL}/prompt", service.from_prompt),
]
