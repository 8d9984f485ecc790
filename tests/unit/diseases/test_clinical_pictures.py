"""The pictures of the diseases: complete, sourced, and free of contradiction."""

from __future__ import annotations

import tomllib
from itertools import product

import pytest

from skin_core.diseases import NORMAL, all_diseases
from skin_core.diseases.picture import FOLDER, SOURCES, _picture, all_pictures
from skin_core.domain.analysis import Urgency
from skin_core.domain.case import Sex
from skin_core.domain.disease import Reference
from skin_core.domain.facts import FactType
from skin_core.domain.picture import Picture, Range, Stand
from skin_core.facts import all_facts
from skin_core.settings import ROOT
from tests.for_each import for_each

DEGREES = {"none", "some", "strong"}
STATES = {
    "side": {"one", "lateral", "both", "midline"},
    "itch": DEGREES,
    "pain": DEGREES,
    "pain_first": {"yes"},
    "sex": {sex.value for sex in Sex},
}
CANCERS = ("melanoma", "basal_cell_carcinoma", "squamous_cell_carcinoma")


def trained_labels() -> set[str]:
    labels = {key for key, entry in all_diseases().items() if entry.trained}
    for path in ROOT.glob("weights/*/model.toml"):
        labels |= set(tomllib.loads(path.read_text(encoding="utf-8")).get("labels", ()))
    return labels & all_diseases().keys() - {NORMAL}  # no lesion has no picture


def test_every_disease_a_network_can_name_has_a_picture() -> None:
    assert not trained_labels() - all_pictures().keys()


def test_pictures_are_of_diseases_of_the_list() -> None:
    assert not all_pictures().keys() - all_diseases().keys()
    assert NORMAL not in all_pictures()


def test_every_picture_names_its_source_and_every_source_is_used() -> None:
    for picture in all_pictures().values():
        assert picture.source.title
        assert picture.source.source
        assert 1990 < picture.source.year <= 2026
    listed = tomllib.loads((FOLDER / f"{SOURCES}.toml").read_text(encoding="utf-8"))
    used = {picture.source.title for picture in all_pictures().values()}
    assert {entry["title"] for entry in listed.values()} == used


@for_each(picture=all_pictures())
def test_every_fact_and_site_exists(picture: Picture) -> None:
    for topic, state in picture.sayings:
        if topic in STATES:
            assert state in STATES[topic]
        elif all_facts()[topic].type is FactType.CHOICE:
            assert state in {"elsewhere", *(choice.key for choice in all_facts()[topic].choices)}
        else:
            assert all_facts()[topic].type is FactType.YES_NO
            assert state in {"yes", "no"}


@for_each(picture=all_pictures())
def test_no_age_or_course_is_both_usual_and_unusual(picture: Picture) -> None:
    for spans in picture.spans.values():
        for one, two in product(spans.usual, spans.unusual):
            assert one.high <= two.low or two.high <= one.low
        assert all(one.low < one.high for one in (*spans.usual, *spans.unusual))


def test_a_picture_that_contradicts_itself_is_refused() -> None:
    source = {"x": Reference("t", 2020, "s", False)}
    with pytest.raises(ValueError, match="told twice"):
        _picture("x", {"source": "x", "for": {"fever": "yes"}, "against": {"fever": "yes"}}, source)
    with pytest.raises(ValueError, match="unknown fields"):
        _picture("x", {"source": "x", "fr": {"fever": "yes"}}, source)


def test_a_missing_sign_never_speaks_against_an_emergency() -> None:
    for label, picture in all_pictures().items():
        if all_diseases()[label].urgency is Urgency.EMERGENCY:
            missing = [
                topic
                for (topic, state), saying in picture.sayings.items()
                if state in {"no", "none"} and saying.stand is Stand.AGAINST
            ]
            assert not missing, label


def test_a_short_course_never_speaks_against_a_cancer() -> None:
    for label in CANCERS:
        course = all_pictures()[label].spans["course"]
        said = [course.saying(Range(hours, hours)) for hours in (1, 24, 200, 1000, 20_000)]
        assert all(one is None or one.stand is Stand.FOR for one in said)
