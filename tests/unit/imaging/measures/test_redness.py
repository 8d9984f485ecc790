"""Redness beside healthy skin: of blood, not of light or tone, and a reason where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from skin_core.domain.photo import PhotoKind
from skin_core.imaging.measures.contrast import NotMeasurable
from skin_core.imaging.measures.redness import Redness, measure_redness
from skin_core.imaging.measures.tone import PhotoTone, photo_tone
from skin_core.narrative.measures import redness_text
from skin_core.narrative.speech import Speech
from tests.for_each import for_each
from tests.unit.imaging.measures.drawn import Pixels, coded, disc, even

LESION = disc(20, size=(80, 96))
RING = disc(32, size=(80, 96)) & ~disc(22, size=(80, 96))
LIGHT_SKIN, DARK_SKIN = np.array([0.55, 0.35, 0.25]), np.array([0.14, 0.065, 0.035])
BLOOD = np.array([0.96, 0.62, 0.68])


def reddened(skin: np.ndarray, blood: np.ndarray = BLOOD) -> Pixels:
    return coded(np.where(LESION[..., None], skin * blood, skin))


def redness_of(photo: Pixels) -> Redness:
    found = measure_redness(photo, LESION, RING)
    assert isinstance(found, Redness), found
    return found


def test_the_index_is_the_logarithm_of_red_to_green_light() -> None:
    found = redness_of(reddened(LIGHT_SKIN))
    assert found.healthy_index == pytest.approx(100 * np.log10(0.55 / 0.35), abs=0.5)
    assert found.index_difference == pytest.approx(100 * np.log10(0.96 / 0.62), abs=0.5)
    assert found.a_difference > 5


def test_the_same_blood_under_more_pigment_is_the_same_difference_and_a_smaller_share() -> None:
    light, dark = redness_of(reddened(LIGHT_SKIN)), redness_of(reddened(DARK_SKIN))
    assert dark.index_difference == pytest.approx(light.index_difference, abs=1.2)  # 8 bits
    assert light.index_share is not None
    assert dark.index_share is not None
    assert dark.index_share < 0.7 * light.index_share  # why the page tells both


def test_no_redness_is_nought_and_paler_skin_is_below() -> None:
    assert redness_of(reddened(LIGHT_SKIN, np.ones(3))).index_difference == pytest.approx(0)
    pale = redness_of(reddened(LIGHT_SKIN, np.array([1.1, 1.3, 1.3])))
    assert pale.index_difference < 0
    assert pale.a_difference < 0


def test_what_cannot_be_measured_says_why() -> None:
    photo = reddened(LIGHT_SKIN)
    glare = photo.copy()
    glare[38:42, 44:52] = 255
    told = {
        measure_redness(photo, LESION, RING, PhotoKind.DERMOSCOPIC),
        measure_redness(photo, LESION, RING & False),
        measure_redness(glare, LESION, RING),
    }
    expected = {
        NotMeasurable.DERMOSCOPIC,
        NotMeasurable.NO_HEALTHY_SKIN,
        NotMeasurable.CLIPPED,
    }
    assert told == expected


def test_no_light_at_all_is_a_number() -> None:
    """A lesion of black pixels would be clipped; nearly black ones are not."""
    found = redness_of(even(LESION, (1, 1, 1)))
    assert np.isfinite([found.lesion_index, found.lesion_a]).all()


def test_tones_are_the_groups_of_the_typology_angle() -> None:
    found = [photo_tone(ita_deg) for ita_deg in (55.1, 55.0, 41.0, 28.0, 10.0, -30.0)]
    assert found == list(PhotoTone)


@for_each(
    parts={
        "en": ("en", "+5.0 (+25 %)", "+7.5", "very light"),
        "ko": ("ko", "+5.0(+25", "+7.5", "매우 밝은 색"),
        "vi": ("vi", "+5,0 (+25", "+7,5", "rất sáng"),
    }
)
def test_difference_share_and_tone_are_said(parts: tuple[str, ...]) -> None:
    language, *told = parts
    redness = Redness(25.0, 20.0, 8.0, 0.5, PhotoTone.VERY_LIGHT)
    text = redness_text(redness, Speech(language))
    assert all(part in text for part in told), text
    assert text.count("%") == 1  # a* of the skin is too small for a share
