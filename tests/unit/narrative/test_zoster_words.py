"""The clock of the zoster screen beside what to do: said once, and never less than it knows."""

from __future__ import annotations

import pytest

from skin_core.i18n import LANGUAGES
from skin_core.narrative.speech import Speech
from skin_core.narrative.zoster import screen_lines
from skin_core.rules import RuleInput, advise, rule_action, zoster_screen
from tests.rule_examples import case, zoster


def clock(question: RuleInput, language: str) -> tuple[str, str]:
    """The clock below what to do, and the order of its rule."""
    found = zoster_screen(question)
    assert found
    assert found.clock
    speech, fired = Speech(language), {one.rule_id for one in advise(question).fired}
    lines = {one.lead: one.text for one in screen_lines(found, speech, fired)}
    return lines[speech.t("zoster.clock")], rule_action(found.clock, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_onset_is_not_ordered_to_be_asked_once_more(language: str) -> None:
    told, order = clock(zoster(), language)
    assert told
    assert order not in told


def test_a_clock_that_counts_or_that_nothing_else_orders_keeps_its_order() -> None:
    for question in (zoster(rash_onset="2026-11-18T04:00"), case("acne", "herpes_zoster")):
        told, order = clock(question, "en")
        assert order in told
