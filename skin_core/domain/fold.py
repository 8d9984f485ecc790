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


def fold_spacing(text: str) -> str:
    """The same, and Korean without spaces, which are a matter of habit: 접촉 피부염, 접촉피부염."""
    folded = fold(text)
    is_korean = any("\uac00" <= one <= "\ud7a3" for one in folded)
    return folded.replace(" ", "") if is_korean else folded
