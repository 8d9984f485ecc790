"""How names, codes and free diagnoses become words that can be found by their beginning."""

from __future__ import annotations

import unicodedata

MAX_LENGTH = 40
_LAST = "\U0010ffff"


def fold(text: str) -> str:
    """Text without case, accents and tone marks: "Nguyễn" becomes "nguyen"; Hangul stays."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare).replace("đ", "d")


def tokens(text: str) -> tuple[str, ...]:
    """What was typed, word by word, in order and each once."""
    spaced = "".join(char if char.isalnum() else " " for char in fold(text))
    return tuple(dict.fromkeys(word[:MAX_LENGTH] for word in spaced.split()))


def search_words(*texts: str) -> frozenset[str]:
    """All words under which these texts are found.

    Scripts without spaces between parts of a name are found from every sign on, so that the given
    name 민지 finds 김민지. Words joined by signs are also found in one: "A-001" as "a001".
    """
    found: set[str] = set()
    for text in texts:
        for part in text.split():
            words = tokens(part)
            found.update(words, {"".join(words)[:MAX_LENGTH]} - {""})
            for word in words:
                if _is_unspaced(word):
                    found.update(word[start:] for start in range(1, len(word)))
    return frozenset(found)


def after_all(prefix: str) -> str:
    """An upper bound of every word that begins with the prefix."""
    return prefix + _LAST


def _is_unspaced(word: str) -> bool:
    return any("\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" for char in word)
