"""The memo on the page says what is not confirmed, and what speaks against a medicine."""

from __future__ import annotations

import re
from html import unescape

import pytest

from skin_core.diseases import all_diseases, disease_name, drug_name
from skin_core.domain.disease import Treatment
from skin_core.i18n import LANGUAGES, t
from skin_core.ui.components.memo import look_alikes_html, memo_html

DOUBTED = [key for key, entry in all_diseases().items() if entry.memo and entry.memo.unverified]
SETTLED = "psoriasis"


def words(label: str, language: str, facts: dict[str, bool] | None = None) -> str:
    """Memo and look-alikes as they are read."""
    pages = memo_html(label, facts, 40, language) + look_alikes_html(label, language)
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
    applies = f"{t(f'analyse.avoid.{fact}', 'en')}: {t('analyse.avoid.applies', 'en')}"
    assert applies in words(label, "en", {fact: True})
    assert applies not in words(label, "en", {fact: False})
    assert applies not in words(label, "en", {})


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
    details = [one.drug_class.get(language, ""), one.contraindications.get(language, "")]
    return [*drug, one.text[language], *details]
