"""What a case is asked: what would change its advice, and nothing else."""

from __future__ import annotations

import pytest

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import Urgency
from skin_core.domain.case import Sex
from skin_core.rules import RuleInput, advise
from tests.rule_examples import (
    asked,
    case,
    diagnosed,
    facts,
)


def test_healthy_looking_case_is_not_met_by_every_question() -> None:
    assert advise(case("acne")).questions == ()


def test_fever_asks_for_the_emergencies_first() -> None:
    advice = advise(asked(age_years=40, facts={"fever": True}))
    assert advice.questions[:2] == ("looks_very_ill", "non_blanching")
    first = {"crepitus", "neck_stiffness", "new_medicine"}
    assert first <= set(advice.questions)
    assert not {"birth_date", "age_days"} & set(advice.questions)


def test_mole_is_not_asked_about_fever_and_contacts() -> None:
    questions = advise(case("melanocytic_nevus", facts={"pregnancy": True})).questions
    assert questions[:3] == ("change_in_size", "irregular_shape", "irregular_colour")
    assert not {"fever", "chickenpox_contact", "measles_contact"} & set(questions)


def test_pregnancy_is_asked_only_where_it_is_possible() -> None:
    assert "pregnancy" in advise(case("herpes_zoster", age_years=30)).questions
    for known in ({"sex": Sex.MALE}, {"age_years": 4}, {"age_years": 82}):
        assert "pregnancy" not in advise(case("herpes_zoster", **known)).questions


def test_a_child_is_not_asked_about_sexual_contact() -> None:
    assert "new_sexual_contact" in advise(case("mpox", age_years=30)).questions
    assert "new_sexual_contact" not in advise(case("mpox", age_years=6)).questions


def test_decisive_word_in_free_text_asks_its_question() -> None:
    for history, key in (
        ("당뇨로 인슐린 사용", "diabetes"),
        ("ghép thận năm 2019", "immunosuppression"),
        ("on methotrexate", "neutropenia_risk"),
    ):
        assert key in advise(facts(history=history)).questions
    assert "diabetes" in advise(asked(words="diabetic, foot sore", concluded=True)).questions


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("leprosy", {"g6pd_deficiency", "qt_prolongation", "hepatic_impairment"}),
        ("tinea_versicolor", {"heart_failure", "qt_prolongation", "hepatic_impairment"}),
        ("herpes_zoster", {"heart_failure", "qt_prolongation"}),
        ("vitiligo", set()),
    ],
)
def test_what_speaks_against_a_treatment_is_asked_where_it_is_named(
    label: str, wanted: set[str]
) -> None:
    of_treatment = {"g6pd_deficiency", "qt_prolongation", "heart_failure", "hepatic_impairment"}
    advice = advise(case(label))
    assert set(advice.questions) & of_treatment == wanted
    urgency = advise(case(label, facts=dict.fromkeys(wanted, True))).urgency
    assert urgency is advice.urgency


def test_own_diagnosis_decides_which_treatment_is_asked_about() -> None:
    assert "g6pd_deficiency" in advise(case("vitiligo", diagnosis="leprosy")).questions
    assert "heart_failure" not in advise(case("herpes_zoster", diagnosis="impetigo")).questions


@pytest.mark.parametrize(
    ("question", "urgency", "danger"),
    [
        (diagnosed("burn", fever=True), Urgency.EMERGENCY, "Fever"),
        (diagnosed("drug_eruption", skin_pain=True), Urgency.EMERGENCY, "skin pain"),
        (diagnosed("drug_eruption", blisters_or_peeling=True), Urgency.EMERGENCY, "blisters"),
        (diagnosed("drug_eruption", pregnancy=True), Urgency.URGENT, "pregnancy"),
        (diagnosed("drug_eruption", immunosuppression=True), Urgency.URGENT, "immunosuppression"),
        (diagnosed("cellulitis", vision_loss=True), Urgency.EMERGENCY, "failing sight"),
        (diagnosed("erysipelas", eye_movement_painful=True), Urgency.EMERGENCY, "eye movement"),
        (diagnosed("scarlet_fever", neck_stiffness=True), Urgency.EMERGENCY, "stiff neck"),
        (diagnosed("viral_exanthem", neck_stiffness=True), Urgency.EMERGENCY, "stiff neck"),
        (diagnosed("kawasaki_disease", fever_days=8), Urgency.EMERGENCY, "day eight"),
        (diagnosed("skin_abscess", age_days=80), Urgency.EMERGENCY, "under three months"),
        (diagnosed("cellulitis", age_days=80), Urgency.EMERGENCY, "under three months"),
        (asked(diagnosis="syphilis", age_years=9), Urgency.URGENT, "child"),
    ],
)
def test_rules_ask_for_what_the_memo_asks_for(
    question: RuleInput, urgency: Urgency, danger: str
) -> None:
    """The memo of the disease names the same danger under the same urgency."""
    assert advise(question).urgency is urgency
    beginning = {Urgency.EMERGENCY: "Emergency:", Urgency.URGENT: "Same day:"}[urgency]
    memo = all_diseases()[question.known.diagnosis].memo
    assert memo
    line = next(one for one in memo.refer["en"] if one.startswith(beginning))
    assert danger.lower() in line.lower()
