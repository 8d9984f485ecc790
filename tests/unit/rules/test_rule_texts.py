"""Rules speak three languages, stay short, name their sources, and stand in docs/rules.md."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from skin_core.domain.analysis import Advice, FiredRule, Urgency
from skin_core.errors import UnknownFact
from skin_core.i18n import LANGUAGES, catalogue, t
from skin_core.rules import (
    Rule,
    advise,
    all_rules,
    because_text,
    known_rules,
    rule_action,
    rule_citation,
    rule_name,
    rule_text,
)
from skin_core.rules.condition import _LEAVES, _OPERATORS, read_condition
from tests.for_each import for_each
from tests.rule_examples import EXAMPLES, advised, case, diagnosed, tier

LIST = Path(__file__).parents[3] / "docs" / "rules.md"
HOUSE = {"disease"}


def names(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@for_each(entry=all_rules())
def test_rule_says_the_same_in_three_languages(entry: Rule) -> None:
    for words in (entry.name, entry.text, entry.action):
        assert set(words) == set(LANGUAGES)
        assert len({frozenset(names(words[language])) for language in LANGUAGES}) == 1
        assert len({bool(words[language]) for language in LANGUAGES}) == 1
    assert all(entry.name[language] and entry.text[language] for language in LANGUAGES)


@for_each(entry=all_rules())
def test_rule_is_short_and_cited(entry: Rule) -> None:
    for language in LANGUAGES:
        assert len(entry.name[language]) <= 80
        assert len(entry.text[language]) <= 260
        assert len(entry.action[language]) <= 260
        assert "\n" not in entry.text[language] + entry.action[language]
    assert re.fullmatch(r"\d+\.\d+", entry.version)
    assert entry.citations or entry.subject in HOUSE
    assert all(cited.source and 1990 <= cited.year <= 2026 for cited in entry.citations)


@for_each(language=LANGUAGES.keys())
def test_every_fired_rule_can_be_shown(language: str) -> None:
    for rule_id in EXAMPLES:
        entry = next(entry for entry in advised(rule_id).fired if entry.rule_id == rule_id)
        shown = (
            rule_name(entry, language),
            rule_text(entry, language),
            rule_action(entry, language),
        )
        assert "{" not in "".join(shown)
        assert "_" not in "".join(shown)
        assert ": ." not in shown[1]
        assert "  " not in shown[1]
        assert all(line.count(": ") >= 1 for line in because_text(entry, language))


def test_reasons_read_as_sentences_on_the_page() -> None:
    advice = advise(case("acne", tiers=tier(Urgency.URGENT, 0.4), facts={"fever": True}))
    reasons = {entry.rule_id: because_text(entry, "en") for entry in advice.fired}
    assert reasons["answer-disease"] == ("Most likely: Acne",)
    assert reasons["fever-unchecked"] == ("Fever: Yes",)


def test_sources_are_named_with_their_year() -> None:
    cited = {entry.rule_id: rule_citation(entry) for entry in advise(case("melanoma")).fired}
    assert cited["melanoma"] == "NICE NG12 (2015)"
    assert cited["answer-disease"] == ""


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "If this is measles: mask, separate room"),
        ("ko", "홍역인 경우: "),
        ("vi", "Nếu là sởi: đeo khẩu trang"),
    ],
)
def test_order_hangs_on_the_disease_where_only_a_network_named_it(
    language: str, words: str
) -> None:
    found = {entry.rule_id: entry for entry in advise(case("measles")).fired}
    assert rule_action(found["measles-isolate"], language).startswith(words)
    own = {entry.rule_id: entry for entry in advise(diagnosed("measles")).fired}
    assert not rule_action(own["measles-isolate"], language).startswith(words[:6])


def test_order_hangs_on_no_disease_where_the_answers_alone_call_for_it() -> None:
    newborn = {"age_years": 0.02}
    for given, begins in ({}, "If this is chickenpox: send"), ({"vesicles": True}, "Send to hosp"):
        fired = advise(case("chickenpox", facts=given, **newborn)).fired
        found = {entry.rule_id: rule_action(entry, "en") for entry in fired}
        assert found["neonate-vesicles"].startswith(begins)


def test_saved_case_opens_after_its_rule_got_a_new_placeholder() -> None:
    fired = FiredRule("zoster-within-72h", "1.0", Urgency.URGENT, values={})
    assert "…" in rule_text(fired, "en")


@for_each(language=LANGUAGES.keys())
def test_every_urgency_has_its_words(language: str) -> None:
    for urgency in Urgency:
        for part in ("name", "when", "meaning", "alt"):
            assert t(f"urgency.{urgency.value}.{part}", language)
    words = [catalogue(language)[f"urgency.{urgency.value}.name"] for urgency in Urgency]
    assert len(set(words)) == len(words)


def test_list_of_rules_is_true() -> None:
    rows = re.findall(
        r"^\| `([\w-]+)` \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", LIST.read_text("utf-8"), re.M
    )
    assert rows == [
        (entry.rule_id, entry.name["en"], _urgency(entry), entry.version, _sources(entry))
        for entry in all_rules().values()
    ]


def test_greater_rule_that_silences_is_at_least_as_urgent() -> None:
    for entry in all_rules().values():
        for greater in (all_rules()[key] for key in entry.silenced_by):
            assert entry.urgency is not None
            assert greater.urgency is not None
            assert greater.urgency.rank <= entry.urgency.rank, (entry.rule_id, greater.rule_id)


def test_every_addressee_has_its_words() -> None:
    named = {entry.refer_to for entry in all_rules().values()} - {""}
    for language in LANGUAGES:
        assert all(f"letter.to.{key}" in catalogue(language) for key in named)


def test_rules_name_only_rules_that_exist() -> None:
    for entry in all_rules().values():
        assert entry.when.rules <= set(all_rules()), entry.rule_id
        assert not any(all_rules()[other].when.rules for other in entry.when.rules), "no circles"


@pytest.mark.parametrize(
    "table",
    [
        {"fact": "fevr"},
        {"feeling": "bad"},
        {"fact": "fever", "above": 2},
        {"top": ["melonoma"]},
        {"treatment_avoids": "luck"},
    ],
)
def test_misspelt_condition_fails_when_it_is_read(table: dict[str, object]) -> None:
    with pytest.raises((ValueError, UnknownFact)):
        read_condition(table)


def test_words_of_conditions_are_explained() -> None:
    text = LIST.read_text("utf-8")
    assert not [word for word in (*_OPERATORS, *_LEAVES) if f"`{word}" not in text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_saved_case_is_told_without_the_rules_and_facts_that_are_gone(language: str) -> None:
    fired = FiredRule(
        "fever-unchecked",
        "1.0",
        Urgency.SOON,
        because=("fever=true", "asked_of_old=true"),
        values={"dangers": "sepsis,danger-of-old"},
    )
    gone = FiredRule("rule-of-old", "0.3", Urgency.URGENT)
    assert known_rules(Advice(Urgency.URGENT, (gone, fired))) == (fired,)
    assert all_rules()["sepsis"].name[language] in rule_text(fired, language)
    assert "asked_of_old: true" in because_text(fired, language)


def _urgency(entry: Rule) -> str:
    if entry.urgency is None:
        return "of the disease"
    return "note" if entry.urgency is Urgency.UNKNOWN else entry.urgency.value


def _sources(entry: Rule) -> str:
    return "; ".join(f"{cited.source} ({cited.year})" for cited in entry.citations) or "house rule"
