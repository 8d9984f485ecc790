"""A disease is found by any of its names; unknown facts never clear a contraindication."""

from __future__ import annotations

import pytest

from skin_core.diseases import all_diseases
from skin_core.domain.disease import Treatment
from skin_core.facts import all_facts
from skin_core.i18n import LANGUAGES, t
from skin_core.services.handbook import Caution, cautions, disease_meant, find_diseases


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("shingles", "herpes_zoster"),
        ("zona thần kinh", "herpes_zoster"),
        ("zona than kinh", "herpes_zoster"),
        ("대상포진", "herpes_zoster"),
        ("B02", "herpes_zoster"),
        ("기저세포암", "basal_cell_carcinoma"),
        ("나병", "leprosy"),
        ("cui", "leprosy"),
        ("  Lichen   PLANUS ", "lichen_planus"),
    ],
)
def test_any_name_finds_the_disease(query: str, key: str) -> None:
    assert find_diseases(query)[0] == key


def test_nonsense_finds_nothing() -> None:
    assert find_diseases("qqqxyz") == ()


def drug(*avoid: str) -> Treatment:
    return Treatment("first", "valaciclovir", avoid, {}, {}, {})


@pytest.mark.parametrize(
    ("reason", "facts", "age", "expected"),
    [
        ("pregnancy", {"pregnancy": True}, None, Caution.APPLIES),
        ("pregnancy", {"pregnancy": False}, None, Caution.CLEAR),
        ("pregnancy", {}, None, Caution.CHECK),
        ("child", {}, 9, Caution.APPLIES),
        ("child", {}, None, Caution.CHECK),
        ("renal_impairment", {"renal_function": 35.0}, None, Caution.APPLIES),
        ("renal_impairment", {"renal_function": 90.0}, None, Caution.CLEAR),
        ("allergy", {"allergies": "Valaciclovir, latex"}, None, Caution.APPLIES),
        ("allergy", {"allergies": "latex"}, None, Caution.CHECK),
        ("interaction", {}, 40, Caution.CHECK),
        ("g6pd_deficiency", {"g6pd_deficiency": True}, 40, Caution.APPLIES),
        ("g6pd_deficiency", {}, 40, Caution.CHECK),
        ("qt_prolongation", {"qt_prolongation": True}, 40, Caution.APPLIES),
        ("heart_failure", {"heart_failure": False}, 40, Caution.CLEAR),
        ("hepatic_impairment", {"hepatic_impairment": True}, 40, Caution.APPLIES),
    ],
)
def test_contraindication_stands_against_the_facts(reason, facts, age, expected) -> None:
    (found,) = cautions(drug(reason), facts, age)
    assert found.caution is expected


UNASKABLE = {"child", "renal_impairment", "allergy", "interaction", "infection"}
"""Read from the age, the renal function and the allergies, or for the doctor alone to judge."""


def test_every_contraindication_can_be_answered_and_named() -> None:
    memos = [entry.memo for entry in all_diseases().values() if entry.memo]
    reasons = {reason for memo in memos for line in memo.treatment for reason in line.avoid}
    assert reasons - UNASKABLE <= set(all_facts())
    for reason in reasons:
        assert all(t(f"analyse.avoid.{reason}", language) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("herpes zoster", "herpes_zoster"),
        ("Shingles", "herpes_zoster"),
        ("대상포진", "herpes_zoster"),
        ("zona than kinh", "herpes_zoster"),
        ("herpes z", "herpes_zoster"),
        ("B02", "herpes_zoster"),
        ("herpes", ""),
        ("scar", ""),
        ("something of my own", ""),
        ("", ""),
    ],
)
def test_typed_diagnosis_is_a_disease_only_where_it_can_mean_no_other(
    typed: str, meant: str
) -> None:
    assert disease_meant(typed) == meant
