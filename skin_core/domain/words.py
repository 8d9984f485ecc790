"""How names, codes and free diagnoses become words that can be found by their beginning."""

from __future__ import annotations

import re
import unicodedata

from skin_core.domain.fold import fold

MAX_LENGTH = 40
JOINERS = "\u200c\u200d"  # some scripts are written with them
_JOINED = r"\u0600-\u109f\u1780-\u18af\u2600-\u27bf\ufb50-\ufefc\ufe0f\U0001f000-\U0001faff"
_JOINING_NOTHING = re.compile(rf"(?<![{_JOINED}])[{JOINERS}]+|[{JOINERS}]+(?![{_JOINED}])")
_FILLERS = "\u034f\u115f\u1160\u2800\u3164\uffa0"  # letters and marks by their class, yet blank
_LAST = "\U0010ffff"


def tokens(text: str) -> tuple[str, ...]:
    """What was typed, word by word, in order and each once."""
    spaced = "".join(char if _is_of_word(char) else " " for char in fold(without_unseen(text)))
    words = (word for word in spaced.split() if any(map(str.isalnum, word)))
    return tuple(dict.fromkeys(word[:MAX_LENGTH] for word in words))


def search_words(*texts: str) -> frozenset[str]:
    """All words under which these texts are found.

    What stands apart is also found in one, so that 홍길동 finds 홍 길동 and "a001" finds "A-001".
    Scripts without spaces between parts of a name are found from every sign on: 민지 finds 김민지.
    """
    found: set[str] = set()
    for text in texts:
        for part in (*text.split(), text):
            words = tokens(part)
            found.update(words, {_joined(words)} - {""})
    found.update(
        word[at:] for word in tuple(found) if _is_unspaced(word) for at in range(len(word))
    )
    return frozenset(found)


def without_unseen(text: str) -> str:
    """What was typed without signs that nobody sees: they turn a name round, or make two of one.

    Signs that join stay between letters that are written so, and so does what no text may hold,
    for the check that refuses it.
    """
    seen = "".join(one for one in text if one in JOINERS or not _is_unseen(one))
    return _JOINING_NOTHING.sub("", seen)


def _is_unseen(char: str) -> bool:
    is_control = unicodedata.category(char) == "Cc" and not char.isspace() and char != "\0"
    return is_control or unicodedata.category(char) == "Cf" or char in _FILLERS


def after_all(prefix: str) -> str:
    """An upper bound of every word that begins with the prefix."""
    return prefix + _LAST


def _joined(words: tuple[str, ...]) -> str:
    return "".join(words)[:MAX_LENGTH]


def _is_of_word(char: str) -> bool:
    """A letter, a digit, or the vowel sign of a script that writes vowels as marks."""
    return char.isalnum() or unicodedata.category(char).startswith("M")


def _is_unspaced(word: str) -> bool:
    return any("\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7a3" for char in word)
