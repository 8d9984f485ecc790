"""What a patient takes home: plain words, and nothing that a doctor has not said."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from sample_cases import NOW, sample_images, signed, uncertain_case, zoster_case

from skin_core.diseases import all_diseases, disease_name
from skin_core.domain.case import Case, ReportKind
from skin_core.i18n import LANGUAGES, t
from skin_core.reporting import patient_copy
from skin_core.reporting.options import ReportOptions
from skin_core.reporting.render import render_report


def sheet(case: Case, language: str = "en") -> str:
    options = ReportOptions(clinic_name="Clinic", kind=ReportKind.PATIENT_COPY)
    pdf = render_report(case, sample_images(), language, options, NOW)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    document.close()
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet_says_what_when_and_what_to_do(language: str) -> None:
    text = sheet(signed(zoster_case()), language)
    memo = all_diseases()["herpes_zoster"].memo
    assert memo is not None
    for wanted in (
        disease_name("herpes_zoster", language),
        t("report.patient.urgent", language),
        memo.patient[language][0],
        t("report.patient.back_eye", language),
    ):
        assert "".join(wanted.split()) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet_holds_no_probability_rule_or_model(language: str) -> None:
    text = sheet(signed(zoster_case()), language)
    for unwanted in ("%", "zoster-within-72h", "clinical2026.11"):
        assert unwanted not in text


def test_no_disease_is_named_before_the_doctor_named_one() -> None:
    text = sheet(uncertain_case())
    assert "".join(t("report.patient.no_diagnosis", "en").split()) in text
    assert "melanoma" not in text.lower()
    assert "naevus" not in text.lower()


def test_unreviewed_treatment_stays_off_the_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = all_diseases()["herpes_zoster"]
    assert entry.memo is not None
    for reviewer, wanted in (("", False), ("Dr. Lee", True)):
        memo = replace(entry.memo, reviewed_by=reviewer)
        known = {"herpes_zoster": replace(entry, memo=memo)}
        monkeypatch.setattr(patient_copy, "all_diseases", lambda known=known: known)
        text = sheet(signed(zoster_case()))
        assert ("".join(memo.treatment[0].text["en"].split()) in text) is wanted
