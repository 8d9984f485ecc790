"""How soon, what to do and why: the same words wherever a case is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache

import pytest

from skin_core.diseases import all_diseases
from skin_core.domain.age import age_of_days, age_of_year, age_of_years
from skin_core.domain.analysis import CaseAnalysis, FiredRule, Urgency
from skin_core.drugs import all_substances
from skin_core.facts import emergency_signs
from skin_core.i18n import LANGUAGES, t
from skin_core.narrative.plan import plan
from skin_core.narrative.record_text import record_text
from skin_core.narrative.seen import Entered, observed
from skin_core.narrative.speech import Speech
from skin_core.narrative.urgency_words import deciding_rules, title_text, urgency_words
from skin_core.reporting.first_page import urgency_notice
from skin_core.rules import Known
from skin_core.services.analyse import advise_without_photo
from tests.sample_cases import case_of, emergency_case, refused_case, zoster_case

NOW = datetime(2026, 11, 29, 12)
ADULT = Known(age=age_of_years(50))


@cache
def diagnosed(label: str, known: Known = ADULT) -> CaseAnalysis:
    return advise_without_photo({}, NOW, replace(known, diagnosis=label, concluded=True))


def answered_by_network(label: str) -> CaseAnalysis:
    """The same where only the network says so."""
    case = diagnosed(label)
    named = (f"top={label}",)
    fired = tuple(
        replace(one, rule_id="answer-disease", because=named)
        if one.rule_id == "clinician-diagnosis"
        else one
        for one in case.advice.fired
    )
    return replace(case, advice=replace(case.advice, fired=fired))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_disease_that_cannot_wait_is_named_without_what_to_do(language: str) -> None:
    for label, entry in all_diseases().items():
        case = diagnosed(label)
        if entry.memo and case.advice.urgency.rank <= Urgency.SOON.rank:
            words = urgency_words(case, Speech(language))
            assert words.action, label
            assert words.reason, label


def test_an_urgent_disease_asks_for_a_decision_on_its_treatment() -> None:
    own = urgency_words(diagnosed("skin_abscess"), Speech("en"))
    assert (own.soon, own.action) == ("Urgent – same day", "Decide on treatment today.")
    seen = urgency_words(answered_by_network("skin_abscess"), Speech("en"))
    assert seen.action == "If this is skin abscess: decide on treatment today."


def test_zoster_without_its_day_is_told_to_be_dated_and_decided_on_today() -> None:
    words = urgency_words(diagnosed("herpes_zoster"), Speech("en"))
    assert words.soon == "Urgent – same day"
    assert words.action.startswith("Ask when the first spot appeared.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_disease_alone_never_orders_a_medicine_in_the_first_line(language: str) -> None:
    speech = Speech(language)
    names = {one.name[language].casefold() for one in all_substances().values()}
    for known in (ADULT, Known(age=age_of_days(200)), Known()):
        for label in all_diseases():
            case = diagnosed(label, known)
            if all(rule.rule_id == "clinician-diagnosis" for rule in deciding_rules(case.advice)):
                action = urgency_words(case, speech).action.casefold()
                assert not [name for name in names if name in action], label


def test_a_case_kept_without_steps_says_what_its_urgency_means() -> None:
    case = replace(diagnosed("skin_abscess"), steps=())
    assert urgency_words(case, Speech("en")).action == t("urgency.urgent.meaning", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_photo_is_taken_again_before_it_is_said_that_nothing_is_known(
    language: str,
) -> None:
    speech, case = Speech(language), refused_case().analysis
    words = urgency_words(replace(case, steps=plan(case)), speech)
    assert f"{words.soon}." == t("record.step.again", language)
    assert words.action == t("answer.retake.blurred", language)
    assert words.reason.startswith(speech.urgency(Urgency.UNKNOWN))
    assert t("answer.reason.blurred", language) in words.reason


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_report_and_text_say_the_same(language: str) -> None:
    speech = Speech(language)
    for case in (zoster_case().analysis, emergency_case().analysis):
        words = urgency_words(replace(case, steps=plan(case)), speech)
        notice = urgency_notice(case, speech)
        assert notice.title == words.soon
        assert notice.text == f"{words.action}\n{words.reason}"
        text = record_text(case_of(case), speech)
        assert all(one in text for one in (words.soon, words.action, words.reason))


def test_a_case_of_old_whose_rules_are_gone_is_told_without_reason() -> None:
    case = diagnosed("acne")
    gone = replace(case.advice, fired=(FiredRule("gone", "0.1", Urgency.URGENT),))
    words = urgency_words(replace(case, advice=gone), Speech("en"))
    assert (words.action, words.reason) == ("", "")


def test_an_age_by_its_year_is_one_number_everywhere() -> None:
    age = age_of_year(1958, NOW.date())
    assert age is not None
    (seen,) = observed(Entered({}, age))
    assert seen.count == "68"
    assert Speech("en").age(age) == "68 y"


def test_without_a_photo_the_danger_stands_large_and_not_that_there_was_none() -> None:
    speech = Speech("en")
    raised = advise_without_photo({"fever": True, "non_blanching": True}, NOW, ADULT)
    assert title_text(raised, speech) == "Meningococcal disease suspected"
    nothing = advise_without_photo({"itch": 3.0}, NOW, ADULT)
    for case in (nothing, diagnosed("skin_abscess")):
        assert title_text(case, speech) == t("answer.no_photo", "en")
    assert title_text(zoster_case().analysis, speech).startswith("Most likely herpes zoster")


def test_each_sign_of_an_emergency_orders_what_saves_life_first() -> None:
    """What a tap or two on the strip above the form say at once, by the words on it."""
    orders = {
        ("Fever", "Stays under glass"): "Call an ambulance now",
        ("Tongue or throat",): "adrenaline",
        ("Very ill",): "Call an ambulance",
        ("Pain far too strong",): "hospital with surgeons now",
        ("Blisters, peeling", "Mucosal sores", "Fever"): "hospital now",
    }
    signs = {name["en"]: fact for fact, name in emergency_signs().items()}
    for names, order in orders.items():
        case = advise_without_photo({signs[name]: True for name in names}, NOW)
        assert case.advice.urgency is Urgency.EMERGENCY, names
        assert order in urgency_words(case, Speech("en")).action, names
