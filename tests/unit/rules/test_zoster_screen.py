"""The zoster screen: when it speaks, what it says first, and that it never excludes zoster."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest

from skin_core.domain.age import age_of_date, age_of_days
from skin_core.domain.analysis import Prediction, Urgency
from skin_core.domain.facts import FactValue
from skin_core.domain.screen import ScreenPoint, ZosterScreen
from skin_core.errors import OnsetAfterVisit, OnsetBeforeBirth
from skin_core.i18n import LANGUAGES
from skin_core.narrative.speech import Speech
from skin_core.narrative.zoster import screen_lines
from skin_core.rules import RuleInput, advise, zoster_screen
from skin_core.services.onsets import check_onsets
from tests.for_each import for_each
from tests.rule_examples import NOW, asked, case, diagnosed, facts, zoster

POINT = ScreenPoint(0.02, 0.917, 0.829, 0.982, 48, 0.086)


def screen(question: RuleInput) -> ZosterScreen:
    found = zoster_screen(question)
    assert found
    return found


def lines(question: RuleInput, language: str = "en") -> list[str]:
    told = screen_lines(screen(question), Speech(language))
    return [f"{one.lead}: {one.text} {one.source}" for one in told]


def test_screen_speaks_where_network_clinician_or_answers_name_zoster() -> None:
    for question in (
        case("acne", "herpes_zoster"),
        diagnosed("herpes_zoster"),
        facts(nose_tip=True),
        facts(vesicles=True, unilateral=True),
    ):
        assert zoster_screen(question), question
    for question in (case("acne"), facts(fever=True), diagnosed("acne")):
        assert zoster_screen(question) is None, question


def test_point_alone_brings_the_screen_up_until_the_clinician_has_excluded_zoster() -> None:
    chances = (Prediction("acne", 0.97), Prediction("herpes_zoster", 0.03))
    seen = {"differential": chances, "prediction_set": ("acne",), "judged": True}
    found = screen(asked(**seen, zoster_point=POINT))
    assert found.reaches_point
    assert not found.is_settled
    assert zoster_screen(asked(**seen)) is None
    assert zoster_screen(asked(**seen, zoster_point=POINT, excluded=("herpes_zoster",))) is None


@pytest.mark.parametrize(
    ("onset", "said"),
    [
        ("2026-11-19T00:00", "Rash for 60 h, about 12 h left"),
        ("2026-11-18T04:00", "80 h: the benefit of an antiviral is less certain"),
    ],
)
def test_clock_runs_though_nothing_is_settled_and_though_an_alarm_is_louder(
    onset: str, said: str
) -> None:
    listed = case("acne", "herpes_zoster", facts={"rash_onset": onset})
    alarmed = zoster(rash_onset=onset, neurological_signs=True, new_vesicles=False)
    assert any(said in line for line in lines(listed))
    assert "nervous system" in lines(alarmed)[0]
    clock = next(line for line in lines(alarmed) if line.startswith("Clock"))
    assert said[:4] in clock
    assert "antiviral;" not in clock
    assert "Treat the pain" not in clock


def test_a_newborn_with_vesicles_is_told_no_hours_and_nothing_by_mouth() -> None:
    for days, is_newborn in ((10, True), (200, False)):
        onset = {"rash_onset": "2026-11-21T08:00"}
        age = age_of_days(days)
        for question in (facts(vesicles=True, unilateral=True, **onset), zoster(**onset)):
            of_infant = replace(question, known=replace(question.known, age=age))
            assert (screen(of_infant).clock is None) is is_newborn
            fired = {one.rule_id for one in advise(of_infant).fired}
            assert ("zoster-within-72h" in fired) is not is_newborn
            assert ("neonate-vesicles" in fired) is is_newborn


def test_alarms_come_first_and_the_unanswered_are_named() -> None:
    told = lines(zoster(near_eye=True, pregnancy=True, ear_involved=False))
    assert told[0].startswith("Zoster in pregnancy")
    assert told[1].startswith("Zoster near the eye")
    assert "facial palsy" in told[2]
    assert "ear involved" not in told[2]


def test_every_factor_of_lasting_pain_is_named_with_its_source() -> None:
    given = {"rash_onset": "2026-11-20", "pain_onset": "2026-11-17", "pain": 8.0, "near_eye": True}
    question = case("herpes_zoster", facts=given, age_years=68)
    told = next(one for one in lines(question) if one.startswith("Post-herpetic"))
    for factor in ("pain before the rash", "age: 68", "pain: 8/10", "near the eye", "severe rash"):
        assert factor in told
    assert "Forbes et al., Pain (2016)" in told


@pytest.mark.parametrize(
    ("given", "factor", "unknown"),
    [
        ({"site": "forehead"}, "site: Forehead", "near the eye"),
        ({"site": "nose", "vesicles": True}, "site: Nose", "nose"),
    ],
)
def test_a_site_pointed_at_on_the_body_is_a_factor_and_no_longer_unknown(
    given: dict[str, FactValue], factor: str, unknown: str
) -> None:
    told = next(one for one in lines(zoster(**given)) if one.startswith("Post-herpetic"))
    factors, _, missing = told.partition("Not known")
    assert factor in factors
    assert "vesicles" not in told
    assert missing
    assert unknown not in missing


@for_each(language=LANGUAGES.keys())
def test_below_the_point_nothing_is_excluded(language: str) -> None:
    chances = (Prediction("acne", 0.99), Prediction("herpes_zoster", 0.01))
    seen = {"differential": chances, "prediction_set": ("acne", "herpes_zoster"), "judged": True}
    told = lines(asked(**seen, zoster_point=POINT), language)[-1]
    never = {"en": "does not exclude", "ko": "배제되지는 않습니다", "vi": "không loại trừ"}
    assert never[language] in told
    assert re.search(r"92 ?%.*83 ?%.*98 ?%", told)


def test_onset_after_the_visit_or_before_birth_is_refused_and_counts_for_nothing() -> None:
    born = age_of_date(datetime(2026, 8, 10).date(), NOW.date())
    for facts_, error in (
        ({"rash_onset": "2026-11-21T13:00"}, OnsetAfterVisit),
        ({"pain_onset": "2026-08-09"}, OnsetBeforeBirth),
    ):
        with pytest.raises(error):
            check_onsets(facts_, born, NOW)
    check_onsets({"rash_onset": "2026-08-10", "pain_onset": "2026-11-21T11:00"}, born, NOW)
    unborn = diagnosed("herpes_zoster", rash_onset="2026-08-09")
    found = screen(replace(unborn, known=replace(unborn.known, age=born)))
    assert found.clock is not None
    assert found.clock.rule_id == "zoster-onset-unknown"


@for_each(
    answers={
        "near_eye": {"near_eye": True},
        "vision_loss": {"vision_loss": True},
        "eye_movement_painful": {"eye_movement_painful": True},
        "lid_swelling": {"lid_swelling": True, "near_eye": False},
        "forehead": {"site": "forehead"},
        "eyelid": {"site": "eyelid"},
        "nose vesicles": {"site": "nose", "vesicles": True},
        "ear": {"site": "ear"},
        "ear_involved": {"ear_involved": True},
        "facial_palsy": {"facial_palsy": True},
        "neurological_signs": {"neurological_signs": True},
        "lesions_beyond": {"lesions_beyond": True},
        "immunosuppression": {"immunosuppression": True},
    }
)
def test_what_is_treated_at_any_hour_is_alarmed_and_no_clock_calls_it_less_urgent(
    answers: dict[str, FactValue],
) -> None:
    found = screen(zoster(rash_onset="2026-11-15", **answers))
    assert found.alarms
    assert found.clock is not None
    assert found.clock.rule_id == "zoster-treat-late"


def test_signs_of_the_nervous_system_are_as_urgent_in_the_advice_as_on_the_screen() -> None:
    for speaks in ({"nose_tip": True}, {"near_eye": True, "vesicles": True}):
        question = diagnosed("tinea_corporis", neurological_signs=True, **speaks)
        assert screen(question).alarms[0].rule_id == "zoster-neurological"
        assert advise(question).urgency is Urgency.EMERGENCY
