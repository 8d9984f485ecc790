"""A disease is found by any of its names, and its treatments say what must be asked."""

from __future__ import annotations

import pytest

from skin_core.diseases import all_diseases
from skin_core.diseases.treatments import facts_against, reasons_against
from skin_core.drugs import REASONS, Why
from skin_core.facts import all_facts
from skin_core.i18n import LANGUAGES, t
from skin_core.services.handbook import asked_before_treating, disease_meant, find_diseases


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("shingles", "herpes_zoster"),
        ("zona thần kinh", "herpes_zoster"),
        ("zona than kinh", "herpes_zoster"),
        ("대상포진", "herpes_zoster"),
        ("대상 포진", "herpes_zoster"),
        ("zona", "herpes_zoster"),
        ("scab", "scabies"),
        ("단독", "erysipelas"),
        ("접촉 피부염", "contact_dermatitis"),
        ("B02", "herpes_zoster"),
        ("B02.9", "herpes_zoster"),
        ("c43.5", "melanoma"),
        ("T78.3", "angioedema"),
        ("기저세포암", "basal_cell_carcinoma"),
        ("나병", "leprosy"),
        ("cui", "leprosy"),
        ("  Lichen   PLANUS ", "lichen_planus"),
    ],
)
def test_any_name_finds_the_disease(query: str, key: str) -> None:
    assert find_diseases(query)[0].label == key


@pytest.mark.parametrize("name", ["giang mai", "bệnh giang mai", "syphilis", "매독"])
def test_a_whole_name_finds_what_speaks_of_it_and_no_signs_that_sound_alike(name: str) -> None:
    """Of "giang mai" the "mai" is no crust ("mài")."""
    found = [one.label for one in find_diseases(name, "vi")]
    assert found == ["syphilis", "alopecia_areata", "pityriasis_rosea"]


def test_nonsense_and_parts_of_words_find_nothing() -> None:
    for query in ("qqqxyz", "legend", "redo", "itis", "맑음도시"):
        assert find_diseases(query) == ()


def test_skin_without_a_lesion_is_no_disease_to_be_found() -> None:
    for query in ("", "zona", "scab", "대상포진", "itch", "normal skin"):
        assert "normal_skin" not in {one.label for one in find_diseases(query)}
    assert len(find_diseases("")) == len(all_diseases()) - 1


def test_name_in_another_language_is_told_beside_the_readers() -> None:
    assert find_diseases("giời leo", "en")[0].line == "giời leo"
    assert find_diseases("Herpes zoster", "en")[0].line == ""


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Grouped vesicles in a one-sided band that stops at the midline"),
        ("ko", "한쪽 피부분절을 따라 띠 모양으로 군집한 수포, 정중선을 넘지 않음"),
        ("vi", "Chùm mụn nước thành dải một bên, dừng ở đường giữa"),
    ],
)
def test_line_that_fits_is_told_in_the_language_of_the_reader(language: str, line: str) -> None:
    assert find_diseases("띠 모양 물집", language)[0].line == line


NOT_ASKED = {"child", "infection"}
"""Read from age and weight, or for the doctor alone to judge."""


def test_every_contraindication_can_be_answered_and_named() -> None:
    reasons = {reason for label in all_diseases() for reason in reasons_against(label)}
    facts = {key for label in all_diseases() for key in facts_against(label)}
    assert facts - NOT_ASKED <= set(all_facts())
    assert reasons <= set(REASONS)
    for language in LANGUAGES:
        assert all(t(f"drugs.reason.{reason}", language) for reason in REASONS)
        assert all(t(f"drugs.why.{why}", language, words="") for why in Why)


def test_weight_is_asked_where_it_decides() -> None:
    assert "weight" in asked_before_treating("scabies")
    assert "weight" not in asked_before_treating("rosacea")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("herpes zoster", "herpes_zoster"),
        ("Shingles", "herpes_zoster"),
        ("대상 포진", "herpes_zoster"),
        ("대상포진", "herpes_zoster"),
        ("zona than kinh", "herpes_zoster"),
        ("herpes z", "herpes_zoster"),
        ("B02", "herpes_zoster"),
        ("B02.9", "herpes_zoster"),
        ("C43.5", "melanoma"),
        ("C44.3", ""),
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
