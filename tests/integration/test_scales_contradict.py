"""Two scales told by hand for the same skin: where they contradict each other, it is said."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from streamlit.testing.v1 import AppTest

from skin_core.domain.case import Case
from skin_core.domain.course import Course, Visit
from skin_core.domain.outline import DrawnOutline, HandScale, ScaledBy
from skin_core.domain.photo import PhotoKind
from skin_core.i18n import LANGUAGES, t
from skin_core.i18n.translate import catalogue
from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered import render_skin
from skin_core.narrative.course import photo_scales_text
from skin_core.narrative.speech import Speech
from skin_core.services import diary, records
from skin_core.services.course_table import course_csv
from skin_core.services.lesion_area import OutlinedPhotos, numbered_areas
from skin_core.services.outlines import runs_of
from skin_core.services.scales_beside import without_scale
from skin_core.storage.drafts import save_draft
from skin_core.ui import resources
from skin_core.ui.components.follow_up.areas import CM2, areas_of, contradictions
from tests.integration.test_pages import app, on, words
from tests.integration.test_scale_card import card
from tests.sample_drafts import NOW, draft_of, person

__all__ = ["app", "card"]
SIZE = (480, 360)
PHOTO = render_skin("plaque", "tan", 3, SIZE)
TIMES = 1.2  # as the camera came nearer
NEARER = cv2.getRotationMatrix2D((240, 180), 8, TIMES)
LESION = np.asarray(cv2.circle(np.zeros(SIZE[::-1], np.uint8), (240, 180), 60, 1, -1), np.uint8)


def moved(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(cv2.warpAffine(pixels, NEARER, SIZE, borderMode=cv2.BORDER_REFLECT), np.uint8)


def seen(
    day: str, pixels: NDArray[np.uint8], mask: NDArray[np.uint8], width_mm: float | None,
    kind: PhotoKind = PhotoKind.CLINICAL,
) -> Case:  # fmt: skip
    """A visit of the lesion, outlined by hand, with the width that its photo shows where told."""
    store, at = resources.store(), f"{day}T09:00:00+00:00"
    size = (pixels.shape[1], pixels.shape[0])
    draft = draft_of(store, person(), to_jpeg(pixels, 92), label="vitiligo")
    (stored,), analysis = draft.photos, draft.analysis
    assert analysis is not None
    judged = replace(analysis.photos[0], layers={}, width_px=size[0], height_px=size[1])
    judged = replace(judged, gate=replace(judged.gate, kind=kind))
    stored = replace(stored, width_px=size[0], height_px=size[1])
    drawn = DrawnOutline(stored.photo_id, *size, runs_of(mask > 0), at)
    scales = (HandScale(stored.photo_id, ScaledBy.WIDTH, width_mm, (), at),) if width_mm else ()
    draft = replace(
        draft,
        photos=(stored,),
        analysis=replace(analysis, photos=(judged,)),
        outlines=(drawn,),
        scales=scales,
    )
    return records.save_case(store, save_draft(store, draft, NOW), visit_date=day, now=NOW)


def in_one_visit(second_width_mm: float) -> Case:
    """The same two photos, both of one visit, and a third of other skin."""
    cases = [
        seen("2026-11-01", PHOTO, LESION, 100),
        seen("2026-11-01", moved(PHOTO), moved(LESION), second_width_mm),
        seen("2026-11-01", render_skin("plaque", "tan", 8, SIZE), LESION, 40),
    ]
    told = [one.assessment for one in cases if one.assessment]
    return replace(
        cases[0],
        photos=tuple(one.photos[0] for one in cases),
        analysis=replace(cases[0].analysis, photos=tuple(one.analysis.photos[0] for one in cases)),
        assessment=replace(
            told[0],
            outlines=tuple(one.outlines[0] for one in told),
            scales=tuple(one.scales[0] for one in told),
        ),
    )


def two_visits(second_width_mm: float) -> Case:
    """The same skin 100 mm wide, then from nearer, with what was told as its width."""
    seen("2026-11-01", PHOTO, LESION, 100)
    return seen("2026-11-20", moved(PHOTO), moved(LESION), second_width_mm)


def rows_of(case: Case, doubted: frozenset[str]) -> list[list[str]]:
    course = resources.course(case.lesion.lesion_id)
    table = course_csv(course, doubted).decode("utf-8-sig")
    return [row for row in csv.reader(io.StringIO(table)) if row[1] == "area" and row[5] == "cm2"]


def test_scales_that_agree_are_drawn_in_square_centimetres(app: AppTest) -> None:
    case = two_visits(100 / TIMES)
    course = resources.course(case.lesion.lesion_id)
    assert contradictions(course) == []
    axis, areas = areas_of(course.visits, False)
    assert axis == CM2
    first, second = (spread.value for _, spread in areas)
    assert second == pytest.approx(first, rel=0.05)
    assert all("scale by hand" in row[6] for row in rows_of(case, frozenset()))


def test_photos_of_one_visit_are_held_against_each_other_too(app: AppTest) -> None:
    """By the second scale the same skin is half as long again; the third photo is of other skin."""
    agreeing, case = in_one_visit(100 / TIMES), in_one_visit(1.5 * 100 / TIMES)
    assert resources.contradicting_scales(OutlinedPhotos.of(agreeing)) == ()
    (found,) = resources.contradicting_scales(OutlinedPhotos.of(case))
    assert found.numbers == (1, 2)
    assert found.times == pytest.approx(1.5, rel=0.03)
    visit = Visit(
        case, next(one for _, one in numbered_areas(OutlinedPhotos.of(case), resources.store()))
    )
    (doubt,) = contradictions(Course((visit,), (), ""))
    for language in LANGUAGES:
        said = photo_scales_text(found.numbers, found.times, Speech(language))
        assert {"1", "2"} <= set(re.findall(r"\d+", said))
    assert doubt.words.startswith("1 Nov 2026: The scales of photo 1 and photo 2")
    without = without_scale(visit).area
    assert without is not None
    assert (without.cm2, without.share) == (None, visit.area and visit.area.share)


def test_scales_that_contradict_are_said_on_chart_table_and_report(app: AppTest) -> None:
    """By the second scale the skin is 1.5 times as long as by the first; it stayed the same."""
    case = two_visits(1.5 * 100 / TIMES)
    lesion = case.lesion.lesion_id
    (found,) = contradictions(resources.course(lesion))
    assert found.times == pytest.approx(1.5, rel=0.03)
    axis, areas = areas_of(resources.course(lesion).visits, True)
    assert axis == "diary.axis_field"
    first, second = (spread.value for _, spread in areas)
    assert second == pytest.approx(first, rel=0.05)
    app.query_params["lesion"] = lesion
    for language in LANGUAGES:
        page = app.segmented_control(key="app.language").set_value(language).run()
        page = on(page, "follow_up")
        told = words(page).replace("\\", "")
        assert [one.icon for one in page.warning] == [":material/straighten:"]
        said = catalogue(language)["diary.scales.part"]
        assert told.count(said[:20]) == 2  # over the chart, and with what may be said of the pair
        assert told.count(t("diary.scales.here", language)) == 2
        assert t("diary.verdict.of_first_photo", language) in told
    visits: tuple[Visit, ...] = resources.course(lesion).visits
    doubted = frozenset(one.case.case_id for one in visits)
    assert all("contradicts" in row[6] for row in rows_of(case, doubted))
    printed = " ".join(diary.report_lines(resources.store(), case, Speech("en")))
    assert "contradict each other" in printed


def test_a_card_printed_too_small_is_named_and_no_cm2_are_drawn_or_printed(
    app: AppTest, card: NDArray[np.uint8]
) -> None:
    """Two visits beside the card; the second one's is a fifth too small, and the skin the same."""
    large = (960, 720)
    mask = np.asarray(cv2.resize(LESION, large, interpolation=cv2.INTER_NEAREST), np.uint8)
    for day, share in (("2026-11-01", 0.5), ("2026-11-20", 0.5 / 1.2)):
        photo = render_skin("plaque", "tan", 3, large)
        laid = cv2.resize(card, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        photo[20 : 20 + laid.shape[0], 20 : 20 + laid.shape[1]] = laid
        case = seen(day, photo, mask, None)
    course = resources.course(case.lesion.lesion_id)
    assert all(one.area and one.area.cm2 and not one.area.scale_error for one in course.visits)
    (found,) = contradictions(course)
    assert found.times == pytest.approx(1.2, rel=0.05)  # the lesion lies far from a small card
    assert areas_of(course.visits, True)[0] == "diary.axis_field"
    app.query_params["lesion"] = case.lesion.lesion_id
    told = words(on(app, "follow_up")).replace("\\", "")
    assert told.count(catalogue("en")["diary.scales.part"][:20]) == 2
    printed = " ".join(diary.report_lines(resources.store(), case, Speech("en")))
    assert "contradict each other" in printed
    assert "more than measuring errs" not in told + printed


def test_a_doubted_scale_is_named_beside_every_visit_it_is_compared_with(app: AppTest) -> None:
    """The third visit shows other skin: by itself, the pair of first and last tells of no doubt."""
    two_visits(1.5 * 100 / TIMES)
    case = seen("2026-11-25", render_skin("plaque", "tan", 8, SIZE), LESION, 100)
    app.query_params["lesion"] = case.lesion.lesion_id
    page = on(app, "follow_up")
    said = catalogue("en")["diary.scales.part"][:20]
    assert words(page).count(said) == 2  # over the chart, and with the pair that is shown at first
    assert t("diary.verdict.no_field", "en")[:20] in words(page)


def test_one_lost_photo_leaves_the_visits_the_treatments_and_the_chart(app: AppTest) -> None:
    case = two_visits(100 / TIMES)
    store = resources.store()
    day = diary.course_of(store, case.lesion.lesion_id).visits[0].case
    next(store.files.root.rglob(Path(day.photos[0].key).name)).unlink()
    app.query_params["lesion"] = case.lesion.lesion_id
    page = on(app, "follow_up")
    titles = [one.value for one in page.subheader]
    assert {t(f"diary.{one}.title", "en") for one in ("chart", "treatment", "timeline")} <= {
        *titles
    }
    assert len(page.error) == 1  # where the photos would lie over each other
    assert len(page.get("plotly_chart")) == 1
