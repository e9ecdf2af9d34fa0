"""The routes of reports. A question is too long for a query string, so it is a POST; nothing is written.

Plan against actual asks for little: `GET {OW}/insights`.
"""

from dayloom.context import Context
from dayloom.fields import NoQuery
from dayloom.http import answers, csv, shapes
from dayloom.http.answers import Answer
from dayloom.http.body import items, one
from dayloom.http.call import AnyRoute, Call, Route
from dayloom.http.paths import OW, W
from dayloom.reports import dictionaries, insights, service
from dayloom.reports.insight_schemas import Insights, InsightsQuery
from dayloom.reports.schemas import Dictionary, ReportFilter, ReportForm, ReportQuery, ReportResult

QUERY = f"/reports{W}/query"


def query(ctx: Context, call: Call[ReportForm, ReportQuery]) -> Answer:
    """Adds up, and answers JSON or a file."""
    if csv.asked(call.headers):
        sheet = service.as_sheet(ctx, call.body)
        return csv.answer("report", sheet.header, sheet.rows)
    form, wants_names = call.query.response_format or "json_row", call.query.include_dicts is True
    return answers.ok(service.answer(ctx, call.body, form, dictionaries=wants_names))


def dictionary(ctx: Context, call: Call[NoQuery, list[ReportFilter]]) -> Answer:
    """What the ids in filters are called."""
    return answers.ok(dictionaries.of_filters(ctx, call.body))


def plan_against_actual(ctx: Context, call: Call[InsightsQuery, None]) -> Answer:
    """What was planned and what was tracked."""
    return answers.ok(insights.read(ctx, call.query))


ROUTES: list[AnyRoute] = [
    Route("GET", f"{OW}/insights", plan_against_actual, InsightsQuery, answers={200: shapes.record(Insights)}),
    Route(
        "POST",
        QUERY,
        query,
        ReportForm,
        one(ReportQuery),
        asks=True,
        reads=(csv.EXPORT,),
        answers={200: shapes.record(ReportResult, table=True)},
    ),
    Route(
        "POST",
        f"{QUERY}/dictionary",
        dictionary,
        body=items(ReportFilter, least=0),
        asks=True,
        answers={200: shapes.record(Dictionary)},
    ),
]
