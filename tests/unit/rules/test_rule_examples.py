"""Each rule fires where it must, and stays silent where it must not speak."""

from __future__ import annotations

from for_each import for_each
from rule_examples import EXAMPLES

from skin_core.rules import RuleInput, advise, all_rules


def fired(question: RuleInput) -> set[str]:
    return {entry.rule_id for entry in advise(question).fired}


def test_every_rule_has_its_examples() -> None:
    assert set(EXAMPLES) == set(all_rules())


@for_each(rule_id=EXAMPLES.keys())
def test_rule_fires_on_its_case(rule_id: str) -> None:
    assert rule_id in fired(EXAMPLES[rule_id][0])


@for_each(rule_id=EXAMPLES.keys())
def test_rule_is_silent_on_the_other_case(rule_id: str) -> None:
    assert rule_id not in fired(EXAMPLES[rule_id][1])


@for_each(rule_id=EXAMPLES.keys())
def test_case_is_at_least_as_urgent_as_its_rule(rule_id: str) -> None:
    advice = advise(EXAMPLES[rule_id][0])
    entry = next(entry for entry in advice.fired if entry.rule_id == rule_id)
    assert advice.urgency.rank <= entry.urgency.rank
