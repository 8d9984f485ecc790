"""What the clinician draws counts, is checked, and stands beside what the network drew."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime

import numpy as np
import pytest

from skin_core.domain.analysis import LesionOutline, PhotoAnalysis
from skin_core.domain.case import ClinicianAssessment, Draft, StoredPhoto
from skin_core.domain.outline import DrawnOutline, HandScale, OutlinedBy, ScaledBy
from skin_core.domain.photo import GateReason
from skin_core.errors import (
    OutlineEmpty,
    OutlineError,
    OutlineMalformed,
    OutlineRejected,
    OutlineSizeDiffers,
)
from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered import render_skin
from skin_core.inference.outline import OUTLINE, OutlineMap
from skin_core.services import outlines, workbench
from skin_core.services.drafts import new_draft
from skin_core.services.lesion_area import OutlinedPhotos, areas_of
from skin_core.services.measures import case_measures
from skin_core.storage.codec import from_json, outlines_from_json, outlines_to_json, to_json
from tests.sample_cases import zoster_case

NOW = datetime(2027, 1, 5, 10, tzinfo=UTC)
CASE = zoster_case(photos=2)
PHOTOS = tuple(
    StoredPhoto(one.photo_id, one.name, "", "", "image/jpeg", one.width_px, one.height_px)
    for one in CASE.analysis.photos
)
PHOTO = PHOTOS[0]
DRAFT = replace(new_draft(NOW), photos=PHOTOS, analysis=CASE.analysis)
WIDTH, HEIGHT = outlines.drawing_size(PHOTO.width_px, PHOTO.height_px)
EMPTY = outlines.runs_of(np.zeros((HEIGHT, WIDTH), np.bool_))


class Layers:
    """A store of one layer."""

    def __init__(self, data: bytes = b"") -> None:
        self.data = data

    def put(self, data: bytes, media_type: str) -> str:
        raise NotImplementedError

    def get(self, key: str) -> bytes:
        return self.data


def square(side: int = 20) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    mask = np.zeros((HEIGHT, WIDTH), np.bool_)
    mask[10 : 10 + side, 30 : 30 + side] = True
    return mask


def drawn(runs: str | None = None, photo_id: str = PHOTO.photo_id, **size: int) -> DrawnOutline:
    size = {"width_px": WIDTH, "height_px": HEIGHT, **size}
    text = outlines.runs_of(square()) if runs is None else runs
    return DrawnOutline(photo_id, runs=text, at="2027-01-05T10:00:00+00:00", by="Dr. Lee", **size)


def outlined_by_network() -> tuple[PhotoAnalysis, Layers]:
    """The first photo, with a quarter of it outlined."""
    odds = np.where(np.indices((40, 40)).max(axis=0) < 20, 4.0, -4.0).astype(np.float32)
    lines = {one.name: 0.0 for one in fields(OutlineMap) if one.type == "float"}
    drawn_by_network = OutlineMap(odds=odds, largest_only=True, **lines)  # type: ignore[arg-type]
    lesion = LesionOutline(0.25, (0.2, 0.3), 0.9, "lesion-outline", "1")
    photo = replace(CASE.analysis.photos[0], lesion=lesion, layers={OUTLINE: "key"})
    return photo, Layers(drawn_by_network.to_bytes())


def test_the_clinicians_outline_counts_and_the_networks_comes_back_without_it() -> None:
    photo, layers = outlined_by_network()
    by_network = outlines.counting_outline(photo, (), layers)
    by_hand = outlines.counting_outline(photo, (drawn(photo_id="another"), drawn()), layers)
    assert by_network is not None
    assert by_hand is not None
    assert (by_network.by, by_hand.by) == (OutlinedBy.NETWORK, OutlinedBy.CLINICIAN)
    assert by_network.area_fraction == 0.25
    assert by_network.mask.mean() == pytest.approx(0.25, abs=0.02)
    assert by_hand.area_fraction == 400 / (WIDTH * HEIGHT)
    assert np.array_equal(by_hand.mask, square())


def test_no_lesion_to_outline_leaves_nothing_to_measure_until_it_is_taken_back() -> None:
    """Where the network's outline is false, as on a photo of healthy skin."""
    photo, layers = outlined_by_network()
    analysis = replace(CASE.analysis, photos=(photo, CASE.analysis.photos[1]))
    rejected = workbench.outlined(replace(DRAFT, analysis=analysis), drawn(EMPTY))
    assert from_json(Draft, to_json(rejected)) == rejected
    by_hand = outlines.counting_outline(photo, rejected.outlines, layers)
    assert by_hand is not None
    assert (by_hand.by, by_hand.area_fraction) == (OutlinedBy.CLINICIAN, 0)
    assert not by_hand.mask.any()
    width = HandScale(PHOTO.photo_id, ScaledBy.WIDTH, 100.0, (), "2027-01-05")
    shown = OutlinedPhotos(PHOTOS, (photo,), rejected.outlines, (width,))
    pixels = render_skin("plaque", "tan", 3, (PHOTO.width_px, PHOTO.height_px))
    found = areas_of(shown, layers, lambda _: to_jpeg(pixels, 92), lambda _, make: make())
    assert not [*found]
    told = ClinicianAssessment(outlines=rejected.outlines)
    case = replace(CASE, photos=PHOTOS, analysis=analysis, assessment=told)
    (measures,) = case_measures(case, layers, lambda _: pixels, lambda _, make: make())
    assert isinstance(measures.found, OutlineRejected)
    unfound = replace(photo, lesion=None, layers={})
    nothing = replace(case, analysis=replace(analysis, photos=(unfound, analysis.photos[1])))
    assert not [*case_measures(nothing, layers, lambda _: pixels, lambda _, make: make())]
    taken_back = workbench.without_outline(rejected, PHOTO.photo_id)
    by_network = outlines.counting_outline(photo, taken_back.outlines, layers)
    assert by_network is not None
    assert by_network.area_fraction == 0.25


def test_a_photo_that_nobody_outlined_has_no_outline() -> None:
    assert outlines.counting_outline(CASE.analysis.photos[0], (), Layers()) is None


def test_of_a_visit_the_photo_under_white_light_is_measured_first() -> None:
    """Under a Wood's lamp a pale patch has another edge; it is kept apart, and comes last."""
    gate = replace(CASE.analysis.photos[0].gate, reasons=(GateReason.COLOURED_LIGHT,))
    under_lamp = replace(CASE.analysis.photos[0], gate=gate)
    judged = (under_lamp, CASE.analysis.photos[1])
    shown = OutlinedPhotos(PHOTOS, judged, tuple(drawn(photo_id=one.photo_id) for one in PHOTOS))
    found = areas_of(shown, Layers(), lambda _: b"", lambda *_: b"")
    assert [(one.photo_id, one.is_coloured) for one in found] == [
        (PHOTOS[1].photo_id, False),
        (PHOTOS[0].photo_id, True),
    ]


def test_of_an_overview_and_a_close_up_the_photo_that_shows_the_lesion_is_measured() -> None:
    """On the overview the network found nothing: no lesion of size 0."""
    nothing = LesionOutline(0.0, (0.0, 0.0), 0.9, "lesion-outline", "1")
    overview, close_up = (replace(one, lesion=nothing) for one in CASE.analysis.photos)
    whole = np.full((40, 40), -4.0, np.float32)
    lines = {one.name: 0.0 for one in fields(OutlineMap) if one.type == "float"}
    layers = Layers(OutlineMap(odds=whole, largest_only=True, **lines).to_bytes())  # type: ignore[arg-type]
    overview = replace(overview, layers={OUTLINE: "key"})
    for found, measured in (((), []), ((drawn(photo_id=close_up.photo_id),), [close_up.photo_id])):
        shown = OutlinedPhotos(PHOTOS, (overview, close_up), found)
        areas = areas_of(shown, layers, lambda _: b"", lambda *_: b"")
        assert [one.photo_id for one in areas] == measured


def test_whether_the_photo_cuts_the_lesion_off_is_told_beside_its_area() -> None:
    at_border = np.zeros_like(square())
    at_border[:20, :20] = True
    for mask, cut_off in ((square(), False), (at_border, True)):
        shown = OutlinedPhotos(PHOTOS, CASE.analysis.photos, (drawn(outlines.runs_of(mask)),))
        found = next(areas_of(shown, Layers(), lambda _: b"", lambda *_: b""))
        assert found.is_cut_off is cut_off


def test_a_lesion_that_a_frame_cuts_off_is_cut_off_though_it_ends_within_the_photo() -> None:
    """Black bars on a tenth of each side; the drawing ends with them."""
    photo = np.zeros((PHOTO.height_px, PHOTO.width_px, 3), np.uint8)
    edge = round(0.1 * PHOTO.width_px)
    inner = render_skin("plaque", "tan", 3, (PHOTO.width_px - 2 * edge, PHOTO.height_px))
    photo[:, edge:-edge] = inner
    mask = np.zeros_like(square())
    start = round(0.1 * WIDTH)
    for left, cut_off in ((start, True), (start + WIDTH // 10, False)):
        mask[:] = False
        mask[HEIGHT // 4 : HEIGHT // 2, left : left + WIDTH // 4] = True
        runs = outlines.runs_of(mask)
        shown = OutlinedPhotos(PHOTOS, CASE.analysis.photos, (drawn(runs),))
        found = next(
            areas_of(shown, Layers(), lambda _: to_jpeg(photo, 92), lambda _, make: make())
        )
        assert found.is_cut_off is cut_off


def test_a_photo_holds_one_drawing_and_the_others_keep_theirs() -> None:
    other = drawn(photo_id=PHOTOS[1].photo_id)
    first = workbench.outlined(workbench.outlined(DRAFT, other), drawn())
    again = workbench.outlined(first, drawn(outlines.runs_of(square(40))))
    assert len(again.outlines) == 2
    assert workbench.without_outline(again, PHOTO.photo_id).outlines == (other,)
    assert workbench.without_photo(again, PHOTO.photo_id).outlines == (other,)
    assert workbench.outlined(DRAFT, drawn(photo_id="not of this case")) == DRAFT


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (drawn(""), OutlineMalformed),
        (drawn("no run lengths\x00"), OutlineMalformed),
        (drawn(outlines.runs_of(square())[:-1]), OutlineMalformed),
        (drawn("0" * 300_000), OutlineMalformed),
        (drawn(width_px=0), OutlineMalformed),
        (drawn(width_px=HEIGHT, height_px=WIDTH), OutlineSizeDiffers),
    ],
    ids=["none", "no text of numbers", "cut off", "endless", "no size", "other shape"],
)
def test_what_cannot_be_the_lesion_is_refused(bad: DrawnOutline, error: type[OutlineError]) -> None:
    with pytest.raises(error):
        workbench.outlined(DRAFT, bad)
    with pytest.raises(error):
        outlines.counting_outline(CASE.analysis.photos[0], (bad,), Layers())


def test_where_no_network_outlined_anything_nothing_drawn_is_no_drawing() -> None:
    with pytest.raises(OutlineEmpty):
        workbench.outlined(DRAFT, drawn(EMPTY))


def test_what_is_stored_is_what_was_drawn_and_older_drafts_hold_none() -> None:
    outlined = workbench.outlined(DRAFT, drawn())
    assert from_json(Draft, to_json(outlined)) == outlined
    assert outlines_from_json(outlines_to_json(outlined.outlines)) == outlined.outlines
    older = to_json(DRAFT).replace(',"outlines":[]', "")
    assert from_json(Draft, older) == DRAFT
