"""Text as people compare it: folding for search and uniqueness, keys for sorting.

Both are stored beside the name, so that the two engines agree to the letter (their own LIKE and collations do not).
"""

import unicodedata


def fold(value: str) -> str:
    """NFC and full case folding: `STRASSE`, `straße` and `Strasse` are the same word."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", value).casefold())


def sort_key(value: str) -> str:
    """NFKD without combining marks, case folded: Äpfel sorts beside Apfel; compared byte by byte."""
    decomposed = unicodedata.normalize("NFKD", value)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
