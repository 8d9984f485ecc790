"""What is missing is asked for, never assumed; what cannot be is refused in three languages."""

from __future__ import annotations

import re
from typing import Any

import pytest

from skin_core.errors import (
    ScoreContradicts,
    ScoreError,
    ScoreIncomplete,
    ScoreNotUnderstood,
    ScoreOutOfRange,
    ScoreUnknownPlace,
)
from skin_core.i18n import LANGUAGES
from skin_core.scoring import INDICES, score_of
from skin_core.scoring.easi import EasiInput, easi
from skin_core.scoring.words import refusal
from tests.for_each import for_each
from tests.unit.scoring.given import filled


def refused(index: str, table: object) -> ScoreError:
    with pytest.raises(ScoreError) as caught:
        score_of(index, table)
    return caught.value


@for_each(index=tuple(INDICES))
def test_nothing_given_names_all_that_is_asked(index: str) -> None:
    error = refused(index, {})
    assert isinstance(error, ScoreIncomplete)
    known = INDICES[index]
    assert error.missing.split(", ") == [*known.asks, *known.yes_no]


def test_easi_without_age_asks_for_it() -> None:
    table = filled("easi")
    del table["age_years"]
    error = refused("easi", table)
    assert isinstance(error, ScoreIncomplete)
    assert error.missing == "age_years"
    assert "Age in years" in refusal(error, "en")
    assert "나이" in refusal(error, "ko")
    assert "Tuổi" in refusal(error, "vi")


def test_a_region_without_eczema_needs_no_signs_and_one_with_eczema_all() -> None:
    table = filled("easi", "lowest")
    table["head"] = {"area_percent": 0}
    assert score_of("easi", table)[0].total == 0
    table["head"] = {"area_percent": 1}
    error = refused("easi", table)
    assert isinstance(error, ScoreIncomplete)
    assert error.missing.split(", ")[0] == "head.erythema"


@pytest.mark.parametrize(
    ("head", "place"),
    [
        ({"area_percent": 0, "erythema": 3}, "head.erythema"),
        (dict.fromkeys(("erythema", "induration", "desquamation"), 0), "head.area_percent"),
    ],
)
def test_signs_without_an_area_and_an_area_without_signs_are_never_called_clear(
    head: dict[str, float], place: str
) -> None:
    others = {region: {"area_percent": 0} for region in ("upper_limbs", "trunk", "lower_limbs")}
    error = refused("pasi", {"head": {"area_percent": 50} | head, **others})
    assert isinstance(error, ScoreContradicts)
    assert error.place == place
    assert all("{" not in refusal(error, language) for language in LANGUAGES)


SCORAD_SIGNS = ("erythema", "papulation", "oozing", "excoriation", "lichenification", "dryness")


@for_each(index=("scorad", "objective_scorad"))
def test_scorad_of_no_extent_has_no_signs_and_of_an_extent_some(index: str) -> None:
    felt = {"itch": 0, "sleep_loss": 0} if index == "scorad" else {}
    of = {grade: dict.fromkeys(SCORAD_SIGNS, grade) | felt for grade in (0, 3)}
    for table, place in (
        (of[3] | {"extent_percent": 0}, "erythema"),
        (of[0] | {"extent_percent": 90}, "extent_percent"),
    ):
        error = refused(index, table)
        assert isinstance(error, ScoreContradicts)
        assert error.place == place
        assert all("{" not in refusal(error, language) for language in LANGUAGES)


@for_each(index=("scorad", "objective_scorad"))
def test_dry_skin_beside_healed_eczema_still_has_its_scorad(index: str) -> None:
    """Dryness is judged beside the lesions, so that it needs none."""
    felt = {"itch": 0, "sleep_loss": 0} if index == "scorad" else {}
    assert score_of(index, {"extent_percent": 0, "dryness": 2} | felt)[0].total == 7


def test_the_formula_itself_asks_too() -> None:
    with pytest.raises(ScoreIncomplete):
        easi(EasiInput(age_years=30))


@pytest.mark.parametrize(
    ("index", "place", "value"),
    [
        ("easi", "head.area_percent", 100.5),
        ("easi", "head.area_percent", -1),
        ("easi", "head.area_percent", 100.0000001),
        ("easi", "trunk.erythema", 3.5),
        ("easi", "trunk.erythema", 1.3),
        ("easi", "age_years", 150),
        ("pasi", "head.desquamation", 2.5),
        ("scorad", "extent_percent", 101),
        ("scorad", "itch", 11),
        ("vasi", "feet.depigmentation_percent", 60),
        ("fvasi", "hand_units", 4),
        ("hayashi", "inflammatory_lesions", 6.5),
        ("iga", "grade", 5),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(index: str, place: str, value: float) -> None:
    table = filled(index)
    if index == "vasi":
        table = filled(index, "lowest")
        table["feet"]["hand_units"] = 1
    inside: dict[str, Any] = table
    *outer, name = place.split(".")
    for step in outer:
        inside = inside[step]
    inside[name] = value
    error = refused(index, table)
    assert isinstance(error, ScoreOutOfRange)
    assert error.place == place
    assert str(value) in refusal(error, "ko")


def test_more_hands_than_a_body_has_are_refused() -> None:
    error = refused("vasi", filled("vasi"))
    assert isinstance(error, ScoreOutOfRange)
    assert error.value == 600


@pytest.mark.parametrize("value", ["2", True, [2], float("nan"), float("inf"), 10**400])
def test_a_grade_is_a_number(value: object) -> None:
    error = refused("iga", {"grade": value})
    assert isinstance(error, ScoreNotUnderstood)


@pytest.mark.parametrize("table", [[], 3, "x", {"head": 4}])
def test_a_table_is_a_table(table: object) -> None:
    assert isinstance(refused("pasi", table), ScoreNotUnderstood)


def test_yes_or_no_is_no_number() -> None:
    assert isinstance(refused("seven_point", {"oozing": 1}), ScoreNotUnderstood)


@for_each(index=tuple(INDICES))
def test_a_misspelt_name_is_answered_with_the_right_one(index: str) -> None:
    known = INDICES[index]
    name = next(iter([*known.asks, *known.yes_no])).partition(".")[0]
    error = refused(index, filled(index) | {name + "s": 1})
    assert isinstance(error, ScoreUnknownPlace)
    assert error.suggestion == name


@for_each(language=tuple(LANGUAGES), index=tuple(INDICES))
def test_refusals_name_no_keys(language: str, index: str) -> None:
    said = refusal(refused(index, {}), language)
    assert not re.search("[{}_]", said)
