"""The one way in which typed and stored words are made alike before they are compared."""

from __future__ import annotations

import unicodedata

# Letters that no rule of Unicode takes apart; "ß" is "ss" by its case already.
_WHOLE = str.maketrans(
    {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h"}
)


def fold(text: str) -> str:
    """Text without case, accents, tone marks and needless spaces: "Nguyễn", "Łęcki", "ß" become
    "nguyen", "lecki", "ss". Hangul stays whole; empty text stays empty.
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(one for one in apart if not unicodedata.combining(one)).translate(_WHOLE)
    return " ".join(unicodedata.normalize("NFC", bare).split())
