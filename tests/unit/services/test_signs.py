"""Which signs are graded on a photo, how several photos are pooled, and when nothing is said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from skin_core.domain.analysis import PhotoAnalysis
from skin_core.domain.grade import ECZEMA_SIGNS, SignGrade, pooled
from skin_core.domain.photo import PhotoKind
from skin_core.imaging.rendered import render_skin
from skin_core.scoring.suggested import own_grade, sign_at
from skin_core.services.signs import grader_of, signs_of
from tests.fake_graders import Graders
from tests.fake_networks import FakeNetworks
from tests.sample_cases import photo_analysis

PIXELS = render_skin("mole", "light", 1, (120, 100))
SURE = (2.0, -2.0, -8.0)


def analysis(*likely: str) -> PhotoAnalysis:
    return photo_analysis("photo", {"eczema": 0.6}, likely)


def test_every_judged_photo_is_graded_and_acne_where_it_may_be() -> None:
    networks = Graders(SURE)
    found = signs_of(PIXELS, analysis("eczema"), networks) or {}
    assert {sign: one.grade for sign, one in found.items()} == dict(
        zip(ECZEMA_SIGNS, (2, 1, 0), strict=True)
    )
    assert found["erythema"].certain
    assert found["erythema"].expected == pytest.approx(2, abs=0.05)
    assert sum(found["erythema"].chances) == pytest.approx(1)
    assert set(networks.asked) == {"signs"}
    assert "acne" in (signs_of(PIXELS, analysis("acne"), Graders(SURE)) or {})
    assert "acne" in (signs_of(PIXELS, analysis("eczema"), Graders(SURE), force=True) or {})


def test_refused_photo_has_no_grades_and_a_dermoscopic_one_no_certain_ones() -> None:
    refused = photo_analysis("photo", {}, ())
    assert signs_of(PIXELS, refused, Graders(SURE)) is None
    photo = analysis("eczema")
    photo = replace(photo, gate=replace(photo.gate, kind=PhotoKind.DERMOSCOPIC))
    found = signs_of(PIXELS, photo, Graders(SURE)) or {}
    assert not any(one.certain for one in found.values())


def test_installation_without_graders_answers_as_before() -> None:
    assert signs_of(PIXELS, analysis("acne"), FakeNetworks()) == {}
    assert grader_of("erythema", FakeNetworks()) is None


def test_photos_that_contradict_each_other_are_not_certain() -> None:
    none = SignGrade((0.9, 0.1, 0.0, 0.0), 0.5, "m")
    severe = SignGrade((0.0, 0.0, 0.2, 0.8), 0.5, "m")
    both = pooled([none, severe])
    assert none.certain
    assert severe.certain
    assert not both.certain
    assert both.expected == pytest.approx(np.mean([none.expected, severe.expected]))


def test_only_signs_of_the_same_scale_have_a_suggestion() -> None:
    assert sign_at("easi", "head.erythema") == sign_at("scorad", "erythema") == "erythema"
    assert sign_at("easi", "head.induration") == sign_at("pasi", "head.erythema") == ""
    assert sign_at("hayashi", "inflammatory_lesions") == "acne"
    assert own_grade("hayashi", 12) == 1
    assert own_grade("easi", 1.5) == 1.5
