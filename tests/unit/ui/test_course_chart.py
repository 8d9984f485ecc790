"""The course as a chart: what stands beside the clinician's own scores."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, cast
from unicodedata import east_asian_width

import pytest

from skin_core.domain.course import Area, Colour, Course, Spread, Visit
from skin_core.domain.diary import Treatment, TreatmentKind
from skin_core.domain.outline import OutlinedBy
from skin_core.domain.score import KeptScore
from skin_core.domain.suggestion import Suggestion, SuggestionMode
from skin_core.i18n import LANGUAGES, t
from skin_core.narrative.course import TOLD
from skin_core.scoring import INDICES
from skin_core.scoring.vasi import INDEX as VASI
from skin_core.scoring.words import short_name
from skin_core.services.area_change import OwnError
from skin_core.ui import resources
from skin_core.ui.components.follow_up.areas import CM2, areas_of
from skin_core.ui.components.follow_up.bands import area_band
from skin_core.ui.components.follow_up.chart import (
    _area,
    _panels,
    _scores,
    _told,
    _treatments,
    _values,
    figure_of,
)
from tests.sample_cases import zoster_case


def visit(day: str, own: int, grade: int | None) -> Visit:
    """A visit with an own IGA, and what a network graded of acne beside it."""
    shown = Suggestion(SuggestionMode.BLIND, grade, 1.5, ("p1",), "acne-grade 1", own)
    entered = {"grade": own, "suggested": {"grade": shown.to_table()}}
    kept = KeptScore("iga", entered, own, "", f"{day}T09:00:00+00:00")
    return cast(Visit, SimpleNamespace(case=SimpleNamespace(visit_date=day, scores=(kept,))))


def seen(cm2: float, lens: str = "", delta_e00: float | None = None) -> Visit:
    """A visit drawn by hand. lens: d through a dermatoscope, w under a lamp, c white by a card."""
    area = Area(
        "photo", OutlinedBy.CLINICIAN, Spread(0.1), Spread(cm2),
        is_coloured="w" in lens, is_dermoscopic="d" in lens,
    )  # fmt: skip
    colour = Colour(delta_e00, -0.1, "d" in lens, "c" in lens) if delta_e00 else None
    return Visit(zoster_case(), area, colour)


def test_photos_of_each_kind_have_a_line_of_their_own_that_no_later_visit_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What more visits show, under a lamp or through a dermatoscope, hides nothing told before."""
    monkeypatch.setattr(resources, "pairs_taken_twice", lambda: ())
    visits = [seen(4, "", 6), seen(9, "d", 2), seen(5, "w"), seen(8, "d", 3), seen(7, "dw")]
    visits += [seen(3, "c", 9), seen(3, "", 7)]
    drawn: dict[str, list[float]] = {}
    for number in range(1, len(visits) + 1):
        panels = _panels(Course(tuple(visits[:number]), (), ""), False)
        found = {name: line["y"] for name, (line,), _ in panels}
        assert all(values == found[name][: len(values)] for name, values in drawn.items())
        drawn = found
    assert list(drawn.items())[:-1] == [  # but for what was told
        ("Area, cm²", [4, 3, 3]),
        ("Dermoscopic: area, cm²", [9, 8]),
        ("Coloured light: area, cm²", [5]),
        ("Dermoscopic, coloured light: area, cm²", [7]),
        ("Colour difference to skin, ΔE00", [6, 7]),
        ("White by card: ΔE00", [9]),
        ("Dermoscopic: ΔE00", [2, 3]),
    ]


def test_the_band_of_a_line_is_of_photos_of_its_own_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = ((seen(4, "", 8), seen(4, "", 9)),) * 5
    monkeypatch.setattr(resources, "pairs_taken_twice", lambda: pairs)
    course = Course((seen(4, "", 6), seen(4, "c", 6), seen(4, "d", 6)), (), "")
    panels = list(_panels(course, False))[:-1]  # but for what was told
    bands = {name: line["band"] is not None for name, (line,), _ in panels}
    assert bands == {
        "Area, cm² (band: no change)": True,
        "Dermoscopic: area, cm²": False,
        "Colour difference, ΔE00 (band: no change)": True,
        "White by card: ΔE00": False,
        "Dermoscopic: ΔE00": False,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_titles_of_the_chart_fit_on_a_phone(language: str) -> None:
    """The chart cuts off what is longer; a Korean letter is as wide as two of the others."""
    axes = "cm2", "cm2_band", "field", "share", "told", "treatments"
    keys = (*(f"axis_{one}" for one in axes), "colour.axis", "colour.axis_plain")
    titles = [t(f"diary.{key}", language) for key in keys]
    indices = [short_name(one, language) for one in INDICES]
    titles += [*indices, t("severity.acne.axis", language)]
    titles.append(t("diary.axis_score_band", language, index=short_name(VASI, language)))
    lenses = [
        t(f"diary.lens.{one}", language) for one in ("dermoscopic", "coloured", "both", "card")
    ]
    of_lens = (*(f"axis_{one}" for one in axes[:4]), *keys[-2:])
    titles += [t(f"diary.{key}_lens", language, lens=one) for key in of_lens for one in lenses]
    wide = [sum(1 + (east_asian_width(one) == "W") for one in title) for title in titles]
    assert max(wide) <= 55


def test_a_size_that_the_photo_cuts_off_looks_unlike_a_whole_one_in_the_chart() -> None:
    whole, cut = (
        Area("photo", OutlinedBy.CLINICIAN, Spread(0.1), Spread(4.0), is_cut_off=is_cut_off)
        for is_cut_off in (False, True)
    )
    areas = [(Visit(zoster_case(), one), Spread(4.0)) for one in (whole, cut)]
    assert _area(areas, "")["marker"]["symbol"] == ["circle", "circle-open"]
    assert area_band(areas[:1], CM2, OwnError(1.5, 5))
    assert area_band(areas, CM2, OwnError(1.5, 5)) is None  # "no change" is not known of it


@pytest.mark.parametrize("cm2", [4.0, None])
def test_what_was_drawn_by_hand_has_the_clinics_own_error_as_its_bar(cm2: float | None) -> None:
    """Of one measure the half of what two may differ by, on logarithms: 1.5^(1/√2) = 1.332."""
    drawn = Area("photo", OutlinedBy.CLINICIAN, Spread(0.1), Spread(cm2) if cm2 else None)
    for own, bar in ((None, 0.0), (OwnError(1.5, 5), 0.332)):
        _, areas = areas_of([Visit(zoster_case(), drawn)], False, own)
        value = 4.0 if cm2 else 10.0
        assert _area(areas, "")["error_y"]["array"][0] / value == pytest.approx(bar, abs=1e-3)


def test_acne_is_compared_over_time_by_the_own_iga_and_the_networks_grade() -> None:
    visits = [
        visit("2026-09-01", 4, 3),
        visit("2026-10-01", 3, None),  # not certain enough: no point
        visit("2026-11-01", 2, 1),
    ]
    lines: list[dict[str, Any]] = list(_scores(visits))
    own, network = lines
    assert (own["x"], own["y"]) == (["2026-09-01", "2026-10-01", "2026-11-01"], [4, 3, 2])
    assert (network["x"], network["y"]) == (["2026-09-01", "2026-11-01"], [3, 1])
    assert network["line"]["dash"] != own["line"]["dash"]


def scored(*indices: str) -> Course:
    """Two visits with a score of each index, and what was told."""
    visits = []
    for day in ("2026-09-01", "2026-10-01"):
        kept = tuple(KeptScore(one, {}, 5, "", f"{day}T09:00:00+00:00") for one in indices)
        case = SimpleNamespace(visit_date=day, scores=kept)
        told = {"itch": 7.0, "pain": 3.0}.get
        fields = {"area": None, "colour": None, "day": date.fromisoformat(day)}
        visits.append(SimpleNamespace(case=case, told=told, **fields))
    return Course(tuple(cast("list[Visit]", visits)), (), "")


def test_no_index_is_flattened_by_another_on_its_axis() -> None:
    """An IGA of 4 lay on the ground of an axis that went up to a SCORAD of 80."""
    course = scored("scorad", "easi", "iga")
    panels = list(_panels(course, False))
    assert [name for name, *_ in panels[:3]] == ["SCORAD", "EASI", "IGA"]
    data = figure_of(course, panels)["data"]
    assert len({line["yaxis"] for line in data[:3]}) == 3
    assert not any(line["showlegend"] for line in data[:3])  # each has its title


@pytest.mark.parametrize("count", [1, 4, len(INDICES)])
def test_panels_of_many_indices_stay_readable_and_do_not_overlap(count: int) -> None:
    course = scored(*list(INDICES)[:count])
    panels = list(_panels(course, False))
    layout = figure_of(course, panels)["layout"]
    domains = [layout[key]["domain"] for key in layout if key.startswith("yaxis")]
    assert all(above[0] > below[1] for above, below in pairwise(domains))
    assert domains[0][1] == 1.0
    assert domains[-1][0] == pytest.approx(0, abs=1e-6)
    heights = [height for *_, height in panels[:count]]
    assert min(heights) >= 70
    assert sum(heights) <= max(400, 70 * count)


def test_what_is_told_on_one_axis_differs_in_form_not_in_colour_alone() -> None:
    told = [line for at, fact in enumerate(TOLD) if (line := _told(scored(), fact, at))]
    assert len(told) == len({line["marker"]["symbol"] for line in told}) == len(TOLD)


def test_a_treatment_of_one_day_is_seen_among_those_of_weeks() -> None:
    """Cryotherapy: a line from a day to the same day has no length, and draws nothing."""
    visits = (Visit(zoster_case(), None),)
    once, weeks = (
        Treatment("1", "1", TreatmentKind.OTHER, "cryotherapy", "", 1, "2026-09-01", ended, "")
        for ended in ("2026-09-01", "2026-10-01")
    )
    bars = list(_treatments(Course(visits, (once, weeks), "")))
    assert bars[0]["x"] == ["2026-09-01", "2026-09-01"]
    for bar in bars:
        assert "markers" in bar["mode"]
        assert bar["marker"]["size"] == bar["line"]["width"]
        assert bar["marker"]["color"] == bar["line"]["color"]
    assert not _values(bars, 90)["showticklabels"]  # bars, not a panel of values
