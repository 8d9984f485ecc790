"""What the next doctor receives: why, how soon, what must be known first, and who asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader

from skin_core.diseases import disease_name
from skin_core.domain.analysis import Advice, FiredRule, Urgency
from skin_core.domain.case import Case, ClinicianAssessment, Exclusion, ReportKind, Sex
from skin_core.domain.facts import Facts, FactType, FactValue
from skin_core.facts import all_facts, fact_name
from skin_core.i18n import LANGUAGES, t
from skin_core.narrative.speech import Speech
from skin_core.reporting.letter_facts import DONE, letter_facts, letter_order
from skin_core.reporting.letter_words import letter_words
from skin_core.reporting.options import LetterWords, ReportOptions
from skin_core.reporting.shortening import shortened
from skin_core.rules.texts import in_sentence
from skin_core.scoring.seven_point import SEVEN_POINTS
from tests.printed import printed
from tests.sample_cases import (
    case_analysis,
    case_of,
    emergency_case,
    facts_only_case,
    refused_case,
    sample_images,
    signed,
    uncertain_case,
    zoster_case,
)

LETTER = ReportOptions(clinic_name="하늘가정의원", kind=ReportKind.LETTER)
EYE: Facts = {
    "site": "nose", "side": "left", "rash_onset": "2026-11-18", "nose_tip": True, "fever": False,
    "renal_function": 30.0, "allergies": "penicillin", "medicines": "methotrexate",
}  # fmt: skip

ANSWERS: dict[FactType, FactValue] = {
    FactType.YES_NO: True,
    FactType.NUMBER: 5.0,
    FactType.WHEN: "2026-11-18",
    FactType.TEXT: "typed",
}


def written(
    case: Case, language: str = "en", photos: int = 1, options: ReportOptions = LETTER
) -> bytes:
    return printed(case, sample_images(photos), language, options)


def letter(
    case: Case, language: str = "en", photos: int = 1, options: ReportOptions = LETTER
) -> str:
    """Its text without spaces; it is never more than two pages."""
    document = pypdfium2.PdfDocument(written(case, language, photos, options))
    assert len(document) <= 2
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())


def zoster_with(facts: Facts) -> Case:
    """A photo that shows zoster, judged with these answers alone."""
    return case_of(case_analysis(zoster_case(1).analysis.photos, facts))


def holds(page: str, text: str) -> bool:
    return "".join(text.split()) in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_tells_how_soon_why_and_what_is_asked(language: str) -> None:
    case = signed(zoster_case(), note="valaciclovir 1 g")
    page = letter(case, language, 3)
    for wanted in (
        "김하늘",
        "하늘가정의원",
        Speech(language).urgency(Urgency.URGENT),
        in_sentence(Speech(language).urgency_means(Urgency.URGENT)),
        disease_name("herpes_zoster", language),
        fact_name("rash_onset", language),
        "valaciclovir 1 g",
        t("letter.please.dermatology", language),
        t("letter.reply.dermatology", language),
    ):
        assert holds(page, wanted), wanted
    assert "B02" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_network_is_told_only_where_the_doctor_wants_it_and_as_decision_support(
    language: str,
) -> None:
    case, speech = uncertain_case(), Speech(language)
    page = letter(case, language)
    assert holds(page, t("letter.no_diagnosis", language))
    assert not holds(page, disease_name("melanocytic_nevus", language))
    assert "%" not in page
    words = replace(letter_words(case, speech), with_network=True)
    page = letter(case, language, options=replace(LETTER, letter=words))
    told = t("letter.support", language, model="clinical 2026.11", answer="#").split("#")[0]
    assert holds(page, told)
    for entry in case.analysis.differential[:3]:
        assert holds(page, speech.percent(entry.probability))


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_names_no_rule_and_no_open_question(language: str) -> None:
    for case in (zoster_case(), uncertain_case(), zoster_with(EYE)):
        page = letter(case, language)
        for fired in case.analysis.advice.fired:
            assert fired.rule_id not in page
            assert not holds(page, Speech(language).rule_name(fired)), fired.rule_id
        told = {*case.facts, *DONE, *letter_order()["always_said"]}
        unasked = [key for key in case.analysis.advice.questions if key not in told]
        names = [fact_name(key, language) for key in unasked]
        assert not [name for name in names if holds(page, name)]


def test_reason_is_one_sentence_as_a_doctor_would_write_it() -> None:
    case = zoster_with({"rash_onset": "2026-11-18", "near_eye": True, "site": "forehead"})
    words = letter_words(case, Speech("en"))
    assert (
        words.reason
        == "62-year-old woman, rash since 18 Nov 2026 (forehead or temple), near the eye."
    )
    assert words.to == "Ophthalmology"


def test_reason_for_a_growth_names_what_has_changed_and_a_note_is_no_treatment() -> None:
    case = signed(uncertain_case(), note="Sister had melanoma.")
    words = letter_words(case, Speech("en"))
    assert words.reason == (
        "62-year-old woman, skin change (upper back), change in size."
        " To be examined for melanoma and other skin cancer."
    )
    assert words.done == "Note: Sister had melanoma."


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_for_possible_cancer_says_so_with_and_without_a_diagnosis(language: str) -> None:
    wanted = t("letter.possible_cancer", language)
    benign = signed(uncertain_case(), diagnosis="melanocytic_nevus")
    for case in (uncertain_case(), benign):
        assert wanted in letter_words(case, Speech(language)).reason
        assert holds(letter(case, language), wanted)
    for case in (zoster_case(), emergency_case(), zoster_with(EYE)):
        assert wanted not in letter_words(case, Speech(language)).reason


def test_reason_in_vietnamese_is_a_sentence_where_the_sex_is_unknown() -> None:
    case = zoster_with({"near_eye": True})
    case = replace(case, patient=replace(case.patient, sex=Sex.UNKNOWN))
    reason = letter_words(case, Speech("vi")).reason
    assert reason == "Người bệnh 62 tuổi, tổn thương gần mắt."


@pytest.mark.parametrize("language", LANGUAGES)
def test_reason_names_the_answer_that_decides(language: str) -> None:
    infant = zoster_with({"vesicles": True, "age_days": 20.0, "site": "cheek"})
    named = fact_name("vesicles", language).lower()
    assert named in letter_words(infant, Speech(language)).reason.lower()
    assert holds(letter(infant, language), t("letter.found", language, names="#").split("#")[0])


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Patient, age unknown, fever."),
        ("ko", "나이 미상 환자, 발열."),
        ("vi", "Người bệnh, không rõ tuổi, sốt."),
    ],
)
def test_an_unknown_age_is_said(language: str, told: str) -> None:
    case = zoster_with({"fever": True})
    nobody = replace(case.patient, birth_year=None, birth_date="", sex=Sex.UNKNOWN)
    assert letter_words(replace(case, patient=nobody), Speech(language)).reason == told


def test_what_the_doctor_wrote_stands_in_the_letter_and_nothing_else() -> None:
    words = LetterWords(
        to="Dr Park, Eye Hospital", reason="Blisters.", done="Cool packs.", question="Cornea?"
    )
    page = letter(zoster_with(EYE), options=replace(LETTER, letter=words))
    for wanted in ("To: Dr Park, Eye Hospital", "Blisters.", "Cool packs.", "Cornea?", "Reply"):
        assert holds(page, wanted)
    for unwanted in ("Ophthalmology", "ophthalmologist"):
        assert not holds(page, unwanted)
    assert holds(page, "Allergies: penicillin")  # an allergy is not to be rubbed out by accident


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_is_signed_by_name_and_time_or_by_hand(language: str) -> None:
    by_hand = letter(zoster_case(), language)
    signed_by = letter(zoster_case(), language, options=replace(LETTER, signed_by="Dr. Lan"))
    time = Speech(language).when("2026-11-21T14:05")
    line = t("report.clinician.signed", language, name="Dr. Lan", time=time)
    assert holds(signed_by, line)
    assert not holds(by_hand, line)
    assert holds(by_hand, t("letter.status", language))
    assert not holds(signed_by, t("letter.status", language))


@pytest.mark.parametrize(
    ("make", "language"),
    [
        *((zoster_case, language) for language in LANGUAGES),
        (uncertain_case, "vi"),
        (emergency_case, "ko"),
        (refused_case, "en"),
    ],
)
def test_the_longest_case_says_where_it_is_shortened(
    make: Callable[[], Case], language: str
) -> None:
    note = "신장 기능을 확인하고 항바이러스제를 시작함.\n\n" * 90
    case = signed(make(), note=note, name="A" * 120, diagnosis_text="Nguyễn " * 200)
    facts = {**case.facts, "history": "당뇨병, 고혈압. " * 100}
    page = letter(replace(case, facts=facts), language, 9)
    pointer = t("letter.shortened", language, text="").strip()
    assert holds(page, pointer)
    assert holds(page, t("letter.signature", language))


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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [zoster_case, uncertain_case, emergency_case, refused_case])
def test_letter_shows_the_photo_and_no_heatmap(make: Callable[[], Case], language: str) -> None:
    pages = PdfReader(BytesIO(written(make(), language))).pages
    assert sum(len(page.images) for page in pages) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_never_stands_in_for_emergency_care(language: str) -> None:
    page = letter(emergency_case(), language)
    for wanted in ("letter.emergency", "letter.to.emergency", "letter.reply.emergency"):
        assert holds(page, t(wanted, language))
    assert holds(page, in_sentence(fact_name("non_blanching", language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_hutchinsons_sign_goes_to_the_eye_doctor_with_kidneys_and_allergies(language: str) -> None:
    page = letter(zoster_with(EYE), language)
    for wanted in ("letter.to.ophthalmology", "letter.please.ophthalmology"):
        assert holds(page, t(wanted, language))
    assert holds(page, f"{fact_name('renal_function', language)} 30 mL/min")
    assert holds(page, f"{fact_name('allergies', language)}: penicillin")


def test_what_a_receiver_needs_stands_before_what_was_denied() -> None:
    page = letter(zoster_with(EYE))
    order = [
        "Found:",
        "Allergies",
        "Medicines",
        "History",
        "Renal",
        "SiteNose, left",
        "3 days",
        "Answered no:",
    ]
    places = [page.index("".join(words.split())) for words in order]
    assert places == sorted(places)


def test_silence_about_allergies_and_medicines_never_reads_as_none() -> None:
    page = letter(zoster_case())
    assert holds(page, "Allergies: not asked")
    assert holds(page, "Medicines: not asked")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_treatment_costs_neither_the_allergy_nor_the_note(language: str) -> None:
    case = signed(zoster_case(), note="Eye doctor told by telephone.")
    tried = "aciclovir cream, " * 200
    facts = {"treatment_tried": tried, "allergies": "penicillin", "medicines": "warfarin 5 mg"}
    page = letter(replace(case, facts={**case.facts, **facts}), language)
    for wanted in ("penicillin", "warfarin 5 mg", "Eye doctor told by telephone."):
        assert holds(page, wanted)
    assert holds(page, t("letter.shortened", language, text="").strip())


def test_what_is_shortened_keeps_its_lines() -> None:
    text = "First week:\n- ointment " + "day and night " * 60 + "\n- no better"
    lines = shortened(text, 350, Speech("en")).splitlines()
    assert lines[0] == "First week:"
    assert lines[1].startswith("- ointment")
    assert lines[1].endswith(t("letter.shortened", "en", text="").strip())
    assert lines[2] == "- no better"
    many = shortened("one line\n" * 90, 1500, Speech("en")).splitlines()
    assert len(many) < 40
    assert many[-1] == t("letter.shortened", "en", text="").strip()


def test_every_fact_has_its_place_in_a_letter() -> None:
    order = letter_order()
    placed = [*order["found"], *order["needed"], *order["other"]]
    assert set(all_facts()) == set(placed) - {"seven_points", "dermoscopy"}
    assert len(placed) == len(set(placed))
    assert set(order["always_said"]) <= set(placed)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answer", [True, False])
def test_no_answer_is_left_out(answer: bool, language: str) -> None:
    given = {"site": "cheek", "duration": "weeks", "dermatomes": "one", "side": "midline"}
    facts: Facts = {
        key: given.get(key, ANSWERS.get(one.type, "")) for key, one in all_facts().items()
    }
    yes_no = {key for key, one in all_facts().items() if one.type is FactType.YES_NO}
    facts = {**facts, **dict.fromkeys(yes_no, answer), "kept_from_of_old": "rash of old"}
    told = letter_facts(replace(zoster_case(), facts=facts), Speech(language))
    named = {*told.found, *(name for name, _ in told.rows), *told.denied}
    left = {key for key in facts if key not in SEVEN_POINTS and key in all_facts()}
    assert {fact_name(key, language) for key in left} <= named
    assert told.rows[-1] == ("kept from of old", "rash of old")
    held = dict(told.rows)[t("letter.seven_points", language)]
    assert held.startswith(t("letter.seven_point_score", language, score=10 if answer else 0))


def test_size_given_in_millimetres_counts_among_the_seven_points() -> None:
    facts: Facts = {"change_in_size": True, "diameter_mm": 9.0}
    page = letter(case_of(case_analysis(uncertain_case().analysis.photos, facts)))
    assert holds(page, "3 of 10: change in size, diameter 7 mm or more (5 not answered)")


def test_a_rash_that_oozes_gets_no_score_of_a_mole() -> None:
    oozing = letter(zoster_with({"site": "forearm", "oozing": True}))
    assert not holds(oozing, t("letter.seven_points", "en"))
    assert holds(oozing, fact_name("oozing", "en"))
    mole = letter(zoster_with({"site": "forearm", "oozing": True, "mole_or_lump": True}))
    assert holds(mole, t("letter.seven_points", "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_doctor_and_patient_can_be_reached(language: str) -> None:
    case = zoster_case()
    patient = replace(case.patient, birth_date="1964-03-12", phone="010-1234-5678")
    options = replace(
        LETTER, clinician_name="Dr. Lan", clinician_licence="L-77", clinic_phone="02-555-0101"
    )
    page = letter(replace(case, patient=patient), language, options=options)
    for wanted in ("010-1234-5678", "Dr. Lan", "L-77", "02-555-0101", "1964"):
        assert holds(page, wanted)


@pytest.mark.parametrize(("country", "wanted"), [("kr", "KCD B02"), ("vn", "insurance"), ("", "")])
def test_letter_holds_what_its_country_asks_for(country: str, wanted: str) -> None:
    page = letter(signed(zoster_case()), options=replace(LETTER, country=country))
    assert holds(page, "KCD B02") is (country == "kr")
    assert holds(page, "Health insurance card") is (country == "vn")


@pytest.mark.parametrize("language", LANGUAGES)
def test_examined_and_excluded_is_told_with_time_and_name(language: str) -> None:
    excluded = (Exclusion("measles", "2026-11-21T05:01:00+00:00", "Dr. Lan"),)
    case = replace(zoster_case(), assessment=ClinicianAssessment(excluded=excluded))
    page = letter(case, language)
    assert holds(page, t("report.excluded.title", language))
    assert holds(page, disease_name("measles", language))
    assert holds(page, "Dr. Lan")
    assert holds(page, "14:01")


def test_photo_that_was_taken_and_is_not_there_is_said_to_be_missing() -> None:
    assert holds(letter(zoster_case(), photos=0), t("letter.photo_missing", "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_without_a_photo_says_so_and_speaks_of_no_network(language: str) -> None:
    page = letter(facts_only_case(), language, photos=0)
    assert holds(page, t("letter.no_photo", language))
    assert holds(page, t("letter.no_diagnosis", language))
    assert not holds(page, t("letter.support", language, model="#", answer="").split("#")[0])
    assert not PdfReader(BytesIO(written(facts_only_case(), language, photos=0))).pages[0].images


def test_a_signature_under_the_report_is_not_one_under_the_letter() -> None:
    assert not holds(letter(signed(zoster_case(), name="Dr. Lee")), "Dr. Lee")


def test_emergency_that_nobody_has_named_says_what_is_feared() -> None:
    assert holds(letter(emergency_case()), "Meningococcal disease suspected.")
    named = letter(signed(emergency_case(), diagnosis="purpura_vasculitis"))
    assert not holds(named, "Meningococcal")


def test_referral_that_no_rule_asks_for_is_the_doctors_own() -> None:
    gone = FiredRule("rule-of-old", "0.3", Urgency.ROUTINE)
    case = zoster_case()
    analysis = replace(case.analysis, advice=Advice(Urgency.ROUTINE, (gone,)))
    assert holds(letter(replace(case, analysis=analysis)), t("letter.no_rule", "en"))
