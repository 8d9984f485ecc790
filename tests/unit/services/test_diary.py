"""Change is called change only beyond the measured error; the arithmetic is worked by hand."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from skin_core.domain.analysis import LesionOutline
from skin_core.domain.case import ClinicianAssessment
from skin_core.domain.course import Area, Changed, Colour, Course, Spread, Unit, Visit
from skin_core.domain.diary import Treatment, TreatmentKind
from skin_core.domain.outline import DrawnOutline, OutlinedBy
from skin_core.i18n import LANGUAGES
from skin_core.narrative.course import (
    area_text,
    colour_verdict_text,
    photo_scales_text,
    scales_text,
    treatment_text,
    verdict_text,
    visit_day,
)
from skin_core.narrative.speech import Speech
from skin_core.services.area_change import OwnError, bounded, compare_areas
from skin_core.services.course_table import course_csv
from skin_core.services.diary import Pairs, entered_twice, own_colour_error, own_error
from skin_core.services.lesion_colour import LEAST_COLOUR_ERROR, compare_colours
from skin_core.services.outlines import runs_of
from tests.sample_cases import zoster_case

NETWORK, CLINICIAN = OutlinedBy.NETWORK, OutlinedBy.CLINICIAN


def area(
    value: float, low: float, high: float, cm2: float | None = None, by: OutlinedBy = NETWORK
) -> Area:
    """Share of the photo with its bounds, and beside it square centimetres in the same ratio."""
    share = Spread(value, low, high)
    return Area("photo", by, share, None if cm2 is None else share.times(cm2 / value))


def seen(area: Area | None, delta_e00: float | None = None) -> Visit:
    return Visit(zoster_case(), area, None if delta_e00 is None else Colour(delta_e00, -0.1))


def drawn(cm2: float) -> Area:
    return Area("photo", CLINICIAN, Spread(0.1), Spread(cm2))


@pytest.mark.parametrize(
    ("after", "changed"),
    [
        (area(0.04, 0.03, 0.049, 2.0), Changed.SMALLER),  # 1.5 to 2.45 cm²; before 4 to 6
        (area(0.10, 0.085, 0.12, 4.0), Changed.WITHIN_ERROR),  # 3.4 to 4.8
        (area(0.10, 0.085, 0.12, 7.5), Changed.LARGER),  # 6.4 to 9
    ],
)
def test_by_the_card_a_change_is_one_where_the_intervals_part(
    after: Area, changed: Changed
) -> None:
    verdict = compare_areas(area(0.10, 0.08, 0.12, 5.0), after)
    assert (verdict.changed, verdict.unit) == (changed, Unit.CM2)
    assert verdict.before is not None
    assert (verdict.before.low, verdict.before.high) == pytest.approx((4.0, 6.0))


def test_shares_of_photos_are_compared_on_a_common_field_only() -> None:
    before, after = area(0.10, 0.08, 0.12), area(0.20, 0.16, 0.24)
    assert compare_areas(before, after).changed is Changed.NO_FIELD
    # Taken from half as far: a fifth of that photo is a twentieth of the first one.
    verdict = compare_areas(before, after, field=0.25)
    assert (verdict.changed, verdict.unit) == (Changed.SMALLER, Unit.FIELD)
    assert verdict.after == Spread(0.05, 0.04, 0.06)
    # The same where the fit may be off by 40 per cent of an area: 0.024 to 0.084.
    unsure = compare_areas(before, after, field=0.25, field_error=0.4)
    assert unsure.changed is Changed.WITHIN_ERROR


def test_nothing_is_said_without_an_outline_or_of_drawings_whose_error_nobody_measured() -> None:
    assert compare_areas(None, area(0.1, 0.08, 0.12)).changed is Changed.NO_OUTLINE
    assert compare_areas(drawn(4), drawn(1)).changed is Changed.ERROR_UNKNOWN
    mixed = compare_areas(area(0.1, 0.08, 0.12, 5.0), drawn(1))
    assert mixed.changed is Changed.ERROR_UNKNOWN


def test_the_clinics_own_error_tells_drawings_apart() -> None:
    own = OwnError(1.5, 5)
    assert compare_areas(drawn(4), drawn(6.1), own=own).changed is Changed.LARGER
    assert compare_areas(drawn(4), drawn(5.9), own=own).changed is Changed.WITHIN_ERROR
    assert compare_areas(drawn(4), drawn(2.6), own=own).changed is Changed.SMALLER
    # Beside a network's interval of 4 to 6: 3.1 · 1.5^(1/√2) = 4.13 reaches into it, 2.9 does not.
    network = area(0.1, 0.08, 0.12, 5.0)
    assert compare_areas(network, drawn(3.1), own=own).changed is Changed.WITHIN_ERROR
    assert compare_areas(network, drawn(2.9), own=own).changed is Changed.SMALLER


def test_own_error_of_five_pairs_by_hand() -> None:
    """Each pair differs by a factor of 1.1; t(5) = 2.571 times ln 1.1 is 0.2450: 1.28 times."""
    pairs: Pairs = tuple((seen(drawn(one)), seen(drawn(one * 1.1))) for one in (1, 2, 3, 4, 5))
    found = own_error(pairs)
    assert found is not None
    assert found.pairs == 5
    assert found.ratio == pytest.approx(1.1**2.571)
    assert own_error(pairs[:4]) is None
    by_ruler: Pairs = (*pairs[:4], (seen(replace(drawn(5), scale_error=0.2)), pairs[4][1]))
    assert own_error(by_ruler) is None  # what a ruler tells holds its own error too
    mixed: Pairs = (*pairs[:4], (seen(drawn(5)), seen(drawn(5))))  # as far apart in four of five
    least = own_error(mixed)
    assert least is not None
    assert math.log(least.ratio) == pytest.approx(2.571 * math.log(1.1) * math.sqrt(4 / 5))


def test_outlines_that_agree_by_chance_err_by_no_less_than_two_scale_cards() -> None:
    own = own_error(((seen(drawn(4)), seen(drawn(4))),) * 5)
    assert own is not None
    assert own.ratio == pytest.approx(1.03**2)


def test_a_scale_told_by_hand_widens_what_counts_as_a_change() -> None:
    own, by_ruler = OwnError(1.5, 5), replace(drawn(4), scale_error=0.2)
    assert compare_areas(by_ruler, drawn(7), own=own).changed is Changed.WITHIN_ERROR
    assert compare_areas(by_ruler, drawn(7.3), own=own).changed is Changed.LARGER


def test_scales_that_the_photos_contradict_are_not_compared() -> None:
    """The same skin: by its scale four times the area, so lengths are told twice as long."""
    by_ruler = replace(drawn(4), scale_error=0.2)
    twice = replace(drawn(16), scale_error=0.2)
    found = compare_areas(by_ruler, twice, field=1.0, own=OwnError(1.5, 5))
    assert (found.changed, found.unit) == (Changed.WITHIN_ERROR, Unit.FIELD)
    assert found.scales_part == pytest.approx(2)
    # 1.2 times 1.2 is what both may be off by; beside the card, whose own error is 0.03, less.
    for later, card_error, part in ((5.7, 0.2, None), (5.8, 0.2, 1.204), (5.0, 0.0, 1.118)):
        scaled = replace(drawn(later), scale_error=card_error)
        told = compare_areas(by_ruler, scaled, field=1.0)
        assert told.scales_part == (part and pytest.approx(part, abs=1e-3))
    assert compare_areas(by_ruler, twice).unit is Unit.CM2  # no common field: nothing tells


def test_two_cards_that_the_skin_contradicts_are_not_compared_either() -> None:
    """The unchanged lesion is 1.00 and 0.72 cm²: lengths are 0.85 of the truth by the later."""
    cards = drawn(1.0), drawn(0.7225)
    found = compare_areas(*cards, field=1.0, field_error=0.02, own=OwnError(1.2, 6))
    assert (found.changed, found.unit) == (Changed.WITHIN_ERROR, Unit.FIELD)
    assert found.scales_part == pytest.approx(0.85)
    # 1.02 of the field times 1.03 twice is what all of them may be off by.
    assert compare_areas(drawn(1.0), drawn(1.08), 1.0, 0.02).unit is Unit.CM2
    # Beyond, the skin is compared, and up to 1.02 times 1.06 twice there is no alarm.
    for later, part in ((1.09, None), (1.14, None), (1.15, 1.072)):
        found = compare_areas(drawn(1.0), drawn(later), 1.0, 0.02)
        assert found.unit is Unit.FIELD
        assert found.scales_part == (part and pytest.approx(part, abs=1e-3))


def test_skin_is_told_as_so_many_times_as_long_and_never_as_a_part() -> None:
    days = "2026-11-01", "2026-11-20"
    for language in LANGUAGES:
        speech = Speech(language)
        assert scales_text(0.5, days, speech) == scales_text(2, days[::-1], speech)
        assert photo_scales_text((1, 2), 0.5, speech) == photo_scales_text((2, 1), 2, speech)
    assert "2.00 times as long by the scale of 1 Nov 2026" in scales_text(0.5, days, Speech("en"))


def test_a_photo_under_woods_lamp_is_kept_apart() -> None:
    """Under it a pale patch has another edge."""
    under_lamp, own = replace(drawn(9), is_coloured=True), OwnError(1.5, 5)
    for pair in ((drawn(4), under_lamp), (under_lamp, drawn(4))):
        verdict = compare_areas(*pair, field=1.0, own=own)
        assert (verdict.changed, verdict.unit) == (Changed.OTHER_LIGHT, None)
    both = compare_areas(under_lamp, replace(drawn(4), is_coloured=True), own=own)
    assert both.changed is Changed.SMALLER
    assert own_error(((seen(drawn(4)), seen(under_lamp)),) * 5) is None
    for language in LANGUAGES:
        speech = Speech(language)
        assert "Wood" in area_text(under_lamp, speech) or "우드" in area_text(under_lamp, speech)
        assert verdict_text(compare_areas(drawn(4), under_lamp), ("2026-11-01",) * 2, speech)


def test_a_dermoscopic_photo_is_compared_with_its_like_alone() -> None:
    """Through the lens a lesion has another edge and another colour."""
    camera, lens, own = drawn(4), replace(drawn(9), is_dermoscopic=True), OwnError(1.5, 5)
    for pair in ((camera, lens), (lens, camera)):
        verdict = compare_areas(*pair, field=1.0, own=own)
        assert (verdict.changed, verdict.unit) == (Changed.OTHER_KIND, None)
    smaller = replace(drawn(4), is_dermoscopic=True)
    assert compare_areas(lens, smaller, own=own).changed is Changed.ERROR_UNKNOWN
    by_lens = own_error(((seen(lens), seen(lens)),) * 5, is_dermoscopic=True)
    assert compare_areas(lens, smaller, own=by_lens).changed is Changed.SMALLER
    assert own_error(((seen(lens), seen(lens)),) * 5) is None
    assert own_error(((seen(camera), seen(lens)),) * 5) is None
    assert bounded(Spread(9), lens, own, Unit.CM2).high is None
    colours = Colour(10, -0.2), Colour(20, -0.2, is_dermoscopic=True)
    found = compare_colours(*colours, 3.0)
    assert found is not None
    assert found.changed is Changed.OTHER_KIND
    mixed: Pairs = (tuple(Visit(zoster_case(), None, one) for one in colours),) * 5  # type: ignore[assignment]
    assert own_colour_error(mixed) is None
    days = ("2026-11-01", "2026-11-20")
    for language in LANGUAGES:
        speech = Speech(language)
        assert area_text(lens, speech) != area_text(drawn(9), speech)
        assert verdict_text(compare_areas(camera, lens), days, speech)
        assert "ΔE00" in colour_verdict_text(found, days, speech)


def cut_off(area: Area) -> Area:
    return replace(area, is_cut_off=True)


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        (drawn(9), cut_off(drawn(4)), Changed.CUT_OFF),  # what is missing may lie outside
        (cut_off(drawn(4)), drawn(9), Changed.CUT_OFF),
        (cut_off(drawn(4)), drawn(4), Changed.CUT_OFF),
        (drawn(4), cut_off(drawn(9)), Changed.LARGER),  # and even larger outside
        (cut_off(drawn(9)), drawn(4), Changed.SMALLER),
    ],
)
def test_what_a_photo_cuts_off_is_at_least_as_large_as_its_part(
    before: Area, after: Area, changed: Changed
) -> None:
    own = OwnError(1.5, 5)
    assert before.cm2 is not None
    assert after.cm2 is not None
    for field in (None, after.cm2.value / before.cm2.value):  # as both scales tell
        assert compare_areas(before, after, field, own=own).changed is changed
    assert own_error(((seen(before), seen(after)),) * 5) is None
    cut, days = (before if before.is_cut_off else after), ("2026-11-01",) * 2
    for language in LANGUAGES:
        speech = Speech(language)
        assert area_text(cut, speech) != area_text(replace(cut, is_cut_off=False), speech)
        assert verdict_text(compare_areas(before, after, own=own), days, speech)


def test_colour_changes_beyond_what_lesions_photographed_twice_differ_by() -> None:
    """Each pair differs by 2; t(5) = 2.571 times 2 is 5.1."""
    pairs: Pairs = tuple((seen(None, one), seen(None, one + 2)) for one in (3, 5, 8, 9, 12))
    own = own_colour_error(pairs)
    assert own == pytest.approx(5.142)
    assert own_colour_error(pairs[:4]) is None
    before = Colour(10, -0.2)
    for after, changed in (
        (Colour(15.2, 0), Changed.LARGER),
        (Colour(15.1, 0), Changed.WITHIN_ERROR),
        (Colour(4.8, 0), Changed.SMALLER),
    ):
        found = compare_colours(before, after, own)
        assert found is not None
        assert found.changed is changed
    unknown = compare_colours(before, before, None)
    assert unknown is not None
    assert unknown.changed is Changed.ERROR_UNKNOWN
    assert compare_colours(before, None, own) is None


def test_colours_under_the_white_of_a_card_are_compared_with_their_like_alone() -> None:
    by_card, plain = Colour(20, -0.2, is_white_set=True), Colour(10, -0.2)
    days = ("2026-11-01", "2026-11-20")
    for one, two in ((by_card, plain), (plain, by_card)):
        found = compare_colours(one, two, 3.0)
        assert found is not None
        assert found.changed is Changed.OTHER_WHITE
        texts = {colour_verdict_text(found, days, Speech(language)) for language in LANGUAGES}
        assert len(texts) == 3
    more = compare_colours(by_card, replace(by_card, delta_e00=25), 3.0)
    assert more is not None
    assert more.changed is Changed.LARGER
    pairs: Pairs = tuple((visit_of(by_card), visit_of(by_card)) for _ in range(5))
    assert own_colour_error(pairs, is_white_set=True) == LEAST_COLOUR_ERROR
    assert own_colour_error(pairs) is None
    mixed: Pairs = ((visit_of(by_card), visit_of(plain)),) * 5
    assert own_colour_error(mixed) is own_colour_error(mixed, is_white_set=True) is None


def visit_of(colour: Colour) -> Visit:
    return Visit(zoster_case(), None, colour)


def test_colours_that_agree_by_chance_err_by_no_less_than_light_and_compression_make() -> None:
    one = Colour(8, -0.2)
    own = own_colour_error(((seen(None, 8), seen(None, 8)),) * 5)
    assert own == LEAST_COLOUR_ERROR == 1.0
    for later, changed in ((8.9, Changed.WITHIN_ERROR), (9.1, Changed.LARGER)):
        found = compare_colours(one, Colour(later, -0.2), own)
        assert found is not None
        assert found.changed is changed


def test_the_table_holds_every_value_and_no_formula() -> None:
    case = replace(zoster_case(), facts={"pain": 7.0, "itch": 2.0}, visit_date="2026-11-01")
    treatment = Treatment(
        "t", "l", TreatmentKind.MEDICINE, "=cmd()", "1 g", 0, "2026-11-02", "2026-11-09", "now"
    )
    visits = (Visit(case, area(0.10, 0.08, 0.12, 5.0)), Visit(case, None))
    table = course_csv(Course(visits, (treatment,), "")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table)))
    assert rows[1] == ["2026-11-01", "area", "5", "4", "6", "cm2", "network", ""]
    assert rows[2] == ["2026-11-01", "area", "10", "8", "12", "% of photo", "network", ""]
    assert rows[3:5] == [
        ["2026-11-01", "itch", "2", "", "", "0-10", "", ""],
        ["2026-11-01", "pain", "7", "", "", "0-10", "", ""],
    ]
    assert rows[-1] == ["2026-11-02", "medicine", "", "", "", "", "'=cmd() 1 g", "2026-11-09"]


@pytest.mark.parametrize(("found", "rows"), [(0.25, 1), (0.0, 0)])
def test_the_table_tells_an_outline_that_was_rejected(found: float, rows: int) -> None:
    """Only where the network had found a lesion."""
    case = zoster_case()
    photo = case.analysis.photos[0]
    lesion = LesionOutline(found, (found, found), 0.9, "lesion-outline", "1")
    empty = runs_of(np.zeros((3, 4), np.bool_))
    drawn = DrawnOutline(photo.photo_id, 4, 3, empty, "2026-11-01T09:00:00+00:00")
    analysis = replace(case.analysis, photos=(replace(photo, lesion=lesion),))
    told = ClinicianAssessment(outlines=(drawn,))
    visit = Visit(replace(case, analysis=analysis, assessment=told), None)
    table = course_csv(Course((visit,), (), "")).decode("utf-8-sig")
    assert table.count(",area,,,,,clinician; outline rejected,") == rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_treatment_of_one_day_is_told_with_its_day_once(language: str) -> None:
    speech = Speech(language)
    day, later = "2026-11-02", "2026-11-09"
    once = Treatment("t", "l", TreatmentKind.MEDICINE, "cryotherapy", "", 0, day, day, "now")
    assert treatment_text(once, speech) == f"cryotherapy: {speech.when(day)}"
    longer = treatment_text(replace(once, ended_on=later), speech)
    assert longer.index(speech.when(day)) < longer.index(speech.when(later))


def test_two_visits_of_a_day_are_told_apart_by_the_hour_they_were_saved_that_day() -> None:
    case = replace(zoster_case(), visit_date="2026-11-01")

    def saved(moment: datetime, day: str = "2026-11-01") -> Visit:
        told = replace(case, visit_date=day, created_at=moment.astimezone().isoformat())
        return Visit(told, None)

    morning, noon = saved(datetime(2026, 11, 1, 9)), saved(datetime(2026, 11, 1, 12, 30))
    late, alone = saved(datetime(2026, 11, 20, 8)), saved(datetime(2026, 11, 5, 9), "2026-11-05")
    visits = (morning, noon, late, alone)
    assert [visit_day(one, visits) for one in visits] == [
        "2026-11-01T09:00", "2026-11-01T12:30", "2026-11-01", "2026-11-05",
    ]  # fmt: skip
    assert visit_day(morning, (morning, alone)) == "2026-11-01"


def test_a_treatment_entered_twice_for_the_same_days_is_named() -> None:
    def of(name: str, started_on: str, ended_on: str = "", dose: str = "") -> Treatment:
        kind = TreatmentKind.MEDICINE
        return Treatment("t", "l", kind, name, dose, 0, started_on, ended_on, "now")

    first = of("Tacrolimus", "2026-11-01", "2026-11-10", "0.03 %")
    for later, twice in (
        (of("tacrolimus", "2026-11-05", dose="0.1 %"), ("Tacrolimus",)),
        (of("tacrolimus", "2026-11-10", dose="0.1 %"), ()),  # raised the day the other one ended
        (of("mometasone", "2026-11-05"), ()),
    ):
        assert entered_twice((first, later)) == twice
    going_on = of("Tacrolimus", "2026-10-01")
    assert entered_twice((going_on, of("TACROLIMUS", "2027-01-01"))) == ("Tacrolimus",)
