"""Which form a Korean particle takes after a word: 대상포진은, 두드러기는, 3개월로, 7로."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("particles.toml")
_FIRST, _LAST, _FINALS, _RIEUL = 0xAC00, 0xD7A3, 28, 8  # Hangul syllables; the place of ㄹ
_UNREAD = re.compile(r"(\s*\([^()]*\)|[\s.,;:!?“”‘’\"'\])]+)$")  # what is not read aloud
_LAST_WORD = re.compile(r"(?:[A-Za-z]+²?|[^A-Za-z])$")


def with_particle(word: str, after_consonant: str, after_vowel: str) -> str:
    """The word with the form that its sound asks for: 은 or 는, 이 or 가, 으로 or 로."""
    final = _final(word)
    is_vowel = not final or (final == "ㄹ" and after_consonant.startswith("으로"))
    return word + (after_vowel if is_vowel else after_consonant)


def _final(word: str) -> str:
    """The consonant that its last sound ends in: "ㄹ", "ㅇ" for any other, "" for none."""
    read = word
    while found := _UNREAD.search(read):
        read = read[: found.start()]
    if not read:
        return ""
    last = read[-1]
    if _FIRST <= ord(last) <= _LAST:
        place = (ord(last) - _FIRST) % _FINALS
        return "" if place == 0 else "ㄹ" if place == _RIEUL else "ㅇ"
    if last.isdigit() and last in _readings()["digits"]:
        return _readings()["digits"][last]
    return _foreign(read)


def _foreign(read: str) -> str:
    """A unit as a word, capitals letter by letter, any other word by its sound."""
    found = _LAST_WORD.search(read)
    last = found[0] if found else ""
    readings = _readings()
    if last in readings["units"]:
        return readings["units"][last]
    if last.isupper():
        return readings["letters"].get(last[-1].lower(), "")
    endings = readings["endings"]
    fitting = (endings[end] for end in (last[-2:].lower(), last[-1:].lower()) if end in endings)
    return next(fitting, "")


@cache
def _readings() -> Mapping[str, Mapping[str, str]]:
    with FILE.open("rb") as file:
        return tomllib.load(file)
