"""Redness on rendered skin of every tone: the same at another exposure and in another light."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from skin_core.domain.photo import PhotoKind
from skin_core.imaging.measures import NotMeasurable, Redness, measure_lesion
from skin_core.imaging.measures.redness import measure_redness
from skin_core.imaging.measures.skin import ring_of, skin_around
from skin_core.imaging.rendered import TONES, render_skin
from tests.for_each import for_each
from tests.unit.imaging.measures.drawn import Pixels, depigmented, disc, even, exposed

LESION = disc(38, size=(180, 240))
BLOOD = np.array([0.95, 0.62, 0.68])
INDEX_ERROR, A_ERROR = 0.5, 0.4  # docs/decisions/0019-measures.md


def redness_of(photo: Pixels) -> Redness:
    """As `measure_lesion` tells it, without the rest."""
    found = measure_redness(photo, LESION, ring_of(LESION, skin_around(photo, LESION)))
    assert isinstance(found, Redness), found
    return found


@cache
def skin(tone: str) -> Pixels:
    """With shading, hair and noise, dark enough for half a stop more light."""
    return exposed(render_skin("none", tone, 7, (240, 180)), -1.2)


def reddened(tone: str, amount: float) -> Pixels:
    return depigmented(skin(tone), LESION, BLOOD**amount)


@for_each(tone=tuple(TONES))
def test_half_a_stop_of_exposure_stays_within_the_stated_error(tone: str) -> None:
    differences = []
    for amount in (0.2, 1.0):
        photo = reddened(tone, amount)
        middle = redness_of(photo)
        differences.append(middle.index_difference)
        for stops in (-0.5, 0.5):
            other = redness_of(exposed(photo, stops))
            assert other.index_difference == pytest.approx(middle.index_difference, abs=INDEX_ERROR)
            assert other.a_difference == pytest.approx(middle.a_difference, abs=A_ERROR)
    assert differences == sorted(differences)


def test_the_same_blood_reads_alike_on_every_tone() -> None:
    found = [redness_of(reddened(tone, 1.0)).index_difference for tone in TONES]
    assert max(found) - min(found) < 1.0


def test_a_cast_leaves_the_index_difference_alone() -> None:
    photo = reddened("light", 1.0)
    tinted = (photo * np.array([0.95, 0.81, 0.57])).astype(np.uint8)
    plain, cast = redness_of(photo), redness_of(tinted)
    assert cast.index_difference == pytest.approx(plain.index_difference, abs=1.0)


def test_it_is_told_with_the_other_measures() -> None:
    photo = reddened("tan", 1.0)
    assert measure_lesion(photo, LESION).redness == redness_of(photo)


def test_light_and_kind_that_forbid_it_say_so() -> None:
    violet = even(LESION, (110, 150, 240), (60, 30, 160))
    assert measure_lesion(violet, LESION).redness is NotMeasurable.COLOURED_LIGHT
    photo = reddened("light", 1.0)
    by_dermatoscope = measure_lesion(photo, LESION, kind=PhotoKind.DERMOSCOPIC).redness
    assert isinstance(by_dermatoscope, NotMeasurable)
    grey = even(LESION, (200, 120, 100), (140, 140, 142))
    assert measure_lesion(grey, LESION).redness is NotMeasurable.NO_HEALTHY_SKIN
