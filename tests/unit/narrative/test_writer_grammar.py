"""The writer's sentences as data: alike in three languages, empty of facts, right in Korean."""

from __future__ import annotations

import re

import pytest

from skin_core.diseases import NORMAL, all_diseases
from skin_core.i18n import LANGUAGES
from skin_core.narrative.writer.grammar import FIELD, Grammar, grammar
from skin_core.narrative.writer.particles import with_particle
from tests.for_each import for_each

SAYS_WHOSE_WORD_IT_IS = re.compile("network|신경망|mạng nơ-ron|certain|확실|chắc chắn", re.I)


def fields(wording: str) -> set[str]:
    return {found["name"] for found in FIELD.finditer(wording)}


@for_each(language=list(LANGUAGES))
def test_every_wording_of_a_sentence_holds_the_same(language: str) -> None:
    english = grammar("en")
    keys = {key for key in english if not key.endswith("_one") or key in grammar(language)}
    assert grammar(language).keys() == keys
    for key, wordings in grammar(language).items():
        wanted = fields(english[key][0])
        assert wordings
        if key.startswith("findings.photo_"):  # the plural is another word in English alone
            assert all(fields(one) <= wanted | {"kind", "kinds"} for one in wordings), key
        else:
            assert all(fields(one) == wanted for one in wordings), key


@for_each(language=list(LANGUAGES))
def test_no_sentence_brings_a_number_or_a_disease_of_its_own(language: str) -> None:
    names = [one.name[language].casefold() for key, one in all_diseases().items() if key != NORMAL]
    for key, wordings in grammar(language).items():
        for wording in wordings:
            bare = FIELD.sub("", wording)
            if key != "patient.soon":  # what that urgency means
                assert not re.search(r"\d", bare), key
            assert not [name for name in names if name in bare.casefold()], key


@for_each(language=list(LANGUAGES))
def test_what_a_network_answers_is_said_to_be_its_answer(language: str) -> None:
    for key in ("likely", "uncertain", "uncertain_more"):
        for wording in grammar(language)[f"impression.{key}"]:
            assert SAYS_WHOSE_WORD_IT_IS.search(wording), wording


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("대상포진", "대상포진은"),
        ("두드러기", "두드러기는"),
        ("접촉피부염(12%)", "접촉피부염(12%)은"),
        ("엠폭스(mpox)", "엠폭스(mpox)는"),
        ("3", "3은"),
        ("5", "5는"),
        ("10", "10은"),
        ("7.5", "7.5는"),
        ("72%", "72%는"),
        ("8 mm", "8 mm는"),
        ("60 kg", "60 kg은"),
        ("2.5 cm²", "2.5 cm²는"),
        ("HIV", "HIV는"),
        ("PCR", "PCR은"),
        ("“MMR”", "“MMR”은"),
        ("Bowen", "Bowen은"),
        ("mpox", "mpox는"),
        ("", "는"),
    ],
)
def test_korean_particle_follows_the_last_sound(word: str, wanted: str) -> None:
    assert with_particle(word, "은", "는") == wanted


def test_after_a_final_rieul_the_particle_is_the_short_one() -> None:
    assert with_particle("물집", "으로", "로") == "물집으로"
    assert with_particle("1", "으로", "로") == "1로"
    assert with_particle("손발톱", "으로", "로") == "손발톱으로"
    assert with_particle("발", "으로", "로") == "발로"


def test_what_was_typed_is_never_read_as_grammar() -> None:
    told = Grammar("ko").tell("findings.typed", name="병력", text="{name}[은|는] {0}")
    assert "{name}[은|는] {0}" in told


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert Grammar("vi").decimal("7.5 mm") == "7,5 mm"
    assert Grammar("en").decimal("7.5 mm") == "7.5 mm"
    assert Grammar("en").counted("age.years", "1") == "1 year old"
    assert Grammar("ko").counted("age.years", "1") == "1세"
