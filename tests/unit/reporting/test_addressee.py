"""A patient is sent where the most urgent rule says, in words of every language."""

from __future__ import annotations

import pytest

from skin_core.domain.analysis import Advice, FiredRule, Urgency
from skin_core.i18n import LANGUAGES, catalogue
from skin_core.reporting.addressee import BY_DEFAULT, EMERGENCY, addressee, also_needed, sent_to
from skin_core.rules import all_rules
from tests.for_each import for_each


def advice(urgency: Urgency, *rule_ids: str) -> Advice:
    fired = tuple(
        FiredRule(key, "1.0", all_rules()[key].urgency or Urgency.ROUTINE) for key in rule_ids
    )
    return Advice(urgency, fired)


@pytest.mark.parametrize(
    ("urgency", "rule_id", "wanted"),
    [
        (Urgency.EMERGENCY, "meningococcal", "emergency"),
        (Urgency.EMERGENCY, "necrotising-infection", "emergency"),
        (Urgency.EMERGENCY, "orbital-cellulitis", "emergency"),
        (Urgency.URGENT, "zoster-hutchinson", "ophthalmology"),
        (Urgency.URGENT, "zoster-ophthalmic", "ophthalmology"),
        (Urgency.URGENT, "zoster-ramsay-hunt", "ent"),
        (Urgency.URGENT, "genital-herpes-pregnancy", "obstetrics"),
        (Urgency.URGENT, "infant-vesicles", "paediatrics"),
        (Urgency.SOON, "melanoma", "dermatology"),
        (Urgency.SOON, "seven-point", "dermatology"),
        (Urgency.UNKNOWN, "not-judged", "dermatology"),
    ],
)
def test_letter_goes_where_the_rule_says(urgency: Urgency, rule_id: str, wanted: str) -> None:
    assert addressee(advice(urgency, rule_id)) == wanted


def test_first_of_the_urgent_rules_decides_and_the_others_are_named() -> None:
    both = advice(Urgency.URGENT, "zoster-pregnancy", "zoster-hutchinson")
    assert addressee(both) == "obstetrics"
    assert also_needed(both) == ("ophthalmology",)


def test_emergency_names_the_specialist_too() -> None:
    orbit = advice(Urgency.EMERGENCY, "orbital-cellulitis")
    assert also_needed(orbit) == ("ophthalmology",)


def test_nobody_is_sent_anywhere_by_a_note_or_a_rule_of_old() -> None:
    assert sent_to(Advice(Urgency.ROUTINE, (FiredRule("of-old", "0.1", Urgency.URGENT),))) == ""
    assert sent_to(advice(Urgency.ROUTINE, "not-judged")) == ""


PLACES = {EMERGENCY, BY_DEFAULT, *(entry.refer_to for entry in all_rules().values())} - {""}


@for_each(language=LANGUAGES.keys(), place=sorted(PLACES))
def test_every_place_has_its_words(place: str, language: str) -> None:
    words = catalogue(language)
    assert all(f"letter.{part}.{place}" in words for part in ("to", "please", "reply", "place"))
    patient = (f"report.where.{place}", f"report.patient.urgent_{place}")
    assert any(key in words for key in patient)
