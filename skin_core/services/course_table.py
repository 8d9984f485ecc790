"""The course of a lesion as a table for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable

from skin_core.domain.course import Area, Course, Visit
from skin_core.scoring.kept import band_of
from skin_core.services.outlines import mask_of
from skin_core.services.spreadsheet import harmless


def course_csv(course: Course, doubted: Collection[str] = ()) -> bytes:
    """Every visit and treatment as a table, one value a row, in English whatever the tab speaks.

    A spreadsheet's formulas and scripts rest on these words, and tables of several doctors are put
    together: docs/user-guide.md lists them. until: the last day of a treatment, "" while it goes
    on.

    doubted: ids of cases whose scale contradicts another's, which the note of the area says.
    UTF-8 with the mark by which spreadsheets know it.
    """
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(("date", "what", "value", "low", "high", "unit", "note", "until"))
    for visit in course.visits:
        rows.writerows((*row, "") for row in _of_visit(visit, visit.case.case_id in doubted))
    for one in course.treatments:
        note = " ".join(filter(None, (one.name, one.dose)))
        counted = (one.sessions, "", "", "sessions") if one.sessions else ("", "", "", "")
        rows.writerow((one.started_on, one.kind, *counted, harmless(note), one.ended_on))
    return file.getvalue().encode("utf-8-sig")


def _of_visit(visit: Visit, is_doubted: bool) -> Iterable[tuple[object, ...]]:
    day, area = visit.case.visit_date, visit.area
    if area:
        for spread, unit in ((area.cm2, "cm2"), (area.share.times(100), "% of photo")):
            if spread:
                numbers = (
                    f"{spread.value:.4g}",
                    *(_number(one) for one in (spread.low, spread.high)),
                )
                yield (day, "area", *numbers, unit, _area_note(area, unit, is_doubted))
    elif _is_rejected(visit):
        yield day, "area", "", "", "", "", "clinician; outline rejected"
    if visit.colour:
        number = f"{visit.colour.delta_e00:.4g}"
        kind = "dermoscopic" if visit.colour.is_dermoscopic else ""
        white = "white by the card" if visit.colour.is_white_set else ""
        lens = "; ".join(filter(None, (kind, white)))
        yield day, "colour difference to healthy skin", number, "", "", "CIEDE2000", lens
        yield day, "normalised lightness", f"{visit.colour.delta_l:.4g}", "", "", "", lens
    for fact in ("itch", "pain"):
        if (told := visit.told(fact)) is not None:
            yield day, fact, f"{told:g}", "", "", "0-10", ""
    for score in visit.case.scores:
        yield day, score.index, f"{score.total:g}", "", "", "points", band_of(score)


def _is_rejected(visit: Visit) -> bool:
    """Whether a network outlined a lesion where the clinician found none."""
    concluded, photos = visit.case.assessment, visit.case.analysis.photos
    drawn = concluded.outlines if concluded else ()
    found = {one.photo_id for one in photos if one.lesion and one.lesion.area_fraction}
    return any(
        one.photo_id in found and not mask_of(one, one.width_px, one.height_px).any()
        for one in drawn
    )


def _area_note(area: Area, unit: str, is_doubted: bool) -> str:
    """Who drew it, in what light and kind of photo, whether all of it, and its scale's worth."""
    if unit != "cm2" or not area.scale_error:
        scale = ""
    else:
        scale = f"scale by hand, area off by up to {100 * area.scale_error:.0f} %"
    doubt = "scale contradicts another one" if is_doubted and unit == "cm2" else ""
    light = "coloured light" if area.is_coloured else ""
    lens = "dermoscopic" if area.is_dermoscopic else ""
    cut = "cut off by the border" if area.is_cut_off else ""
    return "; ".join(filter(None, (area.by, light, lens, cut, scale, doubt)))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"
