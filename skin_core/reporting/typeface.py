"""The packaged typeface: Latin, Vietnamese and Hangul in one family.

Reading a font of 14,000 glyphs costs more than drawing a report, so each weight is read once and
a report gets a font that holds only its own characters.
"""

from __future__ import annotations

import copy
import threading
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont, newTable

from skin_core.errors import MissingGlyph

FOLDER = Path(__file__).parent / "fonts"
FAMILY = "Pretendard"
FILES = {"": FOLDER / "Pretendard-Regular.ttf", "B": FOLDER / "Pretendard-SemiBold.ttf"}
ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | set("…•✓–—\u00a0")
INVISIBLE = frozenset("\n\t")  # laid out, never drawn
_OWN_NAMES, _ENGLISH = 256, 0x409  # below it are family, weight and licence

_cutting = threading.Lock()  # fontTools expands glyphs in place while they are read


@dataclass(frozen=True, slots=True)
class _Face:
    """One weight, read once. font: fontTools tables, which carry no types.

    characters: code point to glyph. metrics: glyph to advance and bearing, in 1/per_em.
    """

    font: Any
    characters: dict[int, str]
    metrics: dict[str, tuple[int, int]]
    per_em: int


@lru_cache(maxsize=1024)
def normalised(text: str) -> str:
    """The text with each letter and its marks as one character, as the typeface holds them.

    Control and formatting characters that no one can see are left out.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        character
        for character in composed
        if character in INVISIBLE or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )


def check_glyphs(characters: frozenset[str]) -> None:
    """Refuse what the typeface cannot draw.

    Raises: MissingGlyph, with every such character.
    """
    known = _face("").characters
    missing = sorted(one for one in characters - INVISIBLE if ord(one) not in known)
    if missing:
        raise MissingGlyph(characters=" ".join(missing))


def can_draw(text: str) -> bool:
    """Whether the typeface holds every character."""
    return _drawn().issuperset(text)


def read_faces() -> None:
    """Read both weights now; a second call costs nothing."""
    for style in FILES:
        _advances(style)
        cut_font(style, frozenset())


@lru_cache(maxsize=8192)
def text_width(text: str, style: str) -> float:
    """Width of one line in font sizes. style: "" or "B". Empty text has none."""
    advances = _advances(style)
    return sum(advances.get(one, 0.0) for one in text)


def forget_words() -> None:
    """Keep nothing of what was written: the same words were laid out until they fitted."""
    normalised.cache_clear()
    text_width.cache_clear()


def cut_font(style: str, characters: frozenset[str]) -> BytesIO:
    """A TrueType file with just these characters. style: "" or "B"."""
    return BytesIO(_cut(style, characters))


@lru_cache(maxsize=8)  # a paper is drawn until it fits, always with the same characters
def _cut(style: str, characters: frozenset[str]) -> bytes:
    face = _face(style)
    wanted = {
        ord(one): face.characters[ord(one)]
        for one in characters | ALWAYS
        if ord(one) in face.characters
    }
    with _cutting:
        return _build(face, wanted)


def _build(face: _Face, wanted: dict[int, str]) -> bytes:
    glyphs = _with_components(face, {".notdef", *wanted.values()})
    order = [".notdef", *sorted(glyphs.keys() - {".notdef"})]
    builder = FontBuilder(face.per_em, isTTF=True)
    builder.font.recalcBBoxes = False  # outlines are copied as bytes, never redrawn
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(wanted)
    builder.font["loca"], builder.font["glyf"] = newTable("loca"), newTable("glyf")
    builder.font["glyf"].glyphs = glyphs
    builder.font["glyf"].glyphOrder = order
    builder.setupHorizontalMetrics({name: face.metrics[name] for name in order})
    builder.setupPost()
    for tag in ("head", "hhea", "maxp", "OS/2", "name"):
        builder.font[tag] = copy.copy(face.font[tag])
    file = BytesIO()
    builder.save(file)
    return file.getvalue()


def _with_components(face: _Face, names: set[str]) -> dict[str, Any]:
    """The glyphs and all that they are put together from."""
    table = face.font["glyf"]
    found: dict[str, Any] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = table.glyphs[name]  # table[name] would unpack the outline
            if found[name].isComposite():  # its parts are numbered, and get new numbers
                found[name].expand(table)
                waiting.extend(found[name].getComponentNames(table))
    return found


@cache
def _drawn() -> frozenset[str]:
    """Every character of the typeface, and those that are laid out only."""
    return INVISIBLE.union(map(chr, _face("").characters))


@cache
def _face(style: str) -> _Face:
    font = TTFont(FILES[style], lazy=True, recalcTimestamp=False)
    named = font["name"]  # without its features and other languages, which each paper would read
    named.names = [one for one in named.names if one.nameID < _OWN_NAMES and one.langID == _ENGLISH]
    return _Face(font, font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm)


@cache
def _advances(style: str) -> dict[str, float]:
    """Width of each character, in font sizes."""
    face = _face(style)
    return {
        chr(code): face.metrics[glyph][0] / face.per_em for code, glyph in face.characters.items()
    }
