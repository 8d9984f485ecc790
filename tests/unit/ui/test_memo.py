"""The memo on the page says what is not confirmed, and what speaks against a medicine."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from skin_core.diseases import all_diseases, disease_name
from skin_core.i18n import LANGUAGES, t
from skin_core.ui.plain import plain

DOUBTED = [key for key, entry in all_diseases().items() if entry.memo and entry.memo.unverified]
SETTLED = "psoriasis"


def page(label: str, facts: dict[str, bool] | None, language: str) -> None:
    from skin_core.ui.components.memo import draw_look_alikes, draw_memo

    draw_memo(label, facts, 40, language)
    draw_look_alikes(label, language)


def words(label: str, language: str, facts: dict[str, bool] | None = None) -> str:
    shown = AppTest.from_function(page, args=(label, facts, language)).run()
    assert not shown.exception
    found: list[Any] = [*shown.markdown, *shown.caption]
    return "\n".join(str(one.value) for one in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_tells_what_no_second_source_confirmed(language: str) -> None:
    memo = all_diseases()["mpox"].memo
    assert memo is not None
    shown = words("mpox", language)
    assert t("diseases.unverified", language) in shown
    for doubt in memo.unverified:
        assert t(f"diseases.part.{doubt.section}", language) in shown
        assert plain(doubt.what[language]) in shown


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
