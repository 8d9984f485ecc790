"""Measures of a lesion on a photo: in centimetres by a scale, of skin not of the wall behind."""

from __future__ import annotations

import math

import numpy as np
import pytest

from skin_core.errors import (
    LesionFillsPhoto,
    MaskEmpty,
    MaskSizeDiffers,
    MeasureError,
    ScaleImpossible,
)
from skin_core.i18n import LANGUAGES, error_text
from skin_core.imaging.measures import Contrast, NotMeasurable, measure_lesion
from skin_core.imaging.measures.colour_space import light_of
from skin_core.imaging.rendered import TONES, render_skin
from skin_core.services.lesion_colour import LEAST_COLOUR_ERROR
from skin_core.training.augment import recompress
from tests.for_each import for_each
from tests.unit.imaging.measures.drawn import (
    GREY_WALL,
    SKIN,
    Mask,
    Pixels,
    coded,
    depigmented,
    disc,
    even,
    exposed,
)

PALE = (225, 200, 185)


def contrast_of(photo: Pixels, lesion: Mask) -> Contrast:
    found = measure_lesion(photo, lesion).contrast
    assert isinstance(found, Contrast), found
    return found


def test_centimetres_come_from_the_scale_alone() -> None:
    lesion = disc(40)
    found = measure_lesion(even(lesion, PALE), lesion, px_per_cm=20)
    assert found.area_cm2 == pytest.approx(math.pi * 4, rel=0.02)
    assert found.diameter_cm == pytest.approx(4, rel=0.03)
    assert found.perimeter_cm == pytest.approx(4 * math.pi, rel=0.03)
    bare = measure_lesion(even(lesion, PALE), lesion)
    assert (bare.area_cm2, bare.perimeter_cm, bare.diameter_cm) == (None, None, None)


def test_area_is_told_of_the_skin_and_not_of_the_wall() -> None:
    lesion = disc(30, centre=(60, 100))
    photo = even(lesion, PALE)
    photo[:, 120:] = GREY_WALL
    found = measure_lesion(photo, lesion)
    assert found.area_fraction_of_photo == pytest.approx(math.pi * 900 / 48000, rel=0.02)
    assert found.area_fraction_of_skin == pytest.approx(math.pi * 900 / 24000, rel=0.03)


def test_healthy_skin_is_never_taken_from_the_background() -> None:
    """A patch at the edge of a limb: the wall begins three pixels beside it."""
    lesion = disc(30, centre=(86, 100))
    plain = even(lesion, PALE)
    beside_wall = plain.copy()
    beside_wall[:, 119:] = GREY_WALL
    without, with_wall = contrast_of(plain, lesion), contrast_of(beside_wall, lesion)
    assert with_wall.contrast == pytest.approx(without.contrast)
    assert with_wall.healthy_lab == pytest.approx(without.healthy_lab)


@pytest.mark.parametrize(
    ("lesion_mean", "skin_mean", "contrast", "name"),
    [(136.0, 91.2, 44.8, "severe"), (127.9, 101.7, 26.2, "moderate"), (188.0, 171.0, 17.0, "mild")],
)
def test_the_founding_study_is_told_as_it_was(
    lesion_mean: float, skin_mean: float, contrast: float, name: str
) -> None:
    lesion = disc(40)
    skin = np.round([skin_mean * 1.25, skin_mean * 0.95, 0]).astype(int)
    skin[2] = round(3 * skin_mean - skin[:2].sum())
    white = np.round([lesion_mean * 1.12, lesion_mean * 0.98, 0]).astype(int)
    white[2] = round(3 * lesion_mean - white[:2].sum())
    found = contrast_of(even(lesion, tuple(white), tuple(skin)), lesion)
    assert found.contrast == pytest.approx(contrast, abs=0.4)
    assert found.contrast_word == name


def test_a_darker_lesion_has_no_word_of_vitiligo() -> None:
    lesion = disc(40)
    found = contrast_of(even(lesion, (120, 80, 60)), lesion)
    assert found.contrast < 0
    assert found.contrast_word == ""
    assert found.delta_l_normalised < 0


@for_each(tone=tuple(TONES))
def test_half_a_stop_of_exposure_changes_no_normalised_measure(tone: str) -> None:
    """Rendered skin of every tone with shading, hair and noise: within 5 % at +-0.5 EV."""
    lesion = disc(38, size=(180, 240))
    photo = depigmented(exposed(render_skin("none", tone, 7, (240, 180)), -1.2), lesion)
    middle = contrast_of(photo, lesion)
    for stops in (-0.5, 0.5):
        other = contrast_of(exposed(photo, stops), lesion)
        assert other.delta_l_normalised == pytest.approx(middle.delta_l_normalised, rel=0.05)
        assert other.delta_e00 == pytest.approx(middle.delta_e00, rel=0.05)
    assert middle.delta_l_normalised > 0.1


@for_each(tone=tuple(TONES))
def test_light_and_compression_part_a_colour_from_itself_by_no_more_than_counts_as_none(
    tone: str,
) -> None:
    """What a clinic's own error of colour is never taken below."""
    lesion = disc(38, size=(180, 240))
    photo = depigmented(exposed(render_skin("none", tone, 7, (240, 180)), -1.2), lesion)
    told = contrast_of(photo, lesion).delta_e00
    dim = exposed(photo, -0.5)
    warm = coded(light_of(photo) * (1.1, 1.0, 0.8))
    for other in (warm, recompress(photo, 60, webp=False), recompress(dim, 60, webp=False)):
        apart = contrast_of(other, lesion).delta_e00 - told
        assert abs(apart) < LEAST_COLOUR_ERROR, (tone, apart)


def test_a_greater_loss_of_pigment_is_a_greater_difference() -> None:
    lesion = disc(40)
    skin = even(lesion, SKIN)
    steps = [
        contrast_of(depigmented(skin, lesion, np.array(gain)), lesion)
        for gain in ((1.02, 1.05, 1.1), (1.1, 1.3, 1.4), (1.2, 1.6, 1.9))
    ]
    for measure in ("delta_l_normalised", "delta_e00", "contrast", "ita_lesion_deg"):
        values = [getattr(one, measure) for one in steps]
        assert values == sorted(values), measure


def test_over_one_per_cent_clipped_pixels_tell_no_colour() -> None:
    lesion = disc(40)
    photo = even(lesion, PALE)
    photo[95:98, 100:116] = 255  # 48 of 5000 pixels of the lesion
    assert isinstance(measure_lesion(photo, lesion).contrast, Contrast)
    photo[98, 100:116] = 255
    found = measure_lesion(photo, lesion)
    assert found.contrast is NotMeasurable.CLIPPED
    assert found.clipped_lesion > 0.01


@for_each(glare={"red alone": (255, 150, 125), "white": (255, 255, 255)})
def test_glare_on_healthy_skin_counts_as_clipped(glare: tuple[int, int, int]) -> None:
    lesion = disc(40)
    photo = even(lesion, PALE)
    photo[46:54, 112:128] = glare
    assert measure_lesion(photo, lesion).contrast is NotMeasurable.CLIPPED


def test_without_healthy_skin_no_colour_is_told() -> None:
    lesion = disc(40)
    found = measure_lesion(even(lesion, PALE, (140, 140, 142)), lesion)
    assert found.contrast is NotMeasurable.NO_HEALTHY_SKIN
    assert found.area_fraction_of_skin is None


def test_a_photo_under_woods_lamp_is_kept_apart() -> None:
    lesion = disc(40)
    violet = even(lesion, (110, 150, 240), (60, 30, 160))
    assert measure_lesion(violet, lesion).contrast is NotMeasurable.COLOURED_LIGHT


def test_a_cast_is_corrected_only_where_skin_cannot_have_it() -> None:
    lesion = disc(40)
    plain = even(lesion, PALE)
    tinted = (plain * np.array([0.95, 0.81, 0.57])).astype(np.uint8)
    as_seen, corrected = contrast_of(plain, lesion), contrast_of(tinted, lesion)
    assert not as_seen.cast_corrected
    assert corrected.cast_corrected
    assert corrected.healthy_lab[2] < 45


def test_colours_of_the_lesion_are_told_by_their_share() -> None:
    lesion = disc(40)
    photo = even(lesion, (120, 70, 50))
    photo[:, :110][lesion[:, :110]] = (60, 40, 40)
    found = measure_lesion(photo, lesion).colours
    assert [one.hex for one in found] == ["#784632", "#3c2828"]
    assert sum(one.share for one in found) == pytest.approx(1)
    assert measure_lesion(photo, lesion).colours == found


def test_a_reduced_photo_gives_the_measures_of_the_whole() -> None:
    whole = disc(160, size=(800, 960))
    photo = even(whole, PALE)
    small = np.ascontiguousarray(photo[::4, ::4])
    found = measure_lesion(small, whole, 80.0, full_size=(800, 960))
    assert found.diameter_cm == pytest.approx(4, rel=0.02)
    assert isinstance(found.contrast, Contrast)
    assert found.contrast.contrast == pytest.approx(contrast_of(photo, whole).contrast, abs=0.5)


def empty() -> Mask:
    return np.zeros((200, 240), np.bool_)


REFUSED: dict[str, tuple[Mask, float | None, type[MeasureError]]] = {
    "another size": (disc(20, size=(100, 100)), None, MaskSizeDiffers),
    "turned by a quarter": (disc(20, size=(240, 200)), None, MaskSizeDiffers),
    "empty": (empty(), None, MaskEmpty),
    "all of it": (~empty(), None, LesionFillsPhoto),
    "a cross over all borders": (disc(150), None, LesionFillsPhoto),
    "no scale": (disc(20), 0.0, ScaleImpossible),
    "centimetres a pixel": (disc(20), 0.02, ScaleImpossible),
    "not a number": (disc(20), math.nan, ScaleImpossible),
    "endless": (disc(20), math.inf, ScaleImpossible),
}


@for_each(case=REFUSED)
def test_what_cannot_be_measured_is_refused_with_a_sentence(
    case: tuple[Mask, float | None, type[MeasureError]],
) -> None:
    mask, scale, kind = case
    with pytest.raises(kind) as caught:
        measure_lesion(even(disc(20), PALE), mask, scale)
    for language in LANGUAGES:
        assert "{" not in error_text(caught.value, language)


@pytest.mark.parametrize("corner", [(0, 0), (199, 239), (100, 120)])
def test_a_single_pixel_is_measured_or_said_not_to_be(corner: tuple[int, int]) -> None:
    mask = empty()
    mask[corner] = True
    found = measure_lesion(even(mask, PALE), mask)
    assert found.shape.area_px == 1
    assert found.shape.cut_off is (corner != (100, 120))
