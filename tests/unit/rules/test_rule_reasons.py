"""Why a rule fired, as a banner says it: what was answered or named, and nothing that was not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

import pytest

from skin_core.diseases import all_diseases, disease_name
from skin_core.diseases.names import disease_meant
from skin_core.domain.age import age_of_days, age_of_year
from skin_core.domain.analysis import FiredRule, Prediction, Urgency
from skin_core.domain.facts import FactType, FactValue
from skin_core.facts import all_facts, fact_name
from skin_core.i18n import LANGUAGES
from skin_core.narrative.speech import Speech
from skin_core.narrative.urgency_words import reason_text
from skin_core.rules import Known, RuleInput, advise, all_rules, because_text, rule_reason
from skin_core.rules.known_facts import with_implied
from tests.for_each import for_each
from tests.rule_examples import EXAMPLES, NOW, asked, case

YES_NO = {key for key, spec in all_facts().items() if spec.type is FactType.YES_NO}
COMMON_WORDS = {"inflammation"}  # "viêm" begins the name of half of the diseases
LISTS_DANGERS = {"fever-unchecked"}  # what was not asked, by name: that is its reason


@cache
def fired_in_every_way() -> tuple[tuple[FiredRule, Mapping[str, FactValue]], ...]:
    """Rules of all examples, and of those with one answer given up for another that may do too."""
    return tuple(
        (fired, with_implied(asked.facts))
        for rule_id, (question, _) in EXAMPLES.items()
        for asked in (question, *_variants(rule_id, question))
        for fired in advise(asked).fired
        if fired.rule_id not in LISTS_DANGERS
    )


def _variants(rule_id: str, question: RuleInput) -> Iterator[RuleInput]:
    others = (all_rules()[rule_id].facts & YES_NO) - set(question.facts)
    for given_up in question.facts:
        kept = {key: value for key, value in question.facts.items() if key != given_up}
        yield from (replace(question, facts={**kept, other: True}) for other in others)


@cache
def _any_disease(language: str) -> re.Pattern[str]:
    """The name of any disease, the longest first."""
    names = {disease_name(label, language).casefold() for label in all_diseases()}
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))


def _without_diseases(words: str, language: str) -> str:
    """A disease may be called by a sign: scarlet fever."""
    return _any_disease(language).sub("", words)


@for_each(language=LANGUAGES.keys())
def test_no_reason_names_what_was_not_answered(language: str) -> None:
    names = {key: fact_name(key, language).casefold() for key in YES_NO - COMMON_WORDS}
    for fired, told in fired_in_every_way():
        words = _without_diseases(reason_text(fired, Speech(language)).casefold(), language)
        answered = [fact_name(key, language).casefold() for key in told if key in all_facts()]
        for key, name in names.items():
            is_within_another = any(name in other for other in answered)
            if key not in told and not is_within_another:
                assert name not in words, (fired.rule_id, key, words)


@for_each(language=LANGUAGES.keys())
def test_every_emergency_names_the_answers_it_rests_on(language: str) -> None:
    for fired, _ in fired_in_every_way():
        words = rule_reason(fired, language).casefold()
        yes = [pair.partition("=")[0] for pair in fired.because if pair.endswith("=true")]
        if fired.urgency is Urgency.EMERGENCY:
            assert all(fact_name(key, language).casefold() in words for key in yes)


def test_a_rash_that_stays_with_fever_alone_speaks_of_no_stiff_neck() -> None:
    (fired, *_) = advise(asked(facts={"fever": True, "non_blanching": True})).fired
    words = "Meningococcal disease suspected – Non-blanching rash, fever"
    assert reason_text(fired, Speech("en")) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_emergency_names_no_disease_as_if_answers_could_tell_it(language: str) -> None:
    rules = [one for one in all_rules().values() if one.urgency is Urgency.EMERGENCY]
    assert not [one.name[language] for one in rules if disease_meant(one.name[language])]


def test_of_several_cancers_the_likeliest_comes_first() -> None:
    cancers = ("basal_cell_carcinoma", "squamous_cell_carcinoma")
    for first, second in (cancers, cancers[::-1], ("melanoma", "basal_cell_carcinoma")):
        ranked = (Prediction(first, 0.5), Prediction(second, 0.3))
        question = case(first, second, differential=ranked, uncertain=True)
        fired = next(one for one in advise(question).fired if one.rule_id == "keratinocyte-cancer")
        assert fired.values["labels"] == f"{first},{second}"
        reason = rule_reason(fired, "en")
        names = [disease_name(label, "en").casefold() for label in (first, second)]
        assert reason.casefold().index(names[0]) < reason.casefold().index(names[1])


@pytest.mark.parametrize(
    ("known", "facts", "line"),
    [
        (Known(age=age_of_year(1954, NOW.date())), {"new_mole": True}, "Age: 72"),
        (Known(age=age_of_days(20)), {"vesicles": True}, "Age: 20 d"),
    ],
)
def test_an_age_reads_as_it_does_beside_the_name(
    known: Known, facts: dict[str, FactValue], line: str
) -> None:
    fired = advise(RuleInput(now=NOW, facts=facts, known=known)).fired[0]
    assert line in because_text(fired, "en")
