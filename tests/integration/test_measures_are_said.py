"""Measures under a photo: what they rest on, and a sentence for all that cannot be measured."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from skin_core.domain.case import Draft
from skin_core.domain.outline import DrawnOutline, HandScale, ScaledBy
from skin_core.domain.photo import PhotoKind
from skin_core.errors import LengthTooShort, MarksTooClose, ScaleImpossible, SkinError
from skin_core.i18n import LANGUAGES, error_text, t
from skin_core.imaging.annotations import read_outlines
from skin_core.imaging.hand_scale import coins, told_scale
from skin_core.imaging.measures import Contrast, NotMeasurable, measure_lesion
from skin_core.imaging.measures.contrast import MOST_CLIPPED
from skin_core.imaging.measures.scaled import CARD, contrast, measured
from skin_core.imaging.registration import Side, register
from skin_core.imaging.rendered import render_skin
from skin_core.narrative.measures import measured_text, scale_text
from skin_core.narrative.speech import Speech
from skin_core.services.outlines import mask_of
from skin_core.storage.codec import from_json, outlines_from_json
from tests.altered_photos import altered
from tests.integration.test_scale_card import (
    AREA_CM2,
    CARD_AT,
    LESION_AT,
    PX_PER_MM,
    card,
    scene,
    tilted,
)
from tests.unit.imaging.measures.drawn import disc, even

__all__ = ["card"]
Pixels = NDArray[np.uint8]
LESION = disc()
PHOTO = even(LESION, (225, 200, 185))
SIZE = (240, 200)
OF_LANGUAGE = {"en": r"[a-z]", "ko": r"[가-힣]", "vi": r"[ăâđêôơưạảấầậắặẹếềệọốồộớờợụứừựịỉỏủ]"}


def ruler(length_mm: float, *ends: tuple[float, float], by: ScaledBy = ScaledBy.RULER) -> HandScale:
    return HandScale("photo", by, length_mm, ends, "2026-11-20T09:00:00+00:00")


def half_hidden(card: Pixels) -> tuple[Pixels, NDArray[np.bool_]]:
    """The right half of the card lies under something."""
    photo, lesion = scene(card)
    x, y = (place * PX_PER_MM for place in CARD_AT)
    photo[y : y + card.shape[0], x + card.shape[1] // 2 : x + card.shape[1]] = 90
    return photo, lesion


def test_the_card_on_a_photo_tells_centimetres_by_itself_through_tilt(card: Pixels) -> None:
    straight, mask = scene(card)
    photo, lesion = (tilted(one, 30, 40) for one in (straight, mask.astype(np.uint8)))
    small = cv2.resize(lesion, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_NEAREST) > 0
    found = measured(photo, small, photo.shape[1::-1], PhotoKind.CLINICAL)
    assert found.scale == CARD
    assert found.measures.area_cm2 == pytest.approx(AREA_CM2, rel=0.03)
    assert found.area_error >= 0.03
    assert found.measures.area_fraction_of_photo == pytest.approx(small.mean(), rel=0.02)


def in_light(photo: Pixels, *channels: float) -> Pixels:
    return np.clip(photo * np.array(channels), 0, 255).astype(np.uint8)


def test_a_card_brings_back_no_colour_that_the_file_does_not_hold(card: Pixels) -> None:
    """Full red is full under any white that is set later, on the page and in the follow-up."""
    photo, lesion = scene(card)
    photo[lesion] = (250, 205, 190)
    warm = in_light(photo, 1.12, 0.95, 0.75)
    found = measured(warm, lesion, warm.shape[1::-1], PhotoKind.CLINICAL)
    assert (found.scale, found.white_set) == (CARD, True)
    assert found.measures.contrast is NotMeasurable.CLIPPED
    assert found.measures.redness is NotMeasurable.CLIPPED
    assert found.measures.clipped_lesion == 1
    assert contrast(warm, lesion, PhotoKind.CLINICAL)[0] is NotMeasurable.CLIPPED
    wood = altered("wood", scene(card)[0])
    under_it = measured(wood, lesion, wood.shape[1::-1], PhotoKind.CLINICAL)
    assert (under_it.scale, under_it.white_set) == (CARD, True)
    for told in (under_it.measures.contrast, contrast(wood, lesion, PhotoKind.CLINICAL)[0]):
        assert told is NotMeasurable.COLOURED_LIGHT


def test_the_founding_contrast_is_that_of_the_file_with_a_card_as_without(card: Pixels) -> None:
    photo, lesion = scene(card)
    dim = in_light(photo, 0.9, 0.85, 0.6)
    plain = measure_lesion(dim, lesion).contrast
    found = measured(dim, lesion, dim.shape[1::-1], PhotoKind.CLINICAL)
    assert found.white_set
    for told in (found.measures.contrast, contrast(dim, lesion, PhotoKind.CLINICAL)[0]):
        assert isinstance(told, Contrast)
        assert isinstance(plain, Contrast)
        assert told.contrast == pytest.approx(plain.contrast, abs=0.1)
        assert told.lesion_lab[2] < plain.lesion_lab[2] - 5  # all else is told without the cast


def test_a_contrast_tells_whether_the_card_set_its_white(card: Pixels) -> None:
    photo, lesion = scene(card)
    assert contrast(photo, lesion, PhotoKind.CLINICAL)[1]
    hidden, lesion = half_hidden(card)
    assert not contrast(hidden, lesion, PhotoKind.CLINICAL)[1]


def test_white_paper_of_a_card_is_no_glare_of_skin(card: Pixels) -> None:
    """Its share of skin is that of the skin to be seen, whether the card tells a size or not."""
    for photo, lesion in (scene(card), half_hidden(card)):
        skin = lesion.size - card.shape[0] * card.shape[1]
        found = measured(photo, lesion, photo.shape[1::-1], PhotoKind.CLINICAL)
        share = found.measures.area_fraction_of_skin
        assert share == pytest.approx(lesion.sum() / skin, rel=0.02)


def test_a_card_in_the_bend_of_a_lesion_makes_its_colour_no_overexposed_one(card: Pixels) -> None:
    photo, lesion = scene(card)
    bend = np.zeros_like(lesion)
    bend[40:400, 40:900], bend[40:680, 40:200] = True, True
    photo[bend] = (120, 70, 60)
    found = measured(photo, bend, photo.shape[1::-1], PhotoKind.CLINICAL)
    assert found.scale == CARD
    assert found.measures.clipped_ring < MOST_CLIPPED
    assert isinstance(found.measures.contrast, Contrast)
    assert isinstance(contrast(photo, bend, PhotoKind.CLINICAL)[0], Contrast)


def test_a_lesion_cut_off_by_its_photo_is_cut_off_beside_a_card_too(card: Pixels) -> None:
    whole, mask = scene(card)
    below = LESION_AT[1] * PX_PER_MM
    photo, lesion = whole[below:], mask[below:]
    plain, found = (
        measure_lesion(photo, lesion),
        measured(photo, lesion, photo.shape[1::-1], PhotoKind.CLINICAL),
    )
    assert found.scale == CARD
    assert found.measures.shape.cut_off
    assert found.measures.shape.area_px == plain.shape.area_px
    assert not measured(whole, mask, whole.shape[1::-1], PhotoKind.CLINICAL).measures.shape.cut_off


def test_a_card_half_hidden_is_named_and_the_ruler_counts(card: Pixels) -> None:
    photo, lesion = half_hidden(card)
    width = photo.shape[1]
    by_ruler = ruler(50, (0.1, 0.5), (0.1 + 50 * PX_PER_MM / width, 0.5))
    found = measured(photo, lesion, photo.shape[1::-1], PhotoKind.CLINICAL, by_ruler)
    assert found.scale == ScaledBy.RULER
    assert found.refused is not None
    assert found.measures.area_cm2 == pytest.approx(AREA_CM2, rel=0.02)
    for language, of_it in (("en", "tilt"), ("ko", "기울기"), ("vi", "độ nghiêng")):
        told = scale_text(found, Speech(language))
        assert error_text(found.refused, language) in told
        assert of_it in told
        line = measured_text(found, Speech(language))
        assert "cm²" in line
        shape = replace(found.measures.shape, cut_off=True)
        cut_off = replace(found, measures=replace(found.measures, shape=shape))
        note = t("measure.note.cut_off", language)  # of a report, which has no other notes
        assert note in measured_text(cut_off, Speech(language))
        assert note not in line
        by_width = scale_text(replace(found, scale=ScaledBy.WIDTH), Speech(language))
        marks = {"en": "marked", "ko": "표시", "vi": "đánh dấu"}[language]  # none were set
        assert marks in told
        assert marks not in by_width
        assert of_it in by_width


def test_a_scale_by_hand_tells_its_error() -> None:
    long, short = (told_scale(ruler(mm, (0, 0), (mm / 100, 0)), 1000, 750) for mm in (60, 20))
    assert long.px_per_cm == pytest.approx(100)
    assert long.length_error < short.length_error < 0.05
    assert long.area_error > 1 / np.cos(np.radians(30)) - 1
    width = told_scale(ruler(100, by=ScaledBy.WIDTH), 1000, 750)
    assert width.px_per_cm == pytest.approx(100)
    assert width.length_error == pytest.approx(0.005)
    coin = ruler(coins()["krw_500"], (0.2, 0.2), (0.465, 0.2), by=ScaledBy.COIN)
    assert told_scale(coin, 1000, 750).px_per_cm == pytest.approx(100)


def test_a_scale_that_may_be_off_by_more_than_a_tenth_is_none() -> None:
    """Marks far apart do not help where what lies between them is too short to be read."""
    far = ((0.1, 0.5), (0.9, 0.5))
    for mm in (0, -30, float("nan"), 2, 4):
        for bad in (ruler(mm, *far), ruler(mm, by=ScaledBy.WIDTH)):
            with pytest.raises(LengthTooShort):
                told_scale(bad, 1200, 900)
    for mm in (1e6, float("inf")):
        with pytest.raises(ScaleImpossible):
            told_scale(ruler(mm, by=ScaledBy.WIDTH), 1200, 900)
    for bad in (
        ruler(24, (0.5, 0.5), (0.5, 0.5), by=ScaledBy.COIN),
        ruler(24, (-5, 0.5), (9, 0.5), by=ScaledBy.COIN),
        ruler(24, (float("nan"), 0.5), (0.5, 0.5)),
    ):
        with pytest.raises(MarksTooClose):
            told_scale(bad, 1200, 900)
    assert told_scale(ruler(10, *far), 1200, 900).length_error < 0.1


def bad_input(card: Pixels) -> dict[str, Callable[[], object]]:
    other = render_skin("plaque", "tan", 3, (480, 360)), render_skin("mole", "light", 8, (480, 360))
    shape = {"label": "a", "shape_type": "polygon", "points": [[1, 1], [5, "x"], [3, 8]]}
    rle = {"segmentation": {"size": [6, 5], "counts": [3, 40]}, "image_id": 1, "category_id": 1}
    data_set = {
        "images": [{"id": 1, "file_name": "a.jpg", "height": 6, "width": 5}],
        "annotations": [{"id": 1, **rle}],
        "categories": [{"id": 1, "name": "lesion"}],
    }
    labelme = {"shapes": [shape], "imageHeight": 9, "imageWidth": 9}
    clinical, full = PhotoKind.CLINICAL, np.ones_like(LESION)
    return {
        "mask of another size": lambda: measure_lesion(PHOTO, disc(20, (100, 100))),
        "empty mask": lambda: measure_lesion(PHOTO, LESION & False),
        "all four borders": lambda: measured(PHOTO, full, SIZE, clinical),
        "different sites": lambda: register(*map(Side, other)),
        "malformed labelme": lambda: read_outlines(json.dumps(labelme).encode()),
        "malformed run lengths": lambda: read_outlines(json.dumps(data_set).encode()),
        "drawing that arrived damaged": lambda: mask_of(
            DrawnOutline("p", 240, 200, "~~", "2026"), *SIZE
        ),
        "card half hidden": lambda: _raised(measured(*half_hidden(card), SIZE, clinical).refused),
        "marks too close": lambda: told_scale(ruler(24, (0.5, 0.5), (0.51, 0.5)), *SIZE),
        "no length": lambda: told_scale(ruler(0, by=ScaledBy.WIDTH), *SIZE),
        "impossible scale": lambda: told_scale(ruler(0.01, (0, 0.5), (1, 0.5)), *SIZE),
        "damaged outlines in the database": lambda: outlines_from_json('[{"photo_id": "p"'),
        "damaged draft in the database": lambda: from_json(Draft, '{"draft_id": 3}'),
    }


def _raised(error: SkinError | None) -> None:
    if error:
        raise error


def test_bad_input_is_a_sentence_in_each_language(card: Pixels) -> None:
    codes = set()
    for name, ask in bad_input(card).items():
        with pytest.raises(SkinError) as caught:
            ask()
        codes.add(caught.value.code)
        for language in LANGUAGES:
            told = error_text(caught.value, language)
            assert re.search(OF_LANGUAGE[language], told), (name, language)
            assert told.endswith("."), (name, told)
            assert not re.search(r"[{}]|error\.", told), (name, told)
    assert len(codes) >= 10
