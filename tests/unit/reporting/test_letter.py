"""What a dermatologist receives: one page, why, how soon, and who asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader
from sample_cases import (
    NOW,
    emergency_case,
    facts_only_case,
    refused_case,
    sample_images,
    signed,
    uncertain_case,
    zoster_case,
)

from skin_core.diseases import disease_name
from skin_core.domain.analysis import Advice, FiredRule, Urgency
from skin_core.domain.case import Case, ReportKind
from skin_core.facts import fact_name
from skin_core.i18n import LANGUAGES, t
from skin_core.narrative.answer import answer_sentence, percent_text, urgency_text, urgency_when
from skin_core.reporting.options import ReportOptions
from skin_core.reporting.render import render_report

LETTER = ReportOptions(clinic_name="하늘가정의원", kind=ReportKind.LETTER)


def written(case: Case, language: str = "en", photos: int = 1) -> bytes:
    return render_report(case, sample_images(photos), language, LETTER, NOW)


def letter(case: Case, language: str = "en", photos: int = 1) -> str:
    """Its text without spaces; it is one page."""
    document = pypdfium2.PdfDocument(written(case, language, photos))
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    document.close()
    return "".join(text.split())


def holds(page: str, text: str) -> bool:
    return "".join(text.split()) in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_tells_how_soon_why_and_what_is_asked(language: str) -> None:
    case = signed(zoster_case(), note="valaciclovir 1 g")
    page = letter(case, language, 3)
    for wanted in (
        "김하늘",
        "하늘가정의원",
        urgency_text(Urgency.URGENT, language),
        urgency_when(Urgency.URGENT, language),
        disease_name("herpes_zoster", language),
        fact_name("rash_onset", language),
        fact_name(case.analysis.advice.questions[0], language),
        "valaciclovir 1 g",
        "clinical 2026.11",
        t("letter.please", language),
        t("letter.reply", language),
    ):
        assert holds(page, wanted), wanted
    for entry in case.analysis.differential[:3]:
        assert holds(page, percent_text(entry.probability, language))
    assert "B02" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_diagnosis_the_answer_is_worded_as_decision_support(language: str) -> None:
    case = uncertain_case()
    sentence = answer_sentence(case.analysis, language)
    page = letter(case, language)
    assert holds(page, t("letter.no_diagnosis", language, sentence=sentence))
    assert not holds(page, t("letter.clinical_diagnosis", language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [zoster_case, uncertain_case, emergency_case, refused_case])
def test_the_longest_case_stays_on_one_page(make: Callable[[], Case], language: str) -> None:
    note = "신장 기능을 확인하고 항바이러스제를 시작함.\n\n" * 90
    case = signed(make(), note=note, name="A" * 120, diagnosis_text="Nguyễn " * 200)
    facts = {**case.facts, "history": "당뇨병, 고혈압. " * 100}
    page = letter(replace(case, facts=facts), language, 9)
    pointer = t("letter.shortened", language, text="").strip()
    assert holds(page, pointer)
    assert holds(page, t("letter.signature", language))
    assert holds(page, t("letter.please", language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_photo_of_a_letter_has_its_number(language: str) -> None:
    page = letter(zoster_case(), language, 2)
    for number in (1, 2):
        assert holds(page, t("report.first.photo_name", language, number=number))


@pytest.mark.parametrize("language", LANGUAGES)
def test_foot_of_a_letter_is_whole_beside_the_longest_model_line(language: str) -> None:
    case = zoster_case()
    photos = [
        replace(one, provenance=replace(one.provenance, model="dermoscopy"))
        for one in case.analysis.photos
    ]
    analysis = replace(case.analysis, photos=tuple(photos))
    assert holds(letter(replace(case, analysis=analysis), language), t("letter.status", language))


def test_letter_shows_the_photo_and_no_heatmap() -> None:
    assert len(PdfReader(BytesIO(written(zoster_case()))).pages[0].images) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_never_stands_in_for_emergency_care(language: str) -> None:
    words = t("letter.emergency", language, name="")
    assert holds(letter(emergency_case(), language), words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_without_a_photo_says_so_and_speaks_of_no_network(language: str) -> None:
    page = letter(facts_only_case(), language, photos=0)
    assert holds(page, t("letter.no_photo", language))
    assert holds(page, t("letter.no_diagnosis_no_photo", language))
    assert not holds(page, t("letter.support", language, model=""))
    assert not PdfReader(BytesIO(written(facts_only_case(), language, photos=0))).pages[0].images


def test_a_signature_under_the_report_is_not_one_under_the_letter() -> None:
    assert not holds(letter(signed(zoster_case(), name="Dr. Lee")), "Dr. Lee")


def test_letter_cites_the_rule_that_asks_for_the_referral() -> None:
    page = letter(uncertain_case())
    assert holds(page, t("letter.rule_cited", "en", name="", rule="", citation="")[:22])
    assert "(20" in page


def test_referral_that_no_rule_asks_for_is_the_doctors_own() -> None:
    gone = FiredRule("rule-of-old", "0.3", Urgency.ROUTINE)
    case = zoster_case()
    analysis = replace(case.analysis, advice=Advice(Urgency.ROUTINE, (gone,)))
    assert holds(letter(replace(case, analysis=analysis)), t("letter.no_rule", "en"))
