"""Spellings made alike, so that a name is found however it was typed."""

from __future__ import annotations

import re
import unicodedata

_ALIKE = (("ph", "f"), ("th", "t"), ("y", "i"), ("ae", "e"), ("oe", "e"))
_DOUBLED = re.compile(r"([a-z])\1")
_LAST_E = re.compile(r"(?<=[a-z]{4})e\b")
_GAP = re.compile(r"[\s\-‐–·'’_]+")


def plain(text: str) -> str:
    """Lower case without accents, so that "zona than kinh" finds "zona thần kinh"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", letters).split())


def sounded(text: str) -> str:
    """Plain text in which English, Latin and Vietnamese spellings of a medicine are one.

    "Cephalexin" and "cefalexin", "amoxycillin" and "amoxicilin", "clotrimazole" and "clotrimazol".
    """
    heard = _GAP.sub(" ", plain(text))
    for written, spoken in _ALIKE:
        heard = heard.replace(written, spoken)
    return _LAST_E.sub("", _DOUBLED.sub(r"\1", heard)).strip()


def unspaced(text: str) -> str:
    """Plain text without any space: Korean is spaced by habit."""
    return _GAP.sub("", plain(text))


def is_hangul(text: str) -> bool:
    """Whether it holds Korean letters."""
    return any("\uac00" <= char <= "\ud7a3" for char in text)
