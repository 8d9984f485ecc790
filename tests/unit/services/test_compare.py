"""Two visits are compared by what was answered at both."""

from __future__ import annotations

from skin_core.domain.facts import Facts
from skin_core.services.compare import ComparedFacts, compare_facts


def test_a_question_that_was_not_asked_has_not_changed() -> None:
    before: Facts = {"site": "chest", "pain": 2.0, "fever": True}
    after: Facts = {"site": "chest", "pain": 6.0, "itch": 4.0}
    assert compare_facts(before, after) == ComparedFacts(("pain",), ("fever",), ("itch",))


def test_no_is_an_answer_and_stays_one() -> None:
    assert compare_facts({"fever": False}, {"fever": False}) == ComparedFacts((), (), ())
    assert compare_facts({"fever": False}, {"fever": True}).changed == ("fever",)


def test_words_that_only_got_their_day_are_no_change() -> None:
    before, after = {"history": "itches"}, {"history": "2026-11-01: itches"}
    assert compare_facts(before, after).changed == ()
    assert compare_facts(before, {"history": "2026-11-01: itches\nbleeds"}).changed == ("history",)
