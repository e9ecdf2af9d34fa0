"""Work that recurs by itself, once for all processes of an instance: a row says when it is due and who is at it."""
