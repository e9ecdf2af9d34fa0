"""The change feed (what changed in a workspace, in commit order, for clients that keep a copy) and the journal's tables."""
