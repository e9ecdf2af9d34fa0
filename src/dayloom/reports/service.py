"""Answering a question: as numbers for programs, or as a sheet for people."""

from typing import Any

from dayloom.context import Context
from dayloom.errors import Unprocessable
from dayloom.reports import entries, groups, sheet
from dayloom.reports.dictionaries import look_up
from dayloom.reports.entries import Listing
from dayloom.reports.question import understand
from dayloom.reports.schemas import Dictionary, Form, ReportQuery, ReportResult
from dayloom.reports.sheet import Sheet


def answer(ctx: Context, asked: ReportQuery, form: Form, *, dictionaries: bool) -> ReportResult:
    """The answer in one of its forms. Raises Invalid, Unprocessable, or Forbidden."""
    if asked.attributes:
        return _single(ctx, entries.list_entries(ctx, asked), form, dictionaries=dictionaries)
    question = understand(ctx, asked)
    if form == "hierarchical":
        whole, found = groups.tree(ctx, question)
    else:
        whole, found = None, groups.find(ctx, question)
    named = look_up(ctx, groups.ids(question, found.groups), question.placed.people) if dictionaries else None
    return ReportResult(
        data_hierarchical=whole,
        data_json_row=groups.objects(question, found.groups) if form == "json_row" else None,
        data_table=groups.table(question, found.groups) if form == "table" else None,
        dictionaries=named,
        total_count=found.total,
    )


def _single(ctx: Context, listing: Listing, form: Form, *, dictionaries: bool) -> ReportResult:
    if form == "hierarchical":
        raise Unprocessable("response_format", "must be json_row or table: single entries have no groups")
    named: Dictionary | None = look_up(ctx, listing.ids(), listing.people) if dictionaries else None
    header: list[Any] = [name for name, _ in listing.columns]
    return ReportResult(
        data_hierarchical=None,
        data_json_row=listing.objects if form == "json_row" else None,
        data_table=[header, *listing.rows] if form == "table" else None,
        dictionaries=named,
        total_count=listing.total,
    )


def as_sheet(ctx: Context, asked: ReportQuery) -> Sheet:
    """The whole answer, whatever page is asked for: who saves a file wants all of it."""
    if asked.attributes:
        return sheet.of_entries(ctx, entries.list_entries(ctx, asked, paged=False))
    question = understand(ctx, asked)
    return sheet.of_groups(ctx, question, groups.find(ctx, question, paged=False).groups)
