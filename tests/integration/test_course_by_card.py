"""Two visits with the scale card in the picture: square centimetres, and the skin over the skin."""

from __future__ import annotations

import math
from dataclasses import fields, replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from skin_core.domain.analysis import LesionOutline
from skin_core.domain.case import Case, ClinicianAssessment, StoredPhoto
from skin_core.domain.course import Area, Changed, Spread, Unit, Visit
from skin_core.domain.outline import DrawnOutline
from skin_core.domain.photo import GateReason
from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.registration import RegisteredBy
from skin_core.imaging.rendered import render_skin
from skin_core.imaging.scale_card import CARD_AREA_ERROR
from skin_core.inference.explain import LAYER_TYPE
from skin_core.inference.layers import MemoryLayers
from skin_core.inference.outline import OUTLINE, OutlineMap
from skin_core.services.aligned import aligned, outlined_photo
from skin_core.services.area_change import OwnError, compare_areas
from skin_core.services.diary import own_error
from skin_core.services.lesion_area import OutlinedPhotos, areas_of
from skin_core.services.measures import measured_photo
from skin_core.services.outlines import drawing_size, mask_of, runs_of
from tests.altered_photos import altered
from tests.integration.test_scale_card import PX_PER_MM, card, tilted
from tests.sample_cases import ZOSTER, case_analysis, case_of, photo_analysis

__all__ = ["card"]
FIELD_PX = (960, 720)
CARD_PX, MIDDLE_PX = (240, 440), (480, 200)
FILES: dict[str, bytes] = {}


def visit(
    card: NDArray[np.uint8], name: str, axes_mm: tuple[int, int], turn: float, tilt: float = 12
) -> Case:
    """A lesion drawn on rendered skin beside the card, outlined as it is, seen aslant."""
    skin = render_skin("mole", "light", 3, FIELD_PX)
    lesion = np.zeros(FIELD_PX[::-1], np.uint8)
    axes = tuple(half * PX_PER_MM for half in axes_mm)
    cv2.ellipse(lesion, MIDDLE_PX, axes, 20, 0, 360, 1, -1)
    skin[lesion > 0] = skin[lesion > 0] // 2
    x, y = CARD_PX
    skin[y : y + card.shape[0], x : x + card.shape[1]] = card
    photo, mask = (tilted(one, tilt, turn) for one in (skin, lesion))
    FILES[name] = to_jpeg(photo, 92)
    width, height = drawing_size(*FIELD_PX)
    small = cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST) > 0
    drawn = DrawnOutline(name, width, height, runs_of(small), "2026-11-20T09:00:00+00:00")
    judged = photo_analysis(name, ZOSTER, tuple(ZOSTER))
    judged = replace(judged, width_px=FIELD_PX[0], height_px=FIELD_PX[1])
    stored = StoredPhoto(name, name, name, "", "image/jpeg", *FIELD_PX)
    case = case_of(case_analysis((judged,), {}), ClinicianAssessment(outlines=(drawn,)))
    return replace(case, photos=(stored,))


def area_of(
    case: Case, files: dict[str, bytes] = FILES, layers: MemoryLayers | None = None
) -> Area | None:
    """Of the photo that counts for a case by itself."""
    of_photos = areas_of(
        OutlinedPhotos.of(case), layers or MemoryLayers(), files.__getitem__, lambda _, make: make()
    )
    return next(of_photos, None)


def test_a_lesion_that_shrank_is_measured_and_laid_over_what_it_was(
    card: NDArray[np.uint8],
) -> None:
    visits = []
    for name, axes, turn in (("first", (14, 9), 0.0), ("later", (10, 6), 70.0)):
        case = visit(card, name, axes, turn)
        area = area_of(case)
        assert area is not None
        assert area.cm2 is not None
        assert area.cm2.value == pytest.approx(math.pi * axes[0] * axes[1] / 100, rel=0.03)
        visits.append(Visit(case, area))
    before, after = (one.area for one in visits)
    assert compare_areas(before, after).changed is Changed.ERROR_UNKNOWN
    repeated = [replace(before, cm2=Spread(size)) for size in (3.0, 3.1, 2.9)] if before else []
    again = [replace(visits[0], area=one) for one in repeated]
    own = own_error(tuple((again[0], one) for one in (*again, *again[:2])))
    verdict = compare_areas(before, after, own=own)
    assert (verdict.changed, verdict.unit) == (Changed.SMALLER, Unit.CM2)

    first, later = (outlined_photo(one, lambda _: MemoryLayers()) for one in visits)
    laid = aligned(FILES.__getitem__, first, later)
    assert laid.registered is not None
    assert laid.registered.by is RegisteredBy.CARD
    assert laid.registered.residual_share is not None
    assert laid.registered.residual_share < 0.01
    assert laid.registered.length_error < 0.04


def test_a_card_printed_too_small_is_held_against_the_skin(card: NDArray[np.uint8]) -> None:
    """Lengths are a fifth too long by it: the lesion that stayed the same seems to have grown."""
    small = cv2.resize(card, None, fx=1 / 1.2, fy=1 / 1.2, interpolation=cv2.INTER_AREA)
    visits = []
    for name, printed in (("first", card), ("later", np.asarray(small, np.uint8))):
        case = visit(printed, name, (12, 8), 0.0, tilt=0)
        area = area_of(case)
        visits.append(Visit(case, area))
    first, later = (outlined_photo(one, lambda _: MemoryLayers()) for one in visits)
    laid = aligned(FILES.__getitem__, first, later)
    before, after = (one.area for one in visits)
    verdict = compare_areas(before, after, laid.field, laid.field_error, OwnError(1.2, 6))
    assert (verdict.changed, verdict.unit) == (Changed.WITHIN_ERROR, Unit.FIELD)
    assert verdict.scales_part == pytest.approx(1.2, rel=0.02)


def test_a_card_seen_from_afar_tells_less_exactly_in_the_course_as_under_the_photo(
    card: NDArray[np.uint8],
) -> None:
    """20 pixels on a centimetre: a third of the least from which the card is read at all."""
    near = visit(card, "near", (14, 9), 0.0)
    pixels = cv2.imdecode(np.frombuffer(FILES["near"], np.uint8), cv2.IMREAD_COLOR_RGB)
    assert pixels is not None
    small = cv2.resize(pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    files = {"near": to_jpeg(np.asarray(small, np.uint8), 95)}
    (judged,) = near.analysis.photos
    assert near.assessment is not None
    mask = mask_of(near.assessment.outlines[0], *FIELD_PX)
    under = measured_photo(files["near"], mask, judged, None)
    assert under.area_error > 2 * CARD_AREA_ERROR - 0.01
    by_hand = area_of(near, files)

    odds = cv2.resize(np.where(mask, 4, -4).astype(np.float32), (64, 64))
    lines = {one.name: 0.0 for one in fields(OutlineMap) if one.type == "float"}
    layers = MemoryLayers()
    key = layers.put(OutlineMap(odds=odds, largest_only=True, **lines).to_bytes(), LAYER_TYPE)  # type: ignore[arg-type]
    lesion = LesionOutline(0.06, (0.05, 0.07), 0.9, "lesion-outline", "1", area_cm2=4.0)
    judged = replace(judged, lesion=lesion, layers={OUTLINE: key})
    drawn = replace(near, assessment=None, analysis=case_analysis((judged,), {}))
    by_network = area_of(drawn, files, layers)
    assert by_network is not None
    assert by_network.cm2 is not None
    assert by_network.cm2.high == pytest.approx(4 * 7 / 6 * (1 + by_network.card_error))
    for area in (by_hand, by_network):
        assert area is not None
        assert area.card_error == pytest.approx(under.area_error, abs=0.001)


def test_a_woods_lamp_photo_that_was_shown_anyway_is_kept_apart(card: NDArray[np.uint8]) -> None:
    """The gate saw no skin on it, and then does not tell its light."""
    case = visit(card, "white", (10, 8), 0.0)
    shown = case.analysis.photos[0]
    gate = replace(shown.gate, accepted=False, reasons=(GateReason.NOT_SKIN,))
    forced = replace(shown, gate=gate, forced=True)
    case = replace(case, analysis=replace(case.analysis, photos=(forced,)))
    skin = render_skin("plaque", "very_light", 4, FIELD_PX)
    for light, photo in ((False, skin), (True, altered("wood", skin))):
        files = {"white": to_jpeg(photo, 92)}
        area = area_of(case, files)
        assert area is not None
        assert area.is_coloured is light
