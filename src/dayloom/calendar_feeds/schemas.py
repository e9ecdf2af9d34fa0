"""A feed on the wire."""

from datetime import datetime

import msgspec

from dayloom.fields import UNSET, Input, Maybe


class Feed(msgspec.Struct, frozen=True):
    """Whether there is a feed, since when, and whether tracked time is in it."""

    created_at: datetime
    tracked: bool


class NewFeed(Feed, frozen=True):
    """A feed with its address, which is shown once."""

    url: str


class FeedInput(Input, frozen=True, kw_only=True):
    """The body of POST: makes the feed, or gives it another address."""

    tracked: Maybe[bool] = UNSET
