"""What speaks against a medicine is held against the patient; silence clears nothing."""

from __future__ import annotations

import pytest

from skin_core.domain.age import age_of_years
from skin_core.domain.case import Sex
from skin_core.domain.disease import Treatment
from skin_core.domain.facts import Facts
from skin_core.drugs import Standing, Why, all_substances, cautions, preparation

APPLIES, CHECK, CLEAR = Standing.APPLIES, Standing.CHECK, Standing.CLEAR


@pytest.mark.parametrize(
    ("inn", "route", "reason", "facts", "years", "expected"),
    [
        ("isotretinoin", "oral", "pregnancy", {"pregnancy": True}, None, APPLIES),
        ("isotretinoin", "oral", "pregnancy", {"pregnancy": False}, None, CLEAR),
        ("isotretinoin", "oral", "pregnancy", {}, 30, CHECK),
        ("isotretinoin", "oral", "pregnancy", {}, 70, CLEAR),
        ("isotretinoin", "oral", "pregnancy", {"pregnancy_weeks": 12.0}, 30, APPLIES),
        ("doxycycline", "oral", "child", {}, 6, APPLIES),
        ("doxycycline", "oral", "child", {}, 14, CLEAR),
        ("doxycycline", "oral", "child", {}, None, CHECK),
        ("tacrolimus", "topical", "child", {}, 3, CLEAR),
        ("tacrolimus", "topical", "child", {"age_days": 90.0}, 40, APPLIES),
        ("ivermectin", "oral", "child", {"weight": 12.0}, 6, APPLIES),
        ("ivermectin", "oral", "child", {"weight": 20.0}, 3, CLEAR),
        ("ivermectin", "oral", "child", {}, 6, CHECK),
        ("ivermectin", "oral", "child", {}, 30, CLEAR),
        ("ivermectin", "oral", "child", {"age_days": 200.0}, None, APPLIES),
        ("valaciclovir", "oral", "renal_impairment", {"renal_function": 20.0}, 70, APPLIES),
        ("valaciclovir", "oral", "renal_impairment", {"renal_function": 42.0}, 70, APPLIES),
        ("valaciclovir", "oral", "renal_impairment", {"renal_function": 90.0}, 70, CLEAR),
        ("valaciclovir", "oral", "renal_impairment", {}, 70, CHECK),
        ("dapsone", "oral", "g6pd_deficiency", {"g6pd_deficiency": True}, 40, APPLIES),
        ("dapsone", "oral", "g6pd_deficiency", {}, 40, CHECK),
        ("itraconazole", "oral", "heart_failure", {"heart_failure": False}, 40, CLEAR),
        ("terbinafine", "oral", "hepatic_impairment", {"hepatic_impairment": True}, 40, APPLIES),
        ("fluconazole", "oral", "qt_prolongation", {"medicines": "amiodarone"}, 40, APPLIES),
        (
            "fluconazole", "oral", "qt_prolongation",
            {"medicines": "amiodarone", "qt_prolongation": False}, 40, APPLIES,
        ),
        ("imiquimod", "topical", "immunosuppression", {"medicines": "셀셉트"}, 40, APPLIES),
        ("imiquimod", "topical", "immunosuppression", {"neutropenia_risk": True}, 40, APPLIES),
        ("clobetasol", "topical", "infection", {}, 40, CHECK),
    ],
)  # fmt: skip
def test_contraindication_stands_against_the_facts(
    inn: str, route: str, reason: str, facts: Facts, years: int | None, expected: Standing
) -> None:
    age = None if years is None else age_of_years(years)
    found = {one.reason: one for one in cautions(preparation(inn, route), facts, age)}
    assert found[reason].standing is expected


def test_on_the_skin_no_dose_is_looked_up() -> None:
    found = cautions(preparation("mupirocin", "topical"), {"renal_function": 20.0}, None)
    assert Why.KIDNEY_CARE in {one.why for one in found}


def test_a_medicine_is_not_held_against_itself() -> None:
    found = cautions(preparation("methotrexate", "oral"), {"medicines": "methotrexate"}, None)
    assert not [one for one in found if one.standing is APPLIES]


@pytest.mark.parametrize(
    ("inn", "route", "egfr", "why"),
    [
        ("methotrexate", "oral", 25.0, Why.KIDNEY_AVOID),
        ("methotrexate", "oral", 45.0, Why.KIDNEY_LOOK_UP),
        ("cetirizine", "oral", 5.0, Why.KIDNEY_AVOID),
        ("methotrexate", "oral", 90.0, Why.CLEAR),
        ("human normal immunoglobulin", "injection", 40.0, Why.KIDNEY_LOOK_UP),
        ("lidocaine", "topical", 20.0, Why.KIDNEY_CARE),
    ],
)
def test_kidneys_tell_what_to_do_and_the_number(
    inn: str, route: str, egfr: float, why: Why
) -> None:
    found = cautions(preparation(inn, route), {"renal_function": egfr}, None)
    kidney = next(one for one in found if one.reason == "renal_impairment")
    assert (kidney.why, kidney.words) == (why, f"{egfr:g}")


def test_a_man_is_not_asked_about_pregnancy() -> None:
    found = cautions(preparation("isotretinoin", "oral"), {}, None, Sex.MALE)
    assert {one.standing for one in found if one.reason == "pregnancy"} == {CLEAR}


def test_the_route_decides() -> None:
    """A cream and a tablet of one substance are two medicines."""
    cream = {one.reason for one in cautions(preparation("terbinafine", "topical"), {}, None)}
    tablet = {one.reason for one in cautions(preparation("terbinafine", "oral"), {}, None)}
    assert "hepatic_impairment" in tablet - cream


def test_silence_clears_nothing() -> None:
    """Without a single answer nothing is cleared, and nothing applies."""
    for entry in all_substances().values():
        for one in entry.preparations.values():
            standings = {found.standing for found in cautions(one, {}, None)}
            assert standings <= {CHECK}, one.inn


def test_an_emergency_medicine_is_never_held_back() -> None:
    assert (
        cautions(preparation("epinephrine", "injection"), {"allergies": "adrenaline"}, None) == ()
    )


def test_a_measure_is_checked_for_what_the_memo_says() -> None:
    measure = Treatment("first", "", {"en": "UVB"}, avoid=("immunosuppression",))
    (found,) = cautions(measure, {"immunosuppression": True}, None)
    assert found.standing is APPLIES
