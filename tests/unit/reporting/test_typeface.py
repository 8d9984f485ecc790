"""Every word can be drawn, and what cannot is named."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from skin_core.errors import MissingGlyph
from skin_core.i18n import LANGUAGES, catalogue
from skin_core.reporting.typeface import FILES, check_glyphs, cut_font, normalised, text_width

ROOT = Path(__file__).resolve().parents[3] / "skin_core"


def strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_program_can_be_drawn(language: str) -> None:
    check_glyphs(frozenset(normalised("".join(catalogue(language).values()))))


@pytest.mark.parametrize("folder", ["diseases", "facts", "reporting", "rules"])
def test_every_disease_fact_and_rule_can_be_drawn(folder: str) -> None:
    for path in (ROOT / folder).glob("*.toml"):
        words = "".join(strings(tomllib.loads(path.read_text(encoding="utf-8"))))
        check_glyphs(frozenset(normalised(words)))


def test_all_hangul_syllables_and_vietnamese_letters_are_there() -> None:
    hangul = frozenset(map(chr, range(0xAC00, 0xD7A4)))
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    letters = {normalised(letter + tone) for letter in "aăâeêioôơuưyđ" for tone in tones[:6]}
    vietnamese = "".join(letters - {letter for letter in letters if len(letter) > 1})
    check_glyphs(hangul | frozenset(vietnamese + vietnamese.upper()))


def test_missing_character_is_named() -> None:
    with pytest.raises(MissingGlyph) as caught:
        check_glyphs(frozenset("Kim 李 😀"))
    assert caught.value.details == {"characters": "李 😀"}


def test_letters_with_separate_marks_become_one() -> None:
    assert normalised("e\u0323\u0302") == "ệ"
    assert normalised("\u1100\u1161") == "가"
    assert normalised("a\u200b\u202eb\x07") == "ab"


def test_cut_font_draws_what_the_whole_one_draws() -> None:
    cut = TTFont(cut_font("B", frozenset("ệ가A")))
    whole = TTFont(FILES["B"])
    for character in "ệ가A":
        code = ord(character)
        names = cut.getBestCmap()[code], whole.getBestCmap()[code]
        assert cut["hmtx"][names[0]] == whole["hmtx"][names[1]]
        outlines = [
            font["glyf"][name].getCoordinates(font["glyf"])[0]
            for font, name in ((cut, names[0]), (whole, names[1]))
        ]
        assert outlines[0] == outlines[1]
    assert ord("나") not in cut.getBestCmap()


def test_widths_add_up() -> None:
    assert text_width("", "") == 0
    assert text_width("가나", "") == pytest.approx(text_width("가", "") + text_width("나", ""))
    assert text_width("Urgent", "B") > text_width("Urgent", "")


def test_licence_lies_beside_the_fonts() -> None:
    for folder in (ROOT / "reporting" / "fonts", ROOT.parent / "static"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "OFL.txt").read_text("utf-8")
