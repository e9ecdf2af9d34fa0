"""The routes of search."""

from dayloom.context import Context
from dayloom.http import answers, shapes
from dayloom.http.answers import Answer
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OW
from dayloom.search import service
from dayloom.search.schemas import MentionsQuery, MentionsResult, SearchQuery, SearchResult


def search(ctx: Context, call: Call[SearchQuery, None]) -> Answer:
    """Finds what a keyword may mean."""
    return answers.ok(service.search(ctx, call.query))


def mentions(ctx: Context, call: Call[MentionsQuery, None]) -> Answer:
    """Finds who and what can be mentioned."""
    return answers.ok(service.mentions(ctx, call.query))


ROUTES: list[AnyRoute] = [
    Route("GET", f"{OW}/search", search, SearchQuery, answers={200: shapes.record(SearchResult)}),
    Route("GET", f"{OW}/search/mentions", mentions, MentionsQuery, answers={200: shapes.record(MentionsResult)}),
]
