"""The memo on the page says what is not confirmed, and what speaks against a medicine."""

from __future__ import annotations

import re
from html import unescape

import pytest

from skin_core.diseases import all_diseases, disease_name
from skin_core.domain.age import age_of_years
from skin_core.domain.disease import Treatment
from skin_core.domain.facts import Facts
from skin_core.drugs import Taker, drug_name
from skin_core.i18n import LANGUAGES, t
from skin_core.narrative.speech import Speech
from skin_core.narrative.treatment_words import against_text, class_text
from skin_core.ui.components.shared.memo import look_alikes_html, memo_html

DOUBTED = [key for key, entry in all_diseases().items() if entry.memo and entry.memo.unverified]
SETTLED = "psoriasis"


def words(label: str, language: str, facts: Facts | None = None) -> str:
    """Memo and look-alikes as they are read."""
    taker = None if facts is None else Taker(facts, age_of_years(40))
    pages = memo_html(label, taker, Speech(language)) + look_alikes_html(label, Speech(language))
    return unescape(re.sub("<[^>]*>", "", pages))


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_tells_what_no_second_source_confirmed(language: str) -> None:
    memo = all_diseases()["mpox"].memo
    assert memo is not None
    shown = words("mpox", language)
    assert t("diseases.unverified", language) in shown
    for doubt in memo.unverified:
        assert t(f"diseases.part.{doubt.section}", language) in shown
        assert doubt.what[language] in shown


def test_memo_without_doubts_has_no_such_heading() -> None:
    assert SETTLED not in DOUBTED
    assert t("diseases.unverified", "en") not in words(SETTLED, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_old_names_of_leprosy_are_never_shown(language: str) -> None:
    shown = words("leprosy", language)
    assert disease_name("leprosy", language) in shown
    assert not [old for old in ("나병", "hủi", "cùi", "leper") if old in shown]


@pytest.mark.parametrize(
    ("label", "fact"),
    [
        ("leprosy", "g6pd_deficiency"),
        ("onychomycosis", "heart_failure"),
        ("tinea_versicolor", "qt_prolongation"),
        ("cutaneous_lupus", "g6pd_deficiency"),
    ],
)
def test_recorded_fact_is_marked_at_the_medicine(label: str, fact: str) -> None:
    applies = re.compile(rf"{t(f'drugs.reason.{fact}', 'en')}: (do not give|with care)")
    assert applies.search(words(label, "en", {fact: True}))
    assert not applies.search(words(label, "en", {fact: False}))
    assert not applies.search(words(label, "en", {}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_not_answered_is_not_checked(language: str) -> None:
    unchecked = t("drugs.unchecked", language, reasons="").rstrip(". ")
    assert unchecked in words("cellulitis", language, {})
    assert unchecked not in words("cellulitis", language)


def test_an_allergy_is_shown_in_the_words_it_was_typed_in() -> None:
    shown = words("cellulitis", "ko", {"allergies": "페니실린 <아나필락시스>"})
    assert "알레르기: “페니실린 <아나필락시스>”" in shown


def test_memos_stay_small_enough_to_be_sent_ahead() -> None:
    for language in LANGUAGES:
        sent = "".join(memo_html(key, None, Speech(language)) for key in all_diseases())
        assert len(sent) < 360_000, language


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_a_memo_is_left_out(language: str) -> None:
    for label, entry in all_diseases().items():
        shown = words(label, language)
        if memo := entry.memo:
            lines = [*memo.symptoms[language], *memo.red_flags[language], *memo.patient[language]]
            lines += [memo.summary[language], *memo.refer[language]]
            lines += [text for one in memo.treatment for text in _texts(one, language)]
            lines += [one.title for one in memo.references]
            lines += [one.how[language] for one in memo.look_alikes]
            if not memo.reviewed_by:
                lines.append(t("analyse.memo.unreviewed", language))
            if not all(one.opened for one in memo.references):
                lines.append(t("analyse.memo.not_opened", language))
            lines += [disease_name(key, language) for key in entry.mixed_with]
            assert not [line for line in lines if line not in shown], label
        else:
            assert t("analyse.memo.missing", language) in shown, label


def _texts(one: Treatment, language: str) -> list[str]:
    drug = [drug_name(one.inn, language)] if one.inn else []
    return [
        *drug,
        one.text[language],
        class_text(one, Speech(language)),
        against_text(one, Speech(language)),
    ]
