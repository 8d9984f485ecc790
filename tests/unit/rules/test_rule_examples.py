"""Each rule fires where it must, and stays silent where it must not speak."""

from __future__ import annotations

from skin_core.domain.analysis import Advice
from skin_core.rules import advise, all_rules
from tests.for_each import for_each
from tests.rule_examples import EXAMPLES, advised


def fired(advice: Advice) -> set[str]:
    return {entry.rule_id for entry in advice.fired}


def test_every_rule_has_its_examples() -> None:
    assert set(EXAMPLES) == set(all_rules())


@for_each(rule_id=EXAMPLES.keys())
def test_rule_fires_on_its_case(rule_id: str) -> None:
    assert rule_id in fired(advised(rule_id))


@for_each(rule_id=EXAMPLES.keys())
def test_rule_is_silent_on_the_other_case(rule_id: str) -> None:
    assert rule_id not in fired(advise(EXAMPLES[rule_id][1]))


@for_each(rule_id=EXAMPLES.keys())
def test_case_is_at_least_as_urgent_as_its_rule(rule_id: str) -> None:
    advice = advised(rule_id)
    entry = next(entry for entry in advice.fired if entry.rule_id == rule_id)
    assert advice.urgency.rank <= entry.urgency.rank
