"""The 72-hour clock counts from the rash, takes an unknown hour as a range, never says too late."""

from __future__ import annotations

import pytest

from skin_core.domain.analysis import FiredRule, Urgency
from skin_core.domain.facts import FactValue
from skin_core.i18n import LANGUAGES
from skin_core.rules import RuleInput, advise, all_rules, rule_action, rule_text
from skin_core.rules.clock import hours_since
from tests.rule_examples import NOW, asked, case, zoster

CLOCK = {"zoster-within-72h", "zoster-perhaps-72h", "zoster-after-72h", "zoster-onset-unknown"}


def clock(question: RuleInput) -> FiredRule:
    (entry,) = (entry for entry in advise(question).fired if entry.rule_id in CLOCK)
    return entry


@pytest.mark.parametrize(
    ("onset", "rule_id", "hours"),
    [
        ("2026-11-21T11:00", "zoster-within-72h", "1"),
        ("2026-11-18T12:00", "zoster-within-72h", "72"),
        ("2026-11-18T11:00", "zoster-after-72h", "73"),
        ("2026-11-21", "zoster-within-72h", "0–12"),
        ("2026-11-19", "zoster-within-72h", "36–60"),
        ("2026-11-18", "zoster-perhaps-72h", "60–84"),
        ("2026-11-17", "zoster-after-72h", "84–108"),
    ],
)
def test_clock_reads_hours_since_the_rash(onset: str, rule_id: str, hours: str) -> None:
    entry = clock(zoster(rash_onset=onset))
    assert (entry.rule_id, entry.values["hours"]) == (rule_id, hours)


def test_hours_left_are_never_overstated() -> None:
    assert clock(zoster(rash_onset="2026-11-19")).values["hours_left"] == "12"
    assert clock(zoster(rash_onset="2026-11-18T12:00")).values["hours_left"] == "0"


def test_pain_does_not_start_the_clock() -> None:
    assert clock(zoster(pain_onset="2026-11-21T08:00")).rule_id == "zoster-onset-unknown"


def test_unknown_onset_is_asked_and_never_waits_for_the_answer() -> None:
    """Signs alone: of a diagnosis or a photo the disease's own urgency would hide the clock's."""
    signs: dict[str, FactValue] = {"vesicles": True, "dermatomes": "one"}
    unknown = advise(asked(facts=signs))
    assert "rash_onset" in unknown.questions
    assert unknown.urgency is Urgency.URGENT
    told = {one.rule_id: rule_action(one, "en") for one in unknown.fired}["zoster-onset-unknown"]
    assert "when the first spot appeared" in told
    assert "decide today" in told
    late = advise(asked(facts={**signs, "rash_onset": "2026-11-10"}))
    assert late.urgency is Urgency.SOON


def test_unknown_hour_is_asked_only_where_it_decides() -> None:
    assert "rash_onset" in advise(zoster(rash_onset="2026-11-18")).questions
    assert "rash_onset" not in advise(zoster(rash_onset="2026-11-20")).questions


def test_rash_in_the_future_is_asked_again() -> None:
    assert clock(zoster(rash_onset="2026-11-23")).rule_id == "zoster-onset-unknown"


def test_no_text_ever_says_too_late() -> None:
    words = [
        entry.text[language] + entry.action[language]
        for entry in all_rules().values()
        for language in LANGUAGES
    ]
    banned = ("too late", "너무 늦", "quá muộn", "ruled out", "100 %")
    assert not [text for text in words for word in banned if word in text.lower()]


def test_after_72_hours_says_when_to_treat_all_the_same() -> None:
    fired = clock(zoster(rash_onset="2026-11-15"))
    assert "less certain" in rule_text(fired, "en")
    assert "still helps where new vesicles appear" in rule_action(fired, "en")
    assert "Up to a week from the rash" in rule_action(fired, "en")


def test_within_72_hours_says_for_whom_an_antiviral_is_advised() -> None:
    told = rule_action(clock(zoster(rash_onset="2026-11-20")), "en")
    for whom in ("from age 50", "off the trunk", "more than mild"):
        assert whom in told


@pytest.mark.parametrize(
    "answers",
    [
        {"near_eye": True},
        {"nose_tip": True},
        {"ear_involved": True},
        {"facial_palsy": True},
        {"dermatomes": "three_or_more"},
        {"lesions_beyond": True},
        {"neurological_signs": True},
    ],
)
def test_red_flags_are_urgent_even_where_zoster_is_only_possible(
    answers: dict[str, object],
) -> None:
    question = case("acne", "herpes_zoster", facts=answers)
    assert advise(case("acne", "herpes_zoster")).urgency is Urgency.ROUTINE
    assert advise(question).urgency.rank <= Urgency.URGENT.rank


def test_own_diagnosis_starts_the_clock_without_a_photo() -> None:
    question = asked(diagnosis="herpes_zoster", facts={"rash_onset": "2026-11-20"})
    assert clock(question).rule_id == "zoster-within-72h"


def test_pain_before_the_rash_counts_as_prodrome() -> None:
    fired = {
        entry.rule_id
        for entry in advise(zoster(pain_onset="2026-11-18", rash_onset="2026-11-20")).fired
    }
    same_day = advise(zoster(pain_onset="2026-11-20", rash_onset="2026-11-20")).fired
    assert "zoster-phn-risk" in fired
    assert "zoster-phn-risk" not in {entry.rule_id for entry in same_day}


def test_future_has_no_hours() -> None:
    assert hours_since("2026-11-22", NOW) is None
    today = hours_since("2026-11-21", NOW)
    assert today is not None
    assert (today.low, today.high) == (0, 12)
