"""Spellings made alike, so that a name is found however it was typed."""

from __future__ import annotations

import re

from skin_core.domain.fold import fold

_ALIKE = (("ph", "f"), ("th", "t"), ("y", "i"), ("ae", "e"), ("oe", "e"))
_DOUBLED = re.compile(r"([a-z])\1")
_LAST_E = re.compile(r"(?<=[a-z]{4})e\b")
_GAP = re.compile(r"[\s\-‐–·'’_]+")


def sounded(text: str) -> str:
    """Folded text in which English, Latin and Vietnamese spellings of a medicine are one.

    "Cephalexin" and "cefalexin", "amoxycillin" and "amoxicilin", "clotrimazole" and "clotrimazol".
    """
    heard = _GAP.sub(" ", fold(text))
    for written, spoken in _ALIKE:
        heard = heard.replace(written, spoken)
    return _LAST_E.sub("", _DOUBLED.sub(r"\1", heard)).strip()


def unspaced(text: str) -> str:
    """Folded text without any space: Korean is spaced by habit."""
    return _GAP.sub("", fold(text))


def is_hangul(text: str) -> bool:
    """Whether it holds Korean letters."""
    return any("\uac00" <= char <= "\ud7a3" for char in text)
