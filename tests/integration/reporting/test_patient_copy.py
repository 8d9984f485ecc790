"""What a patient takes home: plain words, and nothing that a doctor has not said."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import partial

import pypdfium2
import pytest

from skin_core.diseases import all_diseases, disease_name
from skin_core.domain.analysis import Advice, FiredRule, Urgency
from skin_core.domain.case import Case, ReportKind
from skin_core.domain.facts import Facts, FactValue
from skin_core.facts import all_facts
from skin_core.i18n import LANGUAGES, catalogue, t
from skin_core.reporting import back_signs, patient_copy
from skin_core.reporting.options import ReportOptions
from skin_core.reporting.render import render_report
from tests.sample_cases import (
    NOW,
    case_analysis,
    case_of,
    emergency_case,
    sample_images,
    signed,
    uncertain_case,
    zoster_case,
)


def sheet(case: Case, language: str = "en", country: str = "") -> str:
    """Its text without spaces; it is one page, or two where a reviewed treatment is long."""
    options = ReportOptions(
        clinic_name="Clinic", clinic_phone="555-0101", country=country, kind=ReportKind.PATIENT_COPY
    )
    pdf = render_report(case, sample_images(), language, options, NOW)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1 or t("report.patient.not_reviewed", language) not in read(document)
    text = read(document)
    document.close()
    return "".join(text.split())


def read(document: pypdfium2.PdfDocument) -> str:
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.split())


def holds(text: str, words: str) -> bool:
    return "".join(words.split()) in text


def eye_case(**facts: FactValue) -> Case:
    """Zoster that the doctor diagnosed, at the tip of the nose."""
    given: Facts = {"rash_onset": "2026-11-20T07:00", "nose_tip": True, **facts}
    return signed(case_of(case_analysis(zoster_case(1).analysis.photos, given)))


def child_of(case: Case, born: str = "2020-02-02") -> Case:
    return replace(case, patient=replace(case.patient, birth_date=born))


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet_says_what_when_and_what_to_do(language: str) -> None:
    text = sheet(signed(zoster_case()), language)
    memo = all_diseases()["herpes_zoster"].memo
    assert memo is not None
    for wanted in (
        disease_name("herpes_zoster", language),
        t("report.patient.urgent", language),
        memo.patient[language][0],
        t("report.back.eye", language),
        t("report.back.ear", language),
        t("report.back.palsy", language),
        t("report.back.nerves", language),
        "555-0101",
    ):
        assert holds(text, wanted), wanted


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
        known = {"herpes_zoster": replace(entry, read_memo=partial(replace, memo))}
        monkeypatch.setattr(patient_copy, "all_diseases", lambda known=known: known)
        text = sheet(signed(zoster_case()))
        assert ("".join(memo.treatment[0].text["en"].split()) in text) is wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_eye_is_sent_to_the_eye_clinic_today_and_not_warned_of_what_is_there(language: str) -> None:
    text = sheet(eye_case(), language)
    place = t("report.where.ophthalmology", language)
    assert holds(text, t("report.patient.urgent_to", language, place=place))
    assert holds(text, t("report.back.sight", language))
    assert not holds(text, t("report.back.eye", language))


@pytest.mark.parametrize(("country", "number"), [("kr", "119"), ("vn", "115"), ("gb", "999")])
def test_emergency_has_the_number_of_the_country(country: str, number: str) -> None:
    text = sheet(emergency_case(), country=country)
    assert holds(text, t("report.patient.emergency_how", "en", number=number))


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_country_no_number_is_guessed(language: str) -> None:
    text = sheet(emergency_case(), language)
    number = t("report.patient.emergency_number", language)
    assert holds(text, t("report.patient.emergency_how", language, number=number))
    assert not re.search("119|115|911|999|112", text.replace("21/11/2026", ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_asked_to_wait_for_a_word_in_an_emergency(language: str) -> None:
    text = sheet(emergency_case(), language)
    assert holds(text, t("report.patient.emergency", language))
    assert not holds(text, t("report.patient.ask_before_leaving", language))
    assert not holds(text, t("report.patient.come_back", language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_parent_of_a_child_is_spoken_to(language: str) -> None:
    text = sheet(child_of(emergency_case()), language)
    assert holds(text, t("report.patient.emergency_child", language))
    assert holds(text, t("report.patient.child", language))
    assert not holds(sheet(emergency_case(), language), t("report.patient.child", language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("urgency", [Urgency.SOON, Urgency.ROUTINE, Urgency.SELF_CARE])
def test_fever_never_reads_two_weeks(urgency: Urgency, language: str) -> None:
    case = signed(zoster_case(), diagnosis="viral_exanthem")
    analysis = replace(case.analysis, advice=Advice(urgency), facts={"fever": True})
    text = sheet(replace(case, analysis=analysis, facts={"fever": True}), language)
    assert holds(text, t("report.patient.fever", language))
    assert holds(text, t("report.back.fever_lasts", language))
    assert not holds(text, t(f"report.patient.{urgency}", language))
    assert not holds(text, t("report.back.fever", language))


def test_pregnant_woman_is_told_when_the_baby_is_in_danger() -> None:
    assert holds(sheet(eye_case(pregnancy=True)), t("report.back.labour", "en"))
    assert not holds(sheet(eye_case()), t("report.back.labour", "en"))


def test_what_the_doctor_typed_as_started_today_need_not_be_written_by_hand() -> None:
    assert holds(sheet(eye_case(started_today="valaciclovir")), "valaciclovir")


def test_infectious_patient_telephones_before_going_anywhere() -> None:
    measles = Advice(Urgency.URGENT, (FiredRule("measles-likely", "1.0", Urgency.URGENT),))
    case = zoster_case()
    text = sheet(replace(case, analysis=replace(case.analysis, advice=measles)))
    assert holds(text, t("report.patient.urgent_public_health", "en"))


def test_signs_stand_for_diseases_and_facts_that_exist() -> None:
    table = tomllib.loads(back_signs.FILE.read_text(encoding="utf-8"))
    for group in table["group"]:
        assert set(group["diseases"]) <= all_diseases().keys()
        assert set(group["signs"]) <= set(table["first"])
    told = [one for rule in table["hidden"].values() for one in rule["by"]]
    told += [one for keys in table["called_for"].values() for one in keys]
    assert {one.partition("=")[0] for one in told} <= all_facts().keys()
    assert {f"report.back.{sign}" for sign in table["first"]} <= catalogue("en").keys()


@pytest.mark.parametrize("key", all_diseases())
def test_fewer_signs_than_can_be_read(key: str) -> None:
    assert 3 <= len(back_signs.back_signs(key, {})) <= back_signs.MOST_SIGNS
