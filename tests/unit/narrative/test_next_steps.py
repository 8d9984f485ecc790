"""What to do next, and the case as text: short, the pressing first, and no one's name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sample_cases import (
    case_of,
    emergency_case,
    facts_only_case,
    signed,
    uncertain_case,
    zoster_case,
)

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import FiredRule, Urgency
from skin_core.domain.case import Case
from skin_core.domain.disease import Memo
from skin_core.facts import fact_name
from skin_core.i18n import LANGUAGES, t
from skin_core.narrative.next_steps import MOST_LINES, MOST_REFERRALS, next_steps, rule_step
from skin_core.narrative.record_text import record_text
from skin_core.narrative.speech import Speech
from skin_core.rules import rule_action


@pytest.mark.parametrize("language", LANGUAGES)
def test_emergency_without_a_photo_comes_first(language: str) -> None:
    analysis = facts_only_case().analysis
    assert analysis.advice.urgency is Urgency.EMERGENCY
    first = next_steps(analysis, Speech(language))[0]
    assert first == rule_step(analysis.advice.fired[0], Speech(language))
    assert rule_action(analysis.advice.fired[0], language) in first
    text = record_text(case_of(analysis), Speech(language))
    assert Speech(language).urgency(Urgency.EMERGENCY) in text
    assert first in text
    assert t("answer.no_photo", language) in text
    assert t("record.preliminary_rules", language) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_zoster_asks_for_treatment_today(language: str) -> None:
    analysis = zoster_case().analysis
    lines = next_steps(analysis, Speech(language))
    fired = next(one for one in analysis.advice.fired if one.rule_id == "zoster-within-72h")
    assert rule_step(fired, Speech(language)) in lines
    assert len(set(lines)) == len(lines) <= MOST_LINES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [zoster_case, uncertain_case, emergency_case])
def test_what_cannot_wait_stands_before_questions_and_memo(
    make: Callable[[], Case], language: str
) -> None:
    analysis = make().analysis
    lines = next_steps(analysis, Speech(language))
    pressing = {
        action
        for fired in analysis.advice.fired
        if fired.urgency.rank <= Urgency.URGENT.rank
        and (action := rule_step(fired, Speech(language)))
    }
    assert set(lines[: len(pressing)]) <= pressing or not pressing


def test_questions_are_named_and_few() -> None:
    analysis = zoster_case().analysis
    asked = analysis.advice.questions
    assert asked
    line = next(one for one in next_steps(analysis, Speech("en")) if one.startswith("Ask:"))
    assert fact_name(asked[0], "en") in line
    assert line not in next_steps(analysis, Speech("en"), with_questions=False)


def test_memo_follows_the_clinician_and_never_an_uncertain_answer() -> None:
    answered = FiredRule("answer-disease", "1.0", Urgency.URGENT, ("top=herpes_zoster",))
    quiet = replace(zoster_case().analysis.advice, fired=(answered,), questions=())
    analysis = replace(zoster_case().analysis, advice=quiet)
    psoriasis = all_diseases()["psoriasis"].memo
    zoster = all_diseases()["herpes_zoster"].memo
    assert psoriasis is not None
    assert zoster is not None
    assert next_steps(analysis, Speech("en")) == _referrals(zoster)
    assert next_steps(analysis, Speech("en"), "psoriasis") == _referrals(psoriasis)
    assert next_steps(analysis, Speech("en"), "something rare") == ()
    silent = replace(analysis, advice=replace(quiet, fired=()))  # uncertain, or excluded
    assert next_steps(silent, Speech("en")) == ()


def test_memo_does_not_say_when_to_refer_a_patient_with_fever() -> None:
    analysis = replace(zoster_case().analysis, facts={"fever": True})
    assert not [
        one for one in next_steps(analysis, Speech("en")) if one.startswith("When to refer")
    ]


def _referrals(memo: Memo) -> tuple[str, ...]:
    lines = memo.refer["en"]
    first = 1 if len(lines) > MOST_REFERRALS else 0
    lines = lines[first : first + MOST_REFERRALS]
    return tuple(t("record.refer", "en", line=line) for line in lines)


def test_old_case_with_a_rule_and_a_question_that_are_gone_is_still_told() -> None:
    analysis = zoster_case().analysis
    gone = FiredRule("zoster-clock-of-old", "0.3", Urgency.URGENT)
    advice = replace(
        analysis.advice,
        fired=(gone, *analysis.advice.fired),
        questions=("asked_of_old",),
    )
    assert next_steps(replace(analysis, advice=advice), Speech("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_record_text_names_no_patient(language: str) -> None:
    case = signed(zoster_case(), note="valaciclovir 1 g", diagnosis_text="T4")
    text = record_text(case, Speech(language))
    for unwanted in ("김하늘", "P-0107", "1964", case.patient.patient_id, case.case_id):
        assert unwanted not in text
    assert "valaciclovir 1 g" in text
    assert t("record.diagnosis", language, diagnosis="").strip() in text
    assert "T4" in text
