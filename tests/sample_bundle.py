"""A saved case with a real photo and a network's outline: what a bundle and DICOM are made of."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from skin_core.domain.analysis import LesionOutline
from skin_core.domain.case import Case, Patient
from skin_core.domain.photo import PhotoKind
from skin_core.imaging.overlay import to_jpeg
from skin_core.inference.outline import OUTLINE, OutlineMap
from skin_core.storage.cases import save_case
from skin_core.storage.drafts import save_draft
from skin_core.storage.store import Store
from tests.sample_drafts import NOW, draft_of, person

LESION = LesionOutline(0.1, (0.05, 0.15), 0.9, "lesion-outline", "2026.12")


WIDTH, HEIGHT = 400, 300


def skin_jpeg(width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """Plain skin with a darker patch."""
    pixels = np.full((height, width, 3), (205, 165, 145), np.uint8)
    pixels[height // 3 : 2 * height // 3, width // 3 : width // 2] = (120, 60, 50)
    return to_jpeg(pixels)


def outlined_case(
    store: Store,
    patient: Patient | None = None,
    *,
    photo: bytes = b"",
    kind: PhotoKind = PhotoKind.CLINICAL,
    visit_date: str = "2026-11-21",
) -> Case:
    """The case, saved as the page does; the lesion lies where the patch is."""
    made = draft_of(store, patient or person(), photo or skin_jpeg())
    files = store.files.scope(made.draft_id)
    odds = np.full((56, 56), -4, np.float32)
    odds[18:38, 18:28] = 4
    layer = OutlineMap(odds, 0.5, -0.5, True, 0.001).to_bytes()
    small = files.put(skin_jpeg(120, 90), "image/jpeg")
    key = files.put(layer, "application/x-npz")
    assert made.analysis is not None
    (judged,) = made.analysis.photos
    judged = replace(
        judged,
        layers={OUTLINE: key},
        lesion=LESION,
        width_px=WIDTH,
        height_px=HEIGHT,
        provenance=replace(judged.provenance, created_at=NOW.isoformat()),
    )
    analysis = replace(made.analysis, photos=(judged,), kind=kind)
    stored = replace(made.photos[0], thumbnail_key=small, width_px=WIDTH, height_px=HEIGHT)
    made = replace(made, photos=(stored,), analysis=analysis, diagnosis="herpes_zoster")
    return save_case(store, save_draft(store, made, NOW), visit_date=visit_date, now=NOW)
