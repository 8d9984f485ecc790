"""What a patient takes home: plain words, and nothing that a doctor has not said."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from functools import partial

import pypdfium2
import pytest

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import Advice, FiredRule, Urgency
from skin_core.domain.case import Case, ReportKind
from skin_core.domain.facts import Facts, FactValue
from skin_core.facts import all_facts
from skin_core.i18n import LANGUAGES, catalogue, t
from skin_core.narrative.plain_names import plain_name, plain_names
from skin_core.narrative.speech import Speech
from skin_core.reporting import back_signs, patient_copy
from skin_core.reporting.options import PatientWords, ReportOptions
from tests.printed import printed
from tests.sample_cases import (
    case_analysis,
    case_of,
    emergency_case,
    sample_images,
    signed,
    uncertain_case,
    zoster_case,
)


def sheet(
    case: Case, language: str = "en", country: str = "", words: PatientWords | None = None
) -> str:
    """Its text without spaces; it is one page."""
    document = pypdfium2.PdfDocument(copy(case, language, country, words))
    assert len(document) == 1
    text = read(document)
    document.close()
    return "".join(text.split())


def copy(
    case: Case, language: str = "en", country: str = "", words: PatientWords | None = None
) -> bytes:
    options = ReportOptions(
        clinic_name="Clinic",
        clinic_phone="555-0101",
        country=country,
        kind=ReportKind.PATIENT_COPY,
        patient=words,
    )
    return printed(case, sample_images(), language, options)


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
        plain_name("herpes_zoster", Speech(language)),
        t("report.patient.seen_today", language),
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


def test_words_are_large_enough_to_be_read_without_glasses() -> None:
    for language in LANGUAGES:
        document = pypdfium2.PdfDocument(copy(signed(zoster_case()), language))
        memo = all_diseases()["herpes_zoster"].memo
        assert memo is not None
        words = document[0].get_textpage()
        first = words.search(memo.patient[language][0][:12]).get_next()
        assert first is not None
        box = words.get_charbox(first[0], loose=True)
        assert (box[3] - box[1]) >= 12, language  # a line's own height in points
        document.close()


def test_disease_has_its_plain_name_first() -> None:
    assert holds(sheet(signed(zoster_case())), "Shingles (herpes zoster)")
    assert holds(sheet(signed(zoster_case()), "vi"), "Zona (giời leo)")
    assert set(plain_names()) <= set(all_diseases())


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_who_was_seen_is_not_told_how_soon_to_be_seen(language: str) -> None:
    text = sheet(signed(zoster_case(), diagnosis="acne"), language)
    for urgency in Urgency:
        assert not holds(text, Speech(language).urgency_means(urgency) + ".")
    assert holds(text, t("report.patient.seen_how", language))
    later = replace(signed(zoster_case()), visit_date="2026-11-19")
    day = Speech(language).when("2026-11-19")
    assert holds(sheet(later, language), t("report.patient.seen_on", language, date=day))


@pytest.mark.parametrize("language", LANGUAGES)
def test_typed_treatment_and_appointment_need_no_pen(language: str) -> None:
    words = PatientWords(treatment="Valaciclovir 1 g, 3 x 7 d\nParacetamol", next_visit="28.11.")
    text = sheet(signed(zoster_case()), language, words=words)
    for wanted in ("Valaciclovir 1 g, 3 x 7 d", "Paracetamol", "28.11."):
        assert holds(text, wanted)


def test_treatment_is_filled_in_only_from_a_memo_that_a_clinician_reviewed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entry, case = all_diseases()["herpes_zoster"], signed(zoster_case())
    assert entry.memo is not None
    for reviewer in ("", "Dr. Lee"):
        memo = replace(entry.memo, reviewed_by=reviewer)
        known = {
            **all_diseases(),
            "herpes_zoster": replace(entry, read_memo=partial(replace, memo)),
        }
        monkeypatch.setattr(patient_copy, "all_diseases", lambda known=known: known)
        words = patient_copy.patient_words(case, Speech("en"))
        assert words.treatment == ("Valaciclovir" if reviewer else "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_advice_that_the_doctor_checked_says_who_and_when(language: str) -> None:
    case = signed(zoster_case())
    warned = t("report.patient.not_reviewed", language)
    assert holds(sheet(case, language), warned)
    text = sheet(case, language, words=PatientWords(checked_by="Dr. Lan"))
    day = Speech(language).when("2026-11-21")
    assert holds(text, t("report.patient.checked", language, name="Dr. Lan", date=day))
    assert not holds(text, warned)


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
    assert not holds(text, t("report.back.fever", language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_mole_that_is_sent_for_cancer_is_warned_of_what_a_mole_does(language: str) -> None:
    signs = ("grows_faster", "bleeds", "breaks_open", "colour", "nodes")  # it has grown already
    for case in (
        uncertain_case(),
        signed(uncertain_case(), diagnosis="melanoma"),
        signed(uncertain_case(), diagnosis="dermatofibroma"),
    ):
        text = sheet(case, language)
        assert all(holds(text, t(f"report.back.{sign}", language)) for sign in signs)
        for sign in ("eye", "worse", "fever"):
            assert not holds(text, t(f"report.back.{sign}", language)), sign
    rash = sheet(signed(uncertain_case(), diagnosis="eczema"), language)
    for sign in ("worse", "punched", "mole_worse"):
        assert holds(rash, t(f"report.back.{sign}", language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_told_to_cover_an_eye(language: str) -> None:
    spared = t("report.patient.spare_the_eye", language)
    assert holds(sheet(eye_case(near_eye=True), language), spared)
    assert not holds(sheet(signed(zoster_case()), language), spared)
    child = sheet(child_of(eye_case(near_eye=True)), language)
    assert holds(child, t("report.patient.spare_the_eye_child", language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_of_a_childs_sheet_speak_of_the_child(language: str) -> None:
    child = sheet(child_of(signed(zoster_case())), language)
    for name in ("treatment_child", "next_visit_child"):
        assert holds(child, t(f"report.patient.{name}", language))


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


@pytest.mark.parametrize("key", ["", *all_diseases()])
def test_no_sign_that_an_answer_calls_for_pushes_another_off_the_sheet(key: str) -> None:
    called = {"pregnancy": True, "near_eye": True}
    kept = set(back_signs.back_signs(key, called))
    assert kept >= set(back_signs.back_signs(key, {})) - {"eye"}


@pytest.mark.parametrize(
    "facts", [{"lid_swelling": True}, {"eye_movement_painful": True}, {"site": "eyelid"}]
)
def test_cellulitis_at_an_eye_brings_back_for_the_sight(facts: Facts) -> None:
    assert "sight" in back_signs.back_signs("cellulitis", facts)


@pytest.mark.parametrize(
    ("key", "signs"),
    [
        ("scarlet_fever", {"nerves"}),
        ("chickenpox", {"nerves"}),
        ("measles", {"nerves"}),
        ("syphilis", {"sight", "nerves", "hearing", "palsy"}),
        ("vitiligo", {"sight", "hearing"}),
    ],
)
def test_sheet_warns_of_what_the_rules_call_an_emergency(key: str, signs: set[str]) -> None:
    assert signs <= set(back_signs.back_signs(key, {}))


def test_blisters_of_the_ear_are_warned_of_in_zoster_and_not_in_syphilis() -> None:
    assert "ear" in back_signs.back_signs("herpes_zoster", {})
    assert "ear" not in back_signs.back_signs("syphilis", {})
    assert "hearing" in back_signs.back_signs("syphilis", {"site": "ear"})
    assert "hearing" not in back_signs.back_signs("syphilis", {"ear_involved": True})
