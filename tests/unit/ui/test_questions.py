"""Questions: in the order of the rules, together by the rule that asks, and none jumps away."""

from __future__ import annotations

from datetime import datetime

import pytest

from skin_core.domain.analysis import FiredRule, Prediction, Urgency
from skin_core.facts import all_facts, deciding_facts
from skin_core.narrative.speech import Speech
from skin_core.rules import RuleInput
from skin_core.rules.question import Known
from skin_core.scoring.seven_point import SEVEN_POINTS
from skin_core.ui.components.result.add_fact import facts_meant
from skin_core.ui.components.result.question_groups import (
    CHECKLIST,
    DECIDES,
    first_groups,
    grouped,
    in_order,
    needs_checklist,
    telling_rules,
)

NOW = datetime(2026, 3, 2, 9)


def rule(rule_id: str, urgency: Urgency, *waits_on: str) -> FiredRule:
    return FiredRule(rule_id, "1", urgency, would_change=waits_on)


def test_question_names_the_most_urgent_rule_then_the_one_of_fewest_questions() -> None:
    late = rule("zoster-treat-late", Urgency.URGENT, "near_eye", "nose_tip", "ear_involved")
    eye = rule("zoster-ophthalmic", Urgency.URGENT, "near_eye")
    pain = rule("zoster-phn-risk", Urgency.UNKNOWN, "near_eye")
    found = telling_rules((pain, late, eye))
    assert found["near_eye"] is eye
    assert found["nose_tip"] is late
    emergency = rule("sepsis", Urgency.EMERGENCY, "fever", "near_eye", "nose_tip")
    assert telling_rules((eye, emergency))["near_eye"] is emergency


def test_answered_question_keeps_its_place_and_open_ones_follow_the_rules() -> None:
    before = ["non_blanching", "crepitus", "fast_spread"]
    asked = ["looks_very_ill", "non_blanching", "fast_spread"]
    found = in_order(before, asked, ["crepitus", "diabetes"])
    assert found == ["looks_very_ill", "non_blanching", "crepitus", "fast_spread", "diabetes"]
    assert in_order(["fever"], ["crepitus"], ["fever"]) == ["fever", "crepitus"]


def test_questions_stand_together_by_what_they_could_bring_and_the_seven_points_always() -> None:
    spread = rule("necrotising-infection", Urgency.EMERGENCY, "crepitus", "fast_spread")
    lump = rule("growing-lump", Urgency.SOON, "growing_lump")
    names = ["crepitus", "change_in_size", "fast_spread", "oozing", "growing_lump", "diabetes"]
    telling = telling_rules((spread, lump))
    groups = grouped(names, telling, {"change_in_size": "soon", "diabetes": "emergency"})
    assert [(group.key, group.names) for group in groups] == [
        ("emergency", ("crepitus", "fast_spread", "diabetes")),
        (CHECKLIST, ("change_in_size", "oozing")),
        ("soon", ("growing_lump",)),
    ]
    assert groups[0].waiting == (spread,)
    assert groups[1].waiting == ()


def test_seven_points_stay_whole_after_three_are_reached() -> None:
    for facts in ({"change_in_size": True, "changed_sensation": True}, {"growing_lump": True}):
        assert needs_checklist(RuleInput(now=NOW, facts=facts))
    mole = (Prediction("melanocytic_nevus", 0.9),)
    assert needs_checklist(RuleInput(now=NOW, differential=mole))
    assert needs_checklist(RuleInput(now=NOW, prediction_set=("wart", "melanoma")))
    assert needs_checklist(RuleInput(now=NOW, known=Known(diagnosis="melanoma")))
    assert not needs_checklist(RuleInput(now=NOW, facts={"growing_lump": False}))
    before = ["changed_sensation", "change_in_size"]
    (group,) = grouped(in_order(before, (), tuple(SEVEN_POINTS)), {}, {})
    assert (group.key, group.names) == (CHECKLIST, tuple(SEVEN_POINTS))


def test_begun_checklist_is_not_folded_away() -> None:
    names = ["fever", "crepitus", "fast_spread", "near_eye", "nose_tip", "diabetes", *SEVEN_POINTS]
    groups = grouped(names, {}, {})
    assert [one.key for one in first_groups(groups, is_begun=True)[0]][-1] == CHECKLIST
    assert [one.key for one in first_groups(groups)[1]] == [CHECKLIST]


def test_what_decides_on_treatment_is_asked_first() -> None:
    deciding = deciding_facts("herpes_zoster")
    assert deciding == ("rash_onset", "near_eye", "immunosuppression", "pregnancy")
    assert set(deciding) <= set(all_facts())
    names = ["fever", "pregnancy", "near_eye", "rash_onset"]
    fever = rule("neutropenic-sepsis", Urgency.EMERGENCY, "fever")
    first, second = grouped(names, telling_rules((fever,)), {}, deciding)
    assert (first.key, first.names) == (DECIDES, ("rash_onset", "near_eye", "pregnancy"))
    assert second.names == ("fever",)


@pytest.mark.parametrize(
    ("words", "language", "wanted"),
    [
        ("dai thao duong", "vi", "diabetes"),
        ("EGFR", "en", "renal_function"),
        ("날 해산물", "ko", "sea_water"),
        ("Fever", "en", "fever"),
    ],
)
def test_any_question_is_found_by_its_words(words: str, language: str, wanted: str) -> None:
    assert facts_meant(words, Speech(language)) == (wanted,)
    assert facts_meant(" ", Speech(language)) == ()
