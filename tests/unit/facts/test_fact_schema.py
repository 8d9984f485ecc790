"""The questions are complete in every language, and the short form stays short."""

from __future__ import annotations

import pytest

from skin_core.domain.facts import FactType
from skin_core.errors import UnknownFact
from skin_core.facts import all_facts, fact, facts_of, section_title, sections
from skin_core.i18n import LANGUAGES
from skin_core.rules import all_rules

IMPLY_OTHERS = {
    "age_days",
    "side",
    "diameter_mm",
}  # read where it is told what follows from answers
FOR_PAPERS = {"duration", "treatment_tried", "started_today", "comorbidity"}
FOR_MEDICINES = {"weight", "medicines"}
NOT_FOR_RULES = IMPLY_OTHERS | FOR_PAPERS | FOR_MEDICINES | {"history"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_speaks_every_language(language: str) -> None:
    for spec in all_facts().values():
        assert spec.name[language].strip(), spec.key
        assert spec.question[language].strip(), spec.key
        assert language in spec.help, spec.key
        assert all(choice.name[language].strip() for choice in spec.choices), spec.key
    assert all(section_title(section, language).strip() for section in sections())


def test_short_form_stays_short() -> None:
    assert [spec.key for spec in facts_of("always")] == [
        "site",
        "side",
        "rash_onset",
        "pain_onset",
        "pain",
        "itch",
        "fever",
        "pregnancy",
        "immunosuppression",
        "mole_or_lump",
        "history",
    ]


def test_no_fact_is_asked_twice() -> None:
    assert len(all_facts()) == sum(len(facts_of(section)) for section in sections())


def test_choices_and_bounds_belong_to_their_type() -> None:
    for spec in all_facts().values():
        assert bool(spec.choices) is (spec.type is FactType.CHOICE), spec.key
        assert (spec.minimum is not None) is (spec.type is FactType.NUMBER), spec.key


def test_every_fact_asked_matters_to_a_rule() -> None:
    used = {key for entry in all_rules().values() for key in entry.facts}
    assert all_facts().keys() - used == NOT_FOR_RULES


def test_unknown_fact_is_named() -> None:
    with pytest.raises(UnknownFact) as refused:
        fact("favourite_colour")
    assert refused.value.details == {"key": "favourite_colour"}


def test_all_names_differ_within_a_language() -> None:
    for language in LANGUAGES:
        names = [spec.name[language] for spec in all_facts().values()]
        assert len(set(names)) == len(names)
