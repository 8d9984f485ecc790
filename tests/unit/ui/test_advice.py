"""Beside a question stands the rule that says best why it is asked."""

from __future__ import annotations

from skin_core.domain.analysis import FiredRule, Urgency
from skin_core.ui.components.advice import telling_rules


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
