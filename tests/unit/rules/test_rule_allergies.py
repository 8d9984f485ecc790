"""An order never names a medicine to which an allergy was entered without saying so."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from skin_core.domain.analysis import FiredRule
from skin_core.drugs import all_substances, drug_name
from skin_core.drugs.reading import read_medicines
from skin_core.i18n import LANGUAGES, t
from skin_core.rules import Rule, advise, all_rules, rule_action
from tests.for_each import for_each
from tests.rule_examples import EXAMPLES

NOT_ORDERED = {
    "epinephrine",  # no allergy is a reason to wait with it, and its table entry says so
    "methotrexate",  # "on methotrexate: blood count"
    "ibuprofen",  # "no ibuprofen or aspirin"
    "aspirin",
}
ASKING = {key: entry for key, entry in all_rules().items() if entry.medicines}


@cache
def fired(rule_id: str, allergies: str) -> FiredRule:
    question = EXAMPLES[rule_id][0]
    told = ", ".join(filter(None, (str(question.facts.get("allergies", "")), allergies)))
    advice = advise(replace(question, facts={**question.facts, "allergies": told}))
    return next(one for one in advice.fired if one.rule_id == rule_id)


def ordered(rule_id: str, allergies: str, language: str) -> str:
    return rule_action(fired(rule_id, allergies), language)


@for_each(entry=all_rules())
def test_every_medicine_that_an_action_names_is_held_against_the_allergies(entry: Rule) -> None:
    for language in LANGUAGES:
        mentions = read_medicines(entry.action[language]).mentions
        named = {key for one in mentions for key in one.term.substances}
        assert named - NOT_ORDERED <= set(entry.medicines)
    assert set(entry.medicines) <= set(all_substances())


@for_each(entry=ASKING)
def test_an_allergy_to_it_is_told_with_the_order(entry: Rule) -> None:
    for language in LANGUAGES:
        first = t("urgency.allergy", language, drugs="|").partition("|")[0]
        for key in entry.medicines:
            name = drug_name(key, language)
            order = ordered(entry.rule_id, "latex", language)
            warning = ordered(entry.rule_id, f"{name}, anaphylaxis", language).removeprefix(order)
            assert warning.startswith(f" {first}"), key
            assert name.casefold() in warning.casefold()


def test_an_allergy_to_the_group_or_a_relative_counts_and_another_does_not() -> None:
    warning = "ALLERGY entered that concerns"
    assert warning in ordered("scrub-typhus", "tetracyclines", "en")
    assert warning in ordered("zoster-neurological", "valtrex", "en")
    assert warning in ordered("vibrio", "penicillin anaphylaxis", "en")
    assert warning not in ordered("vibrio", "no known allergies", "en")
