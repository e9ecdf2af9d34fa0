"""How well a text matches, where no statement can say it."""

from dayloom.text import sort_key

#: What a word may begin after; as in SQL (`names.match`).
BEFORE_WORDS = " -/("


def match(text: str, key: str) -> int:
    """Exact 0, prefix 1, word start 2, contains 3; else 4. `key` is the sort key of what is looked for."""
    own = sort_key(text)
    if own == key:
        return 0
    if own.startswith(key):
        return 1
    if any(f"{before}{key}" in own for before in BEFORE_WORDS):
        return 2
    return 3 if key in own else 4
