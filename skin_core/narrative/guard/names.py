"""Diseases and medicines that a text names, in any of the languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from skin_core.diseases import NORMAL, all_diseases
from skin_core.domain.disease import Disease
from skin_core.drugs.reading import read_medicines
from skin_core.narrative.plain_names import plain_names

SHORTEST_LATIN, SHORTEST_HANGUL = 3, 2  # letters, syllables: shorter names are parts of words


_LOOK_ALIKE = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},  # of full width
    **str.maketrans("аеіјорсухѕԁһԛԝοανιρτυκ", "aeijopcyxsdhqwoaviptuk"),  # Cyrillic, Greek
}
_SPELT = re.compile(r"(?<!\w)(?:[^\W\d_] ){3,}[^\W\d_](?!\w)")  # l i k e this


def evened(text: str) -> str:
    """Small letters, single spaces, composed, without signs that nobody sees or that pretend."""
    seen = "".join(one for one in text if unicodedata.category(one) != "Cf")
    small = unicodedata.normalize("NFC", seen).casefold().translate(_LOOK_ALIKE)
    told = " ".join(small.split())
    return _SPELT.sub(lambda found: found[0].replace(" ", ""), told)


def diseases_in(text: str) -> dict[str, str]:
    """Each name as it stands there, with the key of the disease; the longest name counts."""
    found: dict[str, str] = {}
    pattern, keys = _index()
    for match in pattern.finditer(evened(text)):
        name = match[0] if match[0] in keys else match[0].removesuffix("s")
        found[name] = keys[name]
    return found


def without_diseases(told: str) -> str:
    """A text, evened, with a gap for each name of a disease."""
    return _index()[0].sub("…", told)


def drugs_in(text: str) -> frozenset[str]:
    """Keys of the medicines, also of those that a text denies."""
    mentions = read_medicines(text).mentions
    return frozenset(key for one in mentions for key in one.term.substances)


@cache
def _index() -> tuple[re.Pattern[str], dict[str, str]]:
    keys: dict[str, str] = {}
    for key, entry in all_diseases().items():
        if key != NORMAL:
            for name in _names(key, entry):
                keys.setdefault(evened(name), key)
    ranked = sorted(keys, key=len, reverse=True)
    latin = [re.escape(one) for one in ranked if not _is_hangul(one) and len(one) >= SHORTEST_LATIN]
    hangul = [re.escape(one) for one in ranked if _is_hangul(one) and len(one) >= SHORTEST_HANGUL]
    parts = rf"(?<!\w)(?:{'|'.join(latin)})s?(?![a-zà-ỹ])|(?:{'|'.join(hangul)})"
    return re.compile(parts), keys


def _names(key: str, entry: Disease) -> Iterator[str]:
    yield from entry.name.values()
    for words in entry.synonyms.values():
        yield from words
    yield from plain_names().get(key, {}).values()


def _is_hangul(name: str) -> bool:
    return any("가" <= one <= "힣" for one in name)
