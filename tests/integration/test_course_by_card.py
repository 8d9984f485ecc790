"""Two visits with the scale card in the picture: square centimetres, and the skin over the skin."""

from __future__ import annotations

import math
from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from skin_core.domain.case import Case, ClinicianAssessment, StoredPhoto
from skin_core.domain.course import Changed, Spread, Unit, Visit
from skin_core.domain.outline import DrawnOutline
from skin_core.domain.photo import GateReason
from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.registration import RegisteredBy
from skin_core.imaging.rendered import render_skin
from skin_core.inference.layers import MemoryLayers
from skin_core.services.aligned import aligned, outlined_photo
from skin_core.services.diary import own_error
from skin_core.services.lesion_area import area_of, compare_areas
from skin_core.services.outlines import drawing_size, runs_of
from tests.altered_photos import altered
from tests.integration.test_scale_card import PX_PER_MM, card, tilted
from tests.sample_cases import ZOSTER, case_analysis, case_of, photo_analysis

__all__ = ["card"]
FIELD_PX = (960, 720)
CARD_PX, MIDDLE_PX = (240, 440), (480, 200)
FILES: dict[str, bytes] = {}


def visit(card: NDArray[np.uint8], name: str, axes_mm: tuple[int, int], turn: float) -> Case:
    """A lesion drawn on rendered skin beside the card, outlined as it is, seen aslant."""
    skin = render_skin("mole", "light", 3, FIELD_PX)
    lesion = np.zeros(FIELD_PX[::-1], np.uint8)
    axes = tuple(half * PX_PER_MM for half in axes_mm)
    cv2.ellipse(lesion, MIDDLE_PX, axes, 20, 0, 360, 1, -1)
    skin[lesion > 0] = skin[lesion > 0] // 2
    x, y = CARD_PX
    skin[y : y + card.shape[0], x : x + card.shape[1]] = card
    photo, mask = (tilted(one, 12, turn) for one in (skin, lesion))
    FILES[name] = to_jpeg(photo, 92)
    width, height = drawing_size(*FIELD_PX)
    small = cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST) > 0
    drawn = DrawnOutline(name, width, height, runs_of(small), "2026-11-20T09:00:00+00:00")
    judged = photo_analysis(name, ZOSTER, tuple(ZOSTER))
    judged = replace(judged, width_px=FIELD_PX[0], height_px=FIELD_PX[1])
    stored = StoredPhoto(name, name, name, "", "image/jpeg", *FIELD_PX)
    case = case_of(case_analysis((judged,), {}), ClinicianAssessment(outlines=(drawn,)))
    return replace(case, photos=(stored,))


def test_a_lesion_that_shrank_is_measured_and_laid_over_what_it_was(
    card: NDArray[np.uint8],
) -> None:
    visits = []
    for name, axes, turn in (("first", (14, 9), 0.0), ("later", (10, 6), 70.0)):
        case = visit(card, name, axes, turn)
        area = area_of(case, MemoryLayers(), FILES.__getitem__, lambda _, make: make())
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
    assert laid.registered.length_error < 0.03


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
        area = area_of(case, MemoryLayers(), files.__getitem__, lambda _, make: make())
        assert area is not None
        assert area.is_coloured is light
