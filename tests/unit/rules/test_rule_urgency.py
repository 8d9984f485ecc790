"""How urgent a case is: the most urgent rule decides, and nothing lowers it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from skin_core.diseases import all_diseases
from skin_core.domain.age import age_of_days, age_of_year, age_of_years
from skin_core.domain.analysis import FiredRule, Urgency
from skin_core.domain.facts import FactType, FactValue
from skin_core.errors import InvalidFact, UnknownFact
from skin_core.facts import all_facts, facts_of
from skin_core.i18n import LANGUAGES
from skin_core.narrative.plan import plan
from skin_core.rules import RuleInput, advise, because_text, rule_action
from tests.for_each import for_each
from tests.rule_examples import (
    ALL_SEVEN_NO,
    EXAMPLES,
    FEVER_CLEARED,
    NOW,
    advised,
    asked,
    case,
    diagnosed,
    facts,
    tier,
    told,
)

DANGER_SIGNS = sorted(spec.key for spec in facts_of("danger") if spec.type is FactType.YES_NO)
CONTEXT = {"eczema_known", "vesicles"}  # of the danger signs, those that mean nothing alone
BELOW_URGENT = {"blisters_or_peeling": Urgency.SOON, "red_eyes_lips_tongue": Urgency.SOON}


@for_each(sign=DANGER_SIGNS)
def test_single_danger_sign_is_never_told_to_wait(sign: str) -> None:
    for question in (
        facts(**{sign: True}),
        case("insect_bite", facts={sign: True}),
        asked(age_years=40, diagnosis="acne", facts={sign: True}),
    ):
        floor = BELOW_URGENT.get(sign, Urgency.UNKNOWN if sign in CONTEXT else Urgency.URGENT)
        assert advise(question).urgency.rank <= floor.rank


def fired(question: RuleInput) -> dict[str, FiredRule]:
    return {entry.rule_id: entry for entry in advise(question).fired}


@pytest.mark.parametrize(
    ("question", "urgency"),
    [
        (facts(), Urgency.UNKNOWN),
        (case("normal_skin"), Urgency.UNKNOWN),
        (case("normal_skin", uncertain=True), Urgency.UNKNOWN),
        (case("wart", age_years=9), Urgency.SELF_CARE),
        (case("wart", uncertain=True), Urgency.ROUTINE),
        (case("acne"), Urgency.ROUTINE),
        (case("herpes_zoster"), Urgency.URGENT),
        (case("wart", above_alert=("cellulitis",), age_years=9), Urgency.SELF_CARE),
        (case("acne", "cellulitis", tiers=tier(Urgency.URGENT, 0.5)), Urgency.URGENT),
        (case("melanocytic_nevus"), Urgency.ROUTINE),
        (case("melanocytic_nevus", facts=ALL_SEVEN_NO), Urgency.ROUTINE),
        (case("melanoma", facts=ALL_SEVEN_NO), Urgency.SOON),
        (case("wart", facts={"fever": True}), Urgency.URGENT),
        (case("wart", age_years=30, facts=FEVER_CLEARED), Urgency.SOON),
        (case("acne", facts={"fever": True, "non_blanching": True}), Urgency.EMERGENCY),
        (diagnosed("purpura_vasculitis"), Urgency.URGENT),
        (diagnosed("purpura_vasculitis", non_blanching=True), Urgency.URGENT),
        (diagnosed("purpura_vasculitis", fever=True), Urgency.EMERGENCY),
        (diagnosed("viral_exanthem", non_blanching=True), Urgency.EMERGENCY),
        (diagnosed("chickenpox", non_blanching=True), Urgency.EMERGENCY),
        (diagnosed("cellulitis", neurological_signs=True), Urgency.EMERGENCY),
        (diagnosed("scrub_typhus", neurological_signs=True), Urgency.EMERGENCY),
        (diagnosed("scrub_typhus", neck_stiffness=True), Urgency.EMERGENCY),
        (diagnosed("mpox", neurological_signs=True), Urgency.EMERGENCY),
        (diagnosed("sunburn", neurological_signs=True), Urgency.EMERGENCY),
        (
            diagnosed("cutaneous_lupus", blisters_or_peeling=True, skin_pain=True),
            Urgency.EMERGENCY,
        ),
        (diagnosed("cellulitis"), Urgency.URGENT),
        (diagnosed("staphylococcal_scalded_skin"), Urgency.EMERGENCY),
        (diagnosed("skin_abscess", age_days=10), Urgency.EMERGENCY),
        (diagnosed("syphilis", pregnancy=True), Urgency.URGENT),
        (diagnosed("sunburn", age_days=200), Urgency.URGENT),
        (diagnosed("syphilis", vision_loss=True), Urgency.EMERGENCY),
        (diagnosed("syphilis", facial_palsy=True), Urgency.EMERGENCY),
        (diagnosed("syphilis", ear_involved=True), Urgency.EMERGENCY),
        (diagnosed("syphilis", neurological_signs=True), Urgency.EMERGENCY),
        (diagnosed("drug_eruption", body_surface=60, fever=False), Urgency.URGENT),
        (diagnosed("viral_exanthem", immunosuppression=True), Urgency.URGENT),
        (diagnosed("hand_foot_mouth_disease", immunosuppression=True), Urgency.URGENT),
        (diagnosed("pemphigus_vulgaris", body_surface=15), Urgency.EMERGENCY),
        (diagnosed("head_lice", age_days=130), Urgency.SOON),
        (asked(age_years=30, diagnosis="sunburn"), Urgency.SELF_CARE),
        (asked(age_years=4, diagnosis="chickenpox"), Urgency.SOON),
    ],
)
def test_urgency_of_telling_cases(question: RuleInput, urgency: Urgency) -> None:
    assert advise(question).urgency is urgency


@for_each(label=all_diseases().keys(), given={"afebrile": {}, "febrile": FEVER_CLEARED})
def test_no_pressing_diagnosis_stands_without_a_step(
    label: str, given: dict[str, FactValue]
) -> None:
    question = diagnosed(label, **given)
    analysis = told(question)
    if analysis.advice.urgency.rank <= Urgency.URGENT.rank:
        steps = plan(analysis, question.known)
        assert steps, label
        assert steps[0].source or analysis.advice.urgency is not Urgency.EMERGENCY, label


def test_fever_that_may_wait_is_not_said_beside_what_may_not() -> None:
    for rule_id, (question, _) in EXAMPLES.items():
        febrile = replace(question, facts={**FEVER_CLEARED, **question.facts, "fever": True})
        found = fired(febrile)
        greater = [key for key, one in found.items() if one.urgency.rank <= Urgency.URGENT.rank]
        if set(greater) - {"clinician-diagnosis", "answer-disease"}:
            assert "fever-checked" not in found, (rule_id, greater)


def test_own_diagnosis_ends_what_only_the_network_raised() -> None:
    raised = {"tiers": tier(Urgency.URGENT, 0.9), "above_alert": ("mpox",)}
    assert advise(case("mpox", "acne", **raised)).urgency is Urgency.URGENT
    concluded = fired(case("mpox", "acne", diagnosis="acne", **raised))
    assert not concluded.keys() & {"tier-urgent", "keep-in-mind", "mpox-isolate", "uncertain"}
    words = fired(case("mpox", "acne", words="folliculitis of the beard", concluded=True, **raised))
    assert "own-words" in words
    assert "tier-urgent" not in words
    assert "growth-unanswered" in fired(case("melanocytic_nevus", words="pigment", concluded=True))


def test_excluded_danger_comes_back_with_a_fact_that_speaks_for_it() -> None:
    raised = {"tiers": tier(Urgency.URGENT, 0.4), "above_alert": ("mpox",)}
    seen = case("acne", "mpox", **raised)
    assert "tier-urgent" in fired(seen)
    gone = case("acne", "mpox", excluded=("mpox",), **raised)
    assert not fired(gone).keys() & {"tier-urgent", "keep-in-mind"}
    speaks = {"new_sexual_contact": True, "vesicles": True, "fever": True}
    back = case("acne", "mpox", excluded=("mpox",), facts=speaks, **raised)
    assert "mpox-likely" in fired(back)


def test_year_of_birth_does_not_hide_a_newborn() -> None:
    last_year = age_of_year(2026, date(2027, 1, 5))
    born = asked(age=last_year, facts={"fever": True})
    assert "birth_date" in advise(born).questions
    assert advise(born).urgency is Urgency.EMERGENCY
    assert "Age: 0–1, date of birth not known" in because_text(advise(born).fired[0], "en")
    assert "birth_date" in advise(asked(facts={"vesicles": True})).questions  # no year either
    days = asked(age=age_of_years(1), facts={"fever": True, "age_days": 20})
    assert advise(days).urgency is Urgency.EMERGENCY


@for_each(
    told_too={
        "fever": {"facts": {"fever": True}},
        "blisters": {"facts": {"blisters_or_peeling": True}},
        "contact": {"facts": {"chickenpox_contact": True}},
        "cellulitis": {"diagnosis": "cellulitis"},
        "exanthem": {"diagnosis": "viral_exanthem"},
    }
)
def test_child_known_by_year_is_as_urgent_as_the_youngest_that_it_may_be(told_too: Any) -> None:
    by_year = advise(asked(age=age_of_year(NOW.year, NOW.date()), **told_too))
    newborn = advise(asked(age=age_of_days(1), **told_too))
    assert by_year.urgency is newborn.urgency
    assert "birth_date" in by_year.questions


def test_adrenaline_stands_before_everything() -> None:
    advice = advise(facts(throat_swelling=True, looks_very_ill=True, crepitus=True, fever=True))
    assert advice.fired[0].rule_id == "anaphylaxis"


def test_adrenaline_is_no_order_for_wheeze_alone() -> None:
    for more in ({}, {"ace_inhibitor": True}, {"fever": True}):
        fired = advise(facts(wheeze=True, **more)).fired
        assert fired[0].rule_id == "breathing-trouble"
        assert "anaphylaxis" not in {one.rule_id for one in fired}
        assert rule_action(fired[0], "en").startswith("Call an ambulance now")
    for label in ("urticaria", "angioedema", "insect_bite"):
        assert advise(diagnosed(label, wheeze=True)).fired[0].rule_id == "anaphylaxis"


@pytest.mark.parametrize("sign", ["fever", "fast_spread", "looks_very_ill", "neck_stiffness"])
@pytest.mark.parametrize("label", ["", "purpura_vasculitis"])
def test_purpura_with_any_sign_of_sepsis_is_meningococcal_until_excluded(
    sign: str, label: str
) -> None:
    given = asked(age_years=40, diagnosis=label, facts={"non_blanching": True, sign: True})
    assert advise(given).urgency is Urgency.EMERGENCY
    assert advise(given).fired[0].rule_id == "meningococcal"


@pytest.mark.parametrize("language", LANGUAGES)
def test_palpable_purpura_of_a_well_adult_is_no_emergency_by_its_size(language: str) -> None:
    words = {"en": "well adult", "ko": "상태가 좋은 성인", "vi": "người lớn toàn trạng tốt"}
    advice = advise(asked(age_years=40, facts={"non_blanching": True, "fever": False}))
    assert advice.urgency is Urgency.URGENT
    assert words[language] in rule_action(advice.fired[0], language)


@for_each(
    first={
        "heat stroke": ("sunburn", "collapse-heat"),
        "heart block": ("erythema_migrans", "collapse-heart"),
        "coronary artery": ("kawasaki_disease", "collapse-heart"),
        "septic shock": ("scrub_typhus", "collapse-shock"),
        "sepsis": ("purpura_vasculitis", "meningococcal"),
    }
)
def test_collapse_is_told_the_cause_that_the_diagnosis_makes_likelier(
    first: tuple[str, str],
) -> None:
    label, rule_id = first
    for fever in ({}, {"fever": False}, {"fever": True}):
        advice = advise(diagnosed(label, collapse=True, **fever))
        assert advice.urgency is Urgency.EMERGENCY
        assert advice.fired[0].rule_id == rule_id
        assert "adrenaline first" in " ".join(rule_action(one, "en") for one in advice.fired)
        assert {"sudden_swelling", "throat_swelling", "wheeze"} <= set(advice.questions)


def test_nobody_is_asked_about_collapse_for_a_diagnosis_alone() -> None:
    for label in ("cellulitis", "sunburn", "kawasaki_disease", "pemphigus_vulgaris"):
        assert "collapse" not in advise(diagnosed(label)).questions


def test_collapse_with_a_sign_of_allergy_or_without_another_cause_is_anaphylaxis() -> None:
    for label in ("sunburn", "erythema_migrans", "scrub_typhus"):
        for sign in ("sudden_swelling", "throat_swelling", "wheeze"):
            found = advise(diagnosed(label, collapse=True, **{sign: True})).fired
            assert found[0].rule_id == "anaphylaxis"
        swollen = diagnosed(label, collapse=True, facial_swelling=True, fever=False)
        assert advise(swollen).fired[0].rule_id == "anaphylaxis"
    for label in ("urticaria", "insect_bite", "drug_eruption", "acne"):
        assert advise(diagnosed(label, collapse=True)).fired[0].rule_id == "anaphylaxis"


def test_syphilis_with_a_stiff_neck_keeps_the_order_for_the_eye() -> None:
    fired = advise(diagnosed("syphilis", vision_loss=True, neck_stiffness=True)).fired
    assert [one.rule_id for one in fired[:2]] == ["meningism", "syphilis-eye-nerve"]


def test_refused_photo_is_unknown_unless_the_facts_say_more() -> None:
    assert advise(asked(uncertain=True)).urgency is Urgency.UNKNOWN
    assert advise(facts(collapse=True)).urgency is Urgency.EMERGENCY


def test_growing_lump_stays_soon_whatever_the_score() -> None:
    grown = {**ALL_SEVEN_NO, "growing_lump": True}
    assert advise(case("melanocytic_nevus", facts=grown)).urgency is Urgency.SOON
    assert "growing_lump" in advise(case("melanocytic_nevus")).questions


def test_mixed_class_takes_the_worse_member() -> None:
    for key, entry in all_diseases().items():
        if entry.mixed_with:
            advice = advise(case(key, facts=ALL_SEVEN_NO))
            worst = min((key, *entry.mixed_with), key=lambda one: all_diseases()[one].urgency.rank)
            assert advice.urgency.rank <= all_diseases()[worst].urgency.rank


def test_label_outside_the_taxonomy_is_not_guessed() -> None:
    assert advise(case("somebodys_own_class")).urgency is Urgency.UNKNOWN


def test_fever_names_only_what_is_not_checked() -> None:
    found = fired(asked(age_years=40, facts={"fever": True, "non_blanching": False}))
    dangers = found["fever-unchecked"].values["dangers"]
    assert "meningococcal" not in dangers
    assert "necrotising-infection" in dangers


def test_contradiction_goes_to_the_safe_side() -> None:
    assert "fever-unchecked" in fired(facts(fever=False, fever_days=3))
    large = {**ALL_SEVEN_NO, "change_in_size": True, "diameter_mm": 9}
    assert "seven-point" in fired(facts(**large))


def test_misspelt_or_impossible_answers_are_refused() -> None:
    with pytest.raises(UnknownFact):
        advise(facts(fevr=True))
    with pytest.raises(InvalidFact):
        advise(facts(pain=12))


def test_every_fired_rule_says_why() -> None:
    silent = {"not-judged", "uncertain", "own-words"}
    for rule_id in EXAMPLES:
        entry = next(entry for entry in advised(rule_id).fired if entry.rule_id == rule_id)
        assert entry.because or rule_id in silent, rule_id


def test_clock_is_that_of_the_clinic() -> None:
    seoul = datetime(2026, 11, 21, 12, tzinfo=timezone(timedelta(hours=9)))
    question = asked(now=seoul, diagnosis="herpes_zoster", facts={"rash_onset": "2026-11-21T11:00"})
    assert fired(question)["zoster-within-72h"].values["hours"] == "1"


def test_a_knee_is_no_foot() -> None:
    knee = fired(diagnosed("cellulitis", diabetes=True, site="lower_leg", fever=True))
    assert not [key for key in knee if key.startswith("diabetic-foot")]
    assert knee["cellulitis-diabetes"].urgency is Urgency.URGENT
    foot = fired(diagnosed("cellulitis", diabetes=True, site="foot", fever=True))
    assert foot["diabetic-foot-infection-systemic"].urgency is Urgency.EMERGENCY
    assert "cellulitis-diabetes" not in foot


def test_a_leg_that_is_no_foot_is_not_left_to_wait() -> None:
    """Open skin, diabetes and fever: same day, also where all else was answered no."""
    no = {key: False for key, spec in all_facts().items() if spec.type is FactType.YES_NO}
    leg: dict[str, FactValue] = {**no, "diabetes": True, "site": "lower_leg"}
    for sign in ("bleeding_sore", "blisters_or_peeling", "oozing"):
        for fever, urgency in ((True, Urgency.URGENT), (False, Urgency.SOON)):
            question = diagnosed("stasis_dermatitis", **{**leg, sign: True, "fever": fever})
            assert advise(question).urgency is urgency


def test_nobody_pregnant_or_breastfeeding_is_referred_for_isotretinoin() -> None:
    for key in ("pregnancy", "breastfeeding"):
        question = diagnosed("acne", acne_scars=True, **{key: True})
        found = fired(question)
        assert "acne-pregnancy" in found
        assert not {"acne-scars", "acne-severe"} & set(found)
        assert "isotretinoin" not in rule_action(found["acne-pregnancy"], "en")


def test_blistering_sunburn_of_a_small_child_is_seen_the_same_day() -> None:
    blistered = diagnosed("sunburn", blisters_or_peeling=True)
    for years, urgency in ((4, Urgency.URGENT), (30, Urgency.SELF_CARE)):
        of_age = replace(blistered, known=replace(blistered.known, age=age_of_years(years)))
        assert advise(of_age).urgency is urgency
