"""The change feed, for clients that keep a copy: what changed, in commit order; and the journal's tables."""
