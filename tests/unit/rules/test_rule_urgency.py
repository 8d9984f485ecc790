"""How urgent a case is: the most urgent rule decides, and nothing lowers it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_examples import ALL_SEVEN_NO, EXAMPLES, FEVER_CLEARED, NOW, case, facts

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import Prediction, Urgency
from skin_core.domain.case import Sex
from skin_core.domain.facts import FactSpec, FactType, FactValue
from skin_core.errors import InvalidFact, UnknownFact
from skin_core.facts import all_facts
from skin_core.rules import RuleInput, advise, pending, sections_for

LABELS = sorted(key for key, entry in all_diseases().items() if entry.trained)


def answer(spec: FactSpec) -> st.SearchStrategy[FactValue]:
    match spec.type:
        case FactType.YES_NO:
            return st.booleans()
        case FactType.NUMBER:
            return st.floats(spec.minimum, spec.maximum)
        case FactType.CHOICE:
            return st.sampled_from([choice.key for choice in spec.choices])
        case FactType.WHEN:
            return st.dates(NOW.date().replace(month=10), NOW.date()).map(str)
        case FactType.TEXT:
            return st.just("text")


@st.composite
def answers(draw: st.DrawFn) -> dict[str, FactValue]:
    keys = draw(st.lists(st.sampled_from(sorted(all_facts())), unique=True, max_size=12))
    return {key: draw(answer(all_facts()[key])) for key in keys}


@st.composite
def outputs(draw: st.DrawFn) -> dict[str, object]:
    ranked = draw(st.permutations(LABELS))
    return {
        "differential": tuple(Prediction(label, 1 / len(ranked)) for label in ranked),
        "prediction_set": tuple(ranked[: draw(st.integers(1, 8))]),
        "above_alert": tuple(draw(st.lists(st.sampled_from(LABELS), unique=True, max_size=4))),
        "uncertain": draw(st.booleans()),
        "judged": True,
    }


@settings(max_examples=60, deadline=None)
@given(answers(), outputs(), st.none() | st.integers(0, 100))
def test_no_model_output_lowers_what_the_facts_demand(
    given_facts: dict[str, FactValue], output: dict[str, object], age: int | None
) -> None:
    without = advise(RuleInput(now=NOW, facts=given_facts, age_years=age))
    advice = advise(RuleInput(now=NOW, facts=given_facts, age_years=age, **output))  # type: ignore[arg-type]
    assert advice.urgency.rank <= without.urgency.rank


@settings(max_examples=60, deadline=None)
@given(answers(), outputs(), st.sampled_from(LABELS))
def test_urgency_is_the_worst_of_top_dangers_and_rules(
    given_facts: dict[str, FactValue], output: dict[str, object], danger: str
) -> None:
    output["above_alert"] = (danger,)
    advice = advise(RuleInput(now=NOW, facts=given_facts, **output))  # type: ignore[arg-type]
    assert advice.urgency.rank == min(entry.urgency.rank for entry in advice.fired)
    assert advice.urgency.rank <= all_diseases()[danger].urgency.rank
    assert [entry.urgency.rank for entry in advice.fired] == sorted(
        entry.urgency.rank for entry in advice.fired
    )
    assert not set(advice.questions) & {key for key in given_facts if key != "rash_onset"} - {
        "pain_onset"  # a date may be asked again for its hour
    }


@settings(max_examples=40, deadline=None)
@given(answers(), outputs(), st.sampled_from(sorted(EXAMPLES)))
def test_a_danger_that_was_found_stays_found(
    more: dict[str, FactValue], output: dict[str, object], rule_id: str
) -> None:
    found = EXAMPLES[rule_id][0]
    before = {entry.rule_id for entry in advise(facts(**found.facts)).fired}
    emergencies = {key for key in before if _demands(key, facts(**found.facts)) == "emergency"}
    later = RuleInput(now=NOW, facts={**more, **found.facts}, **output)  # type: ignore[arg-type]
    assert emergencies <= {entry.rule_id for entry in advise(later).fired}


def _demands(rule_id: str, question: RuleInput) -> str:
    fired = advise(question).fired
    return next(entry.urgency.value for entry in fired if entry.rule_id == rule_id)


@pytest.mark.parametrize(
    ("question", "urgency"),
    [
        (facts(), Urgency.UNKNOWN),
        (case("normal_skin"), Urgency.UNKNOWN),
        (case("normal_skin", uncertain=True), Urgency.UNKNOWN),
        (case("wart"), Urgency.SELF_CARE),
        (case("wart", uncertain=True), Urgency.ROUTINE),
        (case("acne"), Urgency.ROUTINE),
        (case("herpes_zoster"), Urgency.URGENT),
        (case("wart", above_alert=("cellulitis",)), Urgency.URGENT),
        (case("melanocytic_nevus"), Urgency.SOON),
        (case("melanocytic_nevus", facts=ALL_SEVEN_NO), Urgency.ROUTINE),
        (case("melanocytic_nevus", "melanoma", facts=ALL_SEVEN_NO), Urgency.SOON),
        (case("wart", facts={"fever": True}), Urgency.SOON),
        (case("wart", age_years=30, facts=FEVER_CLEARED), Urgency.SOON),
        (case("acne", facts={"fever": True, "non_blanching": True}), Urgency.EMERGENCY),
        (RuleInput(now=NOW, diagnosis="cellulitis"), Urgency.URGENT),
    ],
)
def test_urgency_of_telling_cases(question: RuleInput, urgency: Urgency) -> None:
    assert advise(question).urgency is urgency


def test_refused_photo_is_unknown_unless_the_facts_say_more() -> None:
    assert advise(RuleInput(now=NOW, uncertain=True)).urgency is Urgency.UNKNOWN
    assert advise(facts(collapse=True)).urgency is Urgency.EMERGENCY


def test_growing_lump_stays_soon_whatever_the_score() -> None:
    answers = {**ALL_SEVEN_NO, "growing_lump": True}
    assert advise(case("melanocytic_nevus", facts=answers)).urgency is Urgency.SOON
    assert "growing_lump" in advise(case("melanocytic_nevus")).questions


def test_mixed_class_takes_the_worse_member() -> None:
    for key, entry in all_diseases().items():
        if entry.mixed_with:
            advice = advise(case(key, facts=ALL_SEVEN_NO))
            worst = min((key, *entry.mixed_with), key=lambda one: all_diseases()[one].urgency.rank)
            assert advice.urgency.rank <= all_diseases()[worst].urgency.rank


def test_label_outside_the_taxonomy_is_not_guessed() -> None:
    assert advise(case("somebodys_own_class")).urgency is Urgency.UNKNOWN


def test_healthy_looking_case_is_not_met_by_every_question() -> None:
    assert advise(case("acne")).questions == ("fever",)
    assert pending(case("acne"))[0].would_change == ("fever",)
    assert sections_for(case("acne")) == ()


def test_fever_asks_for_the_emergencies_first() -> None:
    advice = advise(RuleInput(now=NOW, age_years=40, facts={"fever": True}))
    assert advice.questions[0] == "non_blanching"
    assert {"crepitus", "mucosal_erosions", "eye_movement_painful"} <= set(advice.questions)
    assert "age_days" not in advice.questions
    assert sections_for(facts(fever=True)) == ("danger",)


def test_fever_names_only_what_is_not_checked() -> None:
    advice = advise(RuleInput(now=NOW, age_years=40, facts={"fever": True, "non_blanching": False}))
    entry = next(entry for entry in advice.fired if entry.rule_id == "fever-unchecked")
    assert "meningococcal" not in entry.values["dangers"]
    assert "necrotising-infection" in entry.values["dangers"]


def test_pregnancy_asks_for_contacts() -> None:
    assert advise(facts(pregnancy=True)).questions[:2] == ("chickenpox_contact", "measles_contact")


def test_men_are_not_asked_whether_they_are_pregnant() -> None:
    asked = advise(case("herpes_zoster")).questions
    assert "pregnancy" in asked
    assert "pregnancy" not in advise(case("herpes_zoster", sex=Sex.MALE)).questions


def test_sections_follow_the_differential() -> None:
    assert "zoster" in sections_for(case("contact_dermatitis", "herpes_zoster"))
    assert "growth" in sections_for(case("wart", "melanocytic_nevus"))
    assert sections_for(facts(oozing=True)) == ("growth",)


def test_misspelt_or_impossible_answers_are_refused() -> None:
    with pytest.raises(UnknownFact):
        advise(facts(fevr=True))
    with pytest.raises(InvalidFact):
        advise(facts(pain=12))


def test_every_fired_rule_says_why() -> None:
    silent = {"not-judged", "uncertain"}
    for rule_id, (question, _) in EXAMPLES.items():
        entry = next(entry for entry in advise(question).fired if entry.rule_id == rule_id)
        assert entry.because or rule_id in silent, rule_id
        assert entry.version == "1.0"


def test_clock_takes_a_time_with_offset() -> None:
    aware = datetime(2026, 11, 21, 12, tzinfo=UTC)
    local = aware.astimezone().replace(tzinfo=None)
    question = {"facts": {"rash_onset": local.isoformat(timespec="minutes")}}
    advice = advise(RuleInput(now=aware, diagnosis="herpes_zoster", **question))  # type: ignore[arg-type]
    entry = next(entry for entry in advice.fired if entry.rule_id == "zoster-within-72h")
    assert entry.values["hours"] == "0"


@pytest.mark.parametrize(
    ("label", "asked"),
    [
        ("leprosy", {"g6pd_deficiency", "qt_prolongation", "hepatic_impairment"}),
        ("tinea_versicolor", {"heart_failure", "qt_prolongation", "hepatic_impairment"}),
        ("herpes_zoster", {"heart_failure"}),
        ("vitiligo", set()),
    ],
)
def test_what_speaks_against_a_treatment_is_asked_where_it_is_named(
    label: str, asked: set[str]
) -> None:
    of_treatment = {"g6pd_deficiency", "qt_prolongation", "heart_failure", "hepatic_impairment"}
    advice = advise(case(label))
    assert set(advice.questions) & of_treatment == asked
    urgency = advise(case(label, facts=dict.fromkeys(asked, True))).urgency
    assert urgency is advice.urgency


def test_own_diagnosis_decides_which_treatment_is_asked_about() -> None:
    assert "g6pd_deficiency" in advise(case("vitiligo", diagnosis="leprosy")).questions
    assert "heart_failure" not in advise(case("herpes_zoster", diagnosis="impetigo")).questions
