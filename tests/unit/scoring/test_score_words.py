"""Every index, band, sign and grade has words in three languages, and no licensed wording."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any
from unicodedata import east_asian_width

import pytest

from skin_core.i18n import LANGUAGES
from skin_core.scoring import INDICES, score_of
from skin_core.scoring.words import (
    FOLDER,
    anchors,
    band_text,
    citations,
    index_name,
    notes,
    place_name,
    wording,
)
from tests.for_each import for_each
from tests.unit.scoring.given import filled

FILES = {path.stem: path for path in sorted(FOLDER.glob("*.toml"))}
GRADED = {  # signs whose grades are described
    "easi": ("erythema", "induration", "excoriation", "lichenification"),
    "pasi": ("erythema", "induration", "desquamation"),
    "vasi": ("depigmentation_percent",),
    "fvasi": ("depigmentation_percent",),
    "iga": ("grade",),
    "scorad": ("erythema", "papulation", "oozing", "excoriation", "lichenification", "dryness"),
}


def texts(data: Any, place: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text with its languages."""
    if isinstance(data, list):
        for number, item in enumerate(data):
            yield from texts(item, f"{place}[{number}]")
    elif isinstance(data, dict):
        if "en" in data:
            yield place, data
            return
        for key, value in data.items():
            yield from texts(value, f"{place}.{key}")


@for_each(path=FILES)
def test_every_text_speaks_three_languages(path: Any) -> None:
    found = list(texts(tomllib.loads(path.read_text("utf-8"))))
    assert found
    for place, words in found:
        assert words.keys() == set(LANGUAGES), place
        assert all(text.strip() == text and text for text in words.values()), place
        assert re.search("[가-힣]", words["ko"]), place
        assert words["vi"] != words["en"], place


@for_each(language=tuple(LANGUAGES), index=tuple(INDICES))
def test_all_that_is_asked_and_answered_has_words(language: str, index: str) -> None:
    known = INDICES[index]
    assert index_name(index, language)
    for place in (*known.asks, *known.yes_no):
        assert "_" not in place_name(index, place, language), place
    for choose in ("lowest", "highest"):
        if index == "vasi" and choose == "highest":
            continue
        score, _ = score_of(index, filled(index, choose))
        assert not score.band or band_text(index, score.band, language)
        for part in score.parts:
            assert "_" not in place_name(index, part.sign, language)
            assert "_" not in place_name(index, part.region, language)
    assert all(notes(index, language)) or index in ("hayashi", "seven_point")
    assert citations(index) or index == "iga"


@for_each(language=tuple(LANGUAGES), index=tuple(GRADED))
def test_every_grade_is_described(language: str, index: str) -> None:
    for sign in GRADED[index]:
        place = next(one for one in INDICES[index].asks if one.rpartition(".")[2] == sign)
        whole = [step for step in INDICES[index].asks[place].values if step == int(step)]
        assert len(anchors(index, place, language)) == len(whole), sign


def test_translations_are_marked_as_not_validated() -> None:
    assert "검증된 한국어 번역이 아닙니다" in wording("ko")
    assert "không phải bản dịch" in wording("vi")
    assert "our own words" in wording("en")


def test_the_licensed_wording_of_viga_is_not_used() -> None:
    """Phrases of the vIGA-AD grades, CC BY-ND: neither copied nor translated."""
    licensed = ("no inflammatory signs of", "barely perceptible", "clearly perceptible")
    for path in FILES.values():
        text = path.read_text("utf-8").lower()
        assert not [phrase for phrase in licensed if phrase in text], path.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_name_of_an_index_is_read_whole_on_a_phone(language: str) -> None:
    """Its field cuts off what is longer; a Korean letter is as wide as two of the others."""
    names = [index_name(index, language) for index in INDICES]
    assert max(sum(1 + (east_asian_width(one) == "W") for one in name) for name in names) <= 41
