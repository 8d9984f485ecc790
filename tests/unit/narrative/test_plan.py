"""What to do: five lines in one order, kept with the case, and the case as text without a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from skin_core.diseases import all_diseases
from skin_core.domain.age import age_of_days, age_of_years
from skin_core.domain.analysis import CaseAnalysis, FiredRule, StepKind, Urgency
from skin_core.domain.case import Case, Sex
from skin_core.domain.facts import Facts, FactValue
from skin_core.domain.photo import GateReason
from skin_core.drugs import cautions
from skin_core.facts import fact_name
from skin_core.i18n import LANGUAGES, t
from skin_core.narrative.plan import (
    MOST_LINES,
    open_questions,
    plan,
    step_text,
    steps_of,
    texts,
)
from skin_core.narrative.record_text import record_text
from skin_core.narrative.speech import Speech
from skin_core.narrative.treatment_words import caution_text
from skin_core.rules import Known, rule_action
from skin_core.rules.texts import in_sentence
from skin_core.services.analyse import advise_without_photo
from tests.sample_cases import (
    case_of,
    emergency_case,
    facts_only_case,
    refused_case,
    signed,
    uncertain_case,
    zoster_case,
)

ORDER = list(StepKind)


def answered(label: str = "herpes_zoster", urgency: Urgency = Urgency.ROUTINE) -> CaseAnalysis:
    """A case whose one rule says that this disease is the answer."""
    fired = FiredRule("answer-disease", "1.0", urgency, (f"top={label}",))
    quiet = replace(zoster_case().analysis.advice, urgency=urgency, fired=(fired,), questions=())
    return replace(zoster_case().analysis, advice=quiet, facts={}, steps=())


def kinds(case: CaseAnalysis, known: Known | None = None) -> list[StepKind]:
    return [step.kind for step in plan(case, known)]


def line(case: CaseAnalysis, kind: StepKind, known: Known | None = None) -> str:
    return next(step.words["en"] for step in plan(case, known) if step.kind is kind)


@pytest.mark.parametrize("make", [zoster_case, uncertain_case, emergency_case, refused_case])
def test_at_most_five_lines_in_one_order_in_every_language(make: Callable[[], Case]) -> None:
    steps = plan(make().analysis)
    assert 0 < len(steps) <= MOST_LINES
    places = [ORDER.index(step.kind) for step in steps]
    assert places == sorted(places)
    for step in steps:
        assert set(step.words) == set(LANGUAGES)
        assert all(step.words.values())
    assert len({step.words["en"] for step in steps}) == len(steps)


@pytest.mark.parametrize("language", LANGUAGES)
def test_emergency_without_a_photo_says_nothing_but_its_orders(language: str) -> None:
    analysis = facts_only_case().analysis
    assert analysis.advice.urgency is Urgency.EMERGENCY
    steps = plan(analysis)
    assert {step.kind for step in steps} == {StepKind.NOW}
    assert rule_action(analysis.advice.fired[0], language) in steps[0].words[language]
    text = record_text(case_of(analysis), Speech(language))
    assert Speech(language).urgency(Urgency.EMERGENCY) in text
    assert step_text(steps[0], Speech(language)) in text
    assert t("answer.no_photo", language) in text
    assert t("record.preliminary_rules", language) in text


def test_zoster_is_decided_on_today_and_its_treatment_is_named() -> None:
    steps = plan(zoster_case().analysis)
    assert [step.source for step in steps if step.kind is StepKind.NOW] == ["zoster-within-72h"]
    treat = next(step for step in steps if step.kind is StepKind.TREAT)
    assert treat.words["en"].startswith("Valaciclovir.")


def test_a_refused_photo_is_taken_again_first() -> None:
    steps = plan(refused_case().analysis)
    assert steps[0].kind is StepKind.RETAKE
    assert steps[0].words["en"].startswith(t("record.step.again", "en"))


def test_a_photo_in_coloured_light_is_taken_again_first() -> None:
    case = uncertain_case().analysis
    (photo,) = case.photos[:1]
    blue = replace(photo, gate=replace(photo.gate, reasons=(GateReason.COLOURED_LIGHT,)))
    steps = plan(replace(case, photos=(blue,), pooled=(blue.photo_id,)))
    assert steps[0].kind is StepKind.RETAKE
    assert t("answer.retake.coloured_light", "en") in steps[0].words["en"]


def test_treatment_follows_the_clinician_and_never_an_uncertain_answer() -> None:
    zoster = all_diseases()["herpes_zoster"].memo
    psoriasis = all_diseases()["psoriasis"].memo
    assert zoster is not None
    assert psoriasis is not None
    case = answered()
    assert kinds(case) == [StepKind.TREAT, StepKind.TELL, StepKind.REFER, StepKind.REVIEW]
    assert line(case, StepKind.TELL) == zoster.patient["en"][0]
    own = Known(diagnosis="psoriasis", concluded=True)
    assert line(case, StepKind.TELL, own) == psoriasis.patient["en"][0]
    assert kinds(case, Known(concluded=True)) == [StepKind.REVIEW]  # something rare, in words
    silent = replace(case, advice=replace(case.advice, fired=()))  # uncertain, or excluded
    assert kinds(silent) == [StepKind.REVIEW]


PATIENTS: tuple[tuple[Facts, Known], ...] = (
    ({"pregnancy": True}, Known(age=age_of_years(28), sex=Sex.FEMALE)),
    ({"breastfeeding": True}, Known(age=age_of_years(30), sex=Sex.FEMALE)),
    ({"renal_function": 20.0}, Known(age=age_of_years(70))),
    ({"renal_function": 45.0}, Known(age=age_of_years(70))),
    ({"allergies": "penicillin anaphylaxis"}, Known(age=age_of_years(40))),
    ({"medicines": "warfarin, methotrexate, ciclosporin"}, Known(age=age_of_years(60))),
    ({}, Known(age=age_of_years(2))),
)


@pytest.mark.parametrize(("facts", "known"), PATIENTS)
def test_no_medicine_moves_up_or_stands_without_what_speaks_against_it(
    facts: Facts, known: Known
) -> None:
    for label, entry in all_diseases().items():
        first = [one for one in entry.memo.treatment if one.line == "first"] if entry.memo else []
        if not first or label == "normal_skin":
            continue
        told = line(replace(answered(label), facts=facts), StepKind.TREAT, known)
        found = [cautions(one, facts, known.age, known.sex) for one in first]
        if any(one.forbids for one in found[0]):
            drug = in_sentence(Speech("en").drug(first[0].inn))
            assert told.startswith(t("record.step.not_first", "en", drug=drug)), label
        else:
            assert first[0].text["en"] in told, label
        for one, against in zip(first, found, strict=True):
            for caution in against:
                if one.inn and caution.is_found:
                    words = in_sentence(caution_text(caution, Speech("en")))
                    assert words in told, (label, one.inn)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_names_within_the_sentences_of_a_treatment_begin_small(language: str) -> None:
    """ "Not checked: Allergy, Interactions" and "Other medicines: Aciclovir" had read as titles."""
    speech, rows = Speech(language), set()
    for label, entry in all_diseases().items():
        if entry.memo is None:
            continue
        for step in plan(replace(answered(label), facts={})):
            if step.kind is StepKind.TREAT:
                for key, field in (("drugs.unchecked", "reasons"), ("record.step.others", "names")):
                    before = speech.t(key, **{field: "|"}).partition("|")[0]
                    rows |= set(re.findall(f"{re.escape(before)}([^.]*)", speech.of(step.words)))
    names = {name for row in rows for name in row.split(", ")}
    assert len(names) > 20
    assert [name for name in names if name[:1].isupper() and name[1:2].islower()] == []


def test_what_is_for_an_emergency_is_no_choice_of_a_quiet_day() -> None:
    """Epinephrine stands in the memo of hives, for the turn it names, and in no list of tablets."""
    told = line(answered("urticaria"), StepKind.TREAT)
    assert "cetirizine" in told.lower()
    assert "epinephrine" not in told.lower()


def test_zoster_keeps_its_antiviral_where_the_kidneys_ask_for_another_dose() -> None:
    case = replace(answered(), facts={"renal_function": 45.0})
    assert line(case, StepKind.TREAT).startswith("Valaciclovir.")
    assert "eGFR 45" in line(case, StepKind.TREAT)


def test_an_infant_is_given_nothing_out_of_a_memo() -> None:
    for known in (Known(age=age_of_days(20)), Known(age=age_of_years(0))):
        case = answered("wart")
        assert line(case, StepKind.TREAT, known) == t("record.step.infant", "en")
        assert kinds(case, known) == [StepKind.TREAT, StepKind.REVIEW]


def test_when_to_see_again_never_gives_way() -> None:
    case = zoster_case().analysis
    steps = plan(case, Known(age=age_of_years(62)))
    assert len(steps) == MOST_LINES
    assert steps[-1].kind is StepKind.REVIEW


def test_what_was_not_asked_of_a_treatment_is_said() -> None:
    known = Known(age=age_of_years(62))
    kidneys = in_sentence(t("drugs.reason.renal_impairment", "en"))
    assert kidneys in line(answered(), StepKind.TREAT, known)


def test_with_fever_the_memo_does_not_refer_and_review_is_tomorrow() -> None:
    for facts in ({"fever": True}, {"fever": False, "fever_days": 2.0}):
        feverish = replace(answered(), facts=facts)
        assert StepKind.REFER not in kinds(feverish)
        assert line(feverish, StepKind.REVIEW) == t("record.review.urgent", "en")


def test_review_is_the_memos_own_where_the_case_is_no_more_urgent() -> None:
    acne = all_diseases()["acne"].memo
    assert acne is not None
    assert line(answered("acne"), StepKind.REVIEW).startswith(acne.review["en"])
    soon, urgent = answered("acne", Urgency.SOON), answered("acne", Urgency.URGENT)
    assert line(soon, StepKind.REVIEW) == t("record.review.soon", "en")
    assert line(urgent, StepKind.REVIEW) == t("record.review.urgent", "en")
    melanoma = all_diseases()["melanoma"].memo
    assert melanoma is not None
    assert line(answered("melanoma", Urgency.SOON), StepKind.REVIEW) == melanoma.review["en"]
    silent = replace(answered(), advice=replace(answered().advice, fired=()))  # no memo is used
    assert line(silent, StepKind.REVIEW) == t("record.review.other", "en")


def test_what_was_kept_is_what_is_read_later() -> None:
    case = zoster_case().analysis
    kept = replace(case, steps=plan(case)[:1])
    assert steps_of(kept) == plan(case)[:1]
    assert steps_of(replace(case, steps=())) == plan(case)


def test_open_questions_stand_apart_few_and_by_name() -> None:
    analysis = zoster_case().analysis
    asked = open_questions(analysis, Speech("en"))
    assert asked.startswith(f"Ask: {in_sentence(fact_name(analysis.advice.questions[0], 'en'))}")
    assert asked not in texts(plan(analysis), Speech("en"))
    assert asked in record_text(case_of(analysis), Speech("en"))


def test_old_case_with_a_rule_and_a_question_that_are_gone_is_still_told() -> None:
    analysis = zoster_case().analysis
    gone = FiredRule("zoster-clock-of-old", "0.3", Urgency.URGENT)
    advice = replace(
        analysis.advice,
        fired=(gone, *analysis.advice.fired),
        questions=("asked_of_old",),
    )
    old = replace(analysis, advice=advice, steps=())
    assert steps_of(old)
    assert open_questions(old, Speech("en")) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_record_text_names_no_patient(language: str) -> None:
    case = signed(zoster_case(), note="valaciclovir 1 g", diagnosis_text="T4")
    text = record_text(case, Speech(language))
    for unwanted in ("김하늘", "P-0107", "1964", case.patient.patient_id, case.case_id):
        assert unwanted not in text
    assert "valaciclovir 1 g" in text
    assert t("record.diagnosis", language, diagnosis="").strip() in text
    assert "T4" in text


def test_admitted_zoster_is_not_followed_by_tablets_and_an_eye_gets_one_order() -> None:
    for sign in ("lesions_beyond", "immunosuppression"):
        assert StepKind.TREAT not in {one.kind for one in _zoster({sign: True}).steps}
    steps = _zoster({"near_eye": True}).steps
    (now,) = [one for one in steps if one.kind is StepKind.NOW]
    assert "ophthalmology" in now.words["en"]
    assert StepKind.TREAT in {one.kind for one in steps}


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        (Known(age=age_of_years(30), sex=Sex.FEMALE), True),
        (Known(age=age_of_years(68), sex=Sex.FEMALE), False),
        (Known(age=age_of_years(30), sex=Sex.MALE), False),
        (Known(), True),
    ],
)
def test_pregnancy_is_to_be_excluded_only_where_it_may_be(known: Known, asked: bool) -> None:
    case = _zoster({"rash_onset": "2026-11-28T12:00"}, known)
    assert ("pregnancy" in line(case, StepKind.NOW)) is asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cancer_that_is_referred_is_not_treated_by_the_reader(language: str) -> None:
    told = Known(age=age_of_years(60), diagnosis="melanoma", concluded=True)
    steps = advise_without_photo({}, datetime(2026, 11, 29, 12), told).steps
    (treat,) = [one for one in steps if one.kind is StepKind.TREAT]
    first = t("record.step.after_referral", language, treatment="|").partition("|")[0]
    assert treat.words[language].startswith(first)


@pytest.mark.parametrize(
    ("diagnosis", "facts"),
    [
        ("melanocytic_nevus", {"change_in_size": True, "oozing": True}),
        ("melanocytic_nevus", {"irregular_colour": True}),
        ("melanocytic_nevus", {"new_mole": True}),
        ("wart", {"growing_lump": True}),
        ("seborrheic_keratosis", {"bleeding_sore": True}),
        ("wart", {"immunosuppression": True}),
        ("onychomycosis", {"nail_band": True}),
    ],
)
def test_growth_to_be_examined_for_cancer_is_not_treated_as_harmless(
    diagnosis: str, facts: Facts
) -> None:
    told = Known(age=age_of_years(60), diagnosis=diagnosis, concluded=True)
    steps = advise_without_photo(facts, datetime(2026, 11, 29, 12), told).steps
    assert StepKind.ARRANGE in {one.kind for one in steps}
    assert StepKind.TREAT not in {one.kind for one in steps}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("age", [30, 60])
@pytest.mark.parametrize(
    ("diagnosis", "facts"),
    [
        ("psoriasis", {"change_in_size": True}),
        ("eczema", {"change_in_size": True, "inflammation": True, "oozing": True}),
        ("tinea_corporis", {"growing_lump": True}),
        ("onychomycosis", {"change_in_size": True}),
    ],
)
def test_rash_that_grows_is_examined_and_treated(
    diagnosis: str, facts: Facts, age: int, language: str
) -> None:
    told = Known(age=age_of_years(age), diagnosis=diagnosis, concluded=True)
    steps = advise_without_photo(facts, datetime(2026, 11, 29, 12), told).steps
    assert StepKind.ARRANGE in {one.kind for one in steps}
    (treat,) = [one for one in steps if one.kind is StepKind.TREAT]
    memo = all_diseases()[diagnosis].memo
    assert memo is not None
    assert memo.treatment[0].text[language] in treat.words[language]


def test_wart_that_grows_in_a_child_is_treated_as_a_wart() -> None:
    told = Known(age=age_of_years(8), diagnosis="wart", concluded=True)
    steps = advise_without_photo({"change_in_size": True}, datetime(2026, 11, 29, 12), told).steps
    assert StepKind.TREAT in {one.kind for one in steps}


def test_lump_that_the_network_took_for_eczema_is_given_no_cream() -> None:
    named = answered("eczema")
    fired = FiredRule("growing-lump", "2.0", Urgency.SOON)
    case = replace(named, advice=replace(named.advice, fired=(*named.advice.fired, fired)))
    assert StepKind.TREAT in {one.kind for one in plan(case)}
    lump = replace(case, facts={"mole_or_lump": True})
    assert StepKind.TREAT not in {one.kind for one in plan(lump)}
    diagnosed = Known(diagnosis="eczema", concluded=True)
    assert StepKind.TREAT in {one.kind for one in plan(lump, diagnosed)}


def test_growing_carcinoma_is_still_told_who_treats_it() -> None:
    told = Known(age=age_of_years(60), diagnosis="basal_cell_carcinoma", concluded=True)
    analysis = advise_without_photo({"growing_lump": True}, datetime(2026, 11, 29, 12), told)
    first = t("record.step.after_referral", "en", treatment="|").partition("|")[0]
    assert line(analysis, StepKind.TREAT, told).startswith(first)


@pytest.mark.parametrize(
    ("known", "facts"),
    [
        (Known(age=age_of_years(5)), {"fever": True, "eschar": True}),
        (Known(age=age_of_years(5)), {}),
        (Known(age=age_of_years(30), sex=Sex.FEMALE), {"breastfeeding": True}),
    ],
)
def test_doxycycline_for_scrub_typhus_is_not_taken_back_in_the_next_line(
    known: Known, facts: Facts
) -> None:
    told = replace(known, diagnosis="scrub_typhus", concluded=True)
    analysis = advise_without_photo(facts, datetime(2026, 11, 29, 12), told)
    treat = line(analysis, StepKind.TREAT, told)
    assert treat.startswith("Doxycycline. Today, on suspicion, at every age")
    assert "a short course all the same" in treat
    assert "do not give" not in treat
    acne = replace(told, diagnosis="acne")
    other = advise_without_photo(facts, datetime(2026, 11, 29, 12), acne)
    assert "a short course" not in " ".join(step.words["en"] for step in other.steps)


def test_doxycycline_for_scrub_typhus_gives_way_in_pregnancy() -> None:
    told = Known(age=age_of_years(30), sex=Sex.FEMALE, diagnosis="scrub_typhus", concluded=True)
    analysis = advise_without_photo({"pregnancy": True}, datetime(2026, 11, 29, 12), told)
    treat = line(analysis, StepKind.TREAT, told)
    assert treat.startswith("Not doxycycline.")
    assert "Other first-line medicines: azithromycin" in treat


def test_syphilis_of_the_eye_is_offered_no_injection_into_muscle() -> None:
    told = Known(age=age_of_years(30), diagnosis="syphilis", concluded=True)
    facts: Facts = {"vision_loss": True, "neurological_signs": True}
    steps = advise_without_photo(facts, datetime(2026, 11, 29, 12), told).steps
    assert steps[0].source == "syphilis-eye-nerve"
    assert "penicillin by vein" in steps[0].words["en"]
    assert not [step for step in steps if step.kind is StepKind.TREAT]


def test_pregnant_with_syphilis_is_given_penicillin_in_spite_of_an_allergy() -> None:
    told = Known(age=age_of_years(30), sex=Sex.FEMALE, diagnosis="syphilis", concluded=True)
    facts: Facts = {"pregnancy": True, "allergies": "penicillin"}
    analysis = advise_without_photo(facts, datetime(2026, 11, 29, 12), told)
    said = " ".join(step.words["en"] for step in analysis.steps)
    assert "desensitise there and give penicillin all the same" in said
    assert "Another has to be chosen" not in said
    unasked = advise_without_photo({"pregnancy": True}, datetime(2026, 11, 29, 12), told)
    assert "allergies" in unasked.advice.questions


def test_syphilis_with_a_penicillin_allergy_outside_pregnancy_is_told_what_to_give_instead() -> (
    None
):
    told = Known(age=age_of_years(30), sex=Sex.MALE, diagnosis="syphilis", concluded=True)

    def steps(told: Known, **facts: FactValue) -> str:
        asked = {"allergies": "penicillin", **facts}
        analysis = advise_without_photo(asked, datetime(2026, 11, 29, 12), told)
        return " ".join(step.words["en"] for step in analysis.steps)

    said = steps(told)
    assert "doxycycline 100 mg by mouth twice daily" in said
    assert "14 days" in said
    assert "28 days" in said
    assert "Another has to be chosen" not in said
    woman = replace(told, sex=Sex.FEMALE)
    assert "14 days" in steps(woman, pregnancy=False)
    for other in (steps(woman), steps(woman, pregnancy=True), steps(told, vision_loss=True)):
        assert "14 days" not in other


def _zoster(facts: Facts, known: Known | None = None) -> CaseAnalysis:
    told = replace(known or Known(age=age_of_years(50)), diagnosis="herpes_zoster", concluded=True)
    return advise_without_photo(facts, datetime(2026, 11, 29, 12), told)
