"""What was entered for an index, and what is still asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from skin_core.domain.analysis import Prediction
from skin_core.domain.case import ClinicianAssessment
from skin_core.domain.score import KeptScore
from skin_core.domain.suggestion import Suggestion, SuggestionMode
from skin_core.errors import ScoreIncomplete
from skin_core.scoring import INDICES, score_of
from skin_core.ui.components.severity.body_figure import PARTS, region_of
from skin_core.ui.components.severity.sheets import first_index
from skin_core.ui.score_sheet import ScoreSheet, places_of, regions_of
from tests.sample_cases import uncertain_case


def test_every_number_and_question_of_an_index_stands_on_its_form() -> None:
    for index, known in INDICES.items():
        shown = [place for region in ("", *regions_of(index)) for place in places_of(index, region)]
        assert sorted(shown) == sorted((*known.asks, *known.yes_no)), index


def test_every_region_of_an_index_is_reached_on_the_figure() -> None:
    for index in INDICES:
        regions = set(regions_of(index))
        if regions:
            assert {region_of(part, index) for part in PARTS} == regions, index


def test_left_and_right_belong_to_one_region_and_hands_to_their_own_where_there_is_one() -> None:
    assert region_of("hand_left", "easi") == region_of("arm_right", "easi") == "upper_limbs"
    assert region_of("hand_left", "vasi") == "hands"


def test_a_case_begins_with_the_index_made_for_its_disease() -> None:
    case = uncertain_case()
    likeliest = (Prediction("vitiligo", 0.9), *case.analysis.differential)
    white = replace(case, analysis=replace(case.analysis, differential=likeliest), assessment=None)
    assert first_index(white) == "vasi"
    red = replace(white, assessment=ClinicianAssessment(diagnosis="psoriasis"))
    assert first_index(red) == "pasi"
    spots = replace(white, assessment=ClinicianAssessment(diagnosis="acne"))
    assert first_index(spots) == "hayashi"
    mole = replace(white, assessment=ClinicianAssessment(diagnosis="melanocytic_nevus"))
    assert first_index(mole) == "seven_point"
    typed = replace(white, assessment=ClinicianAssessment(diagnosis_text="a burn"))
    assert first_index(typed) == "easi"


def test_nothing_is_assumed_until_it_is_entered() -> None:
    sheet = ScoreSheet()
    with pytest.raises(ScoreIncomplete):
        score_of(sheet.index, sheet.table())
    assert sheet.missing_in("trunk") == 5
    sheet.enter("trunk.area_percent", 0.0)
    assert sheet.missing_in("trunk") == 0  # no sign is asked of skin without eczema
    sheet.enter("trunk.area_percent", 10.0)
    assert sheet.missing_in("trunk") == 4
    sheet.enter("trunk.erythema", 3.0)
    sheet.enter("trunk.area_percent", 0.0)
    assert sheet.table() == {"trunk": {"area_percent": 0.0}}  # a sign not shown is not counted


def test_value_taken_back_is_asked_for_again() -> None:
    sheet = ScoreSheet(index="iga")
    sheet.enter("grade", 0.0)
    assert score_of("iga", sheet.table())[0].total == 0
    sheet.enter("grade", None)
    assert sheet.is_open("grade")


def test_entries_of_one_index_are_none_of_another() -> None:
    sheet = ScoreSheet(index="easi")
    sheet.enter("head.area_percent", 5.0)
    sheet.index = "pasi"
    assert sheet.entered == {}
    assert sheet.region == "head"


def test_what_was_suggested_first_stays_and_is_kept_whatever_becomes_of_the_area() -> None:
    sheet = ScoreSheet()
    first = Suggestion(SuggestionMode.BLIND, 2, 1.9, ("a",), "m 1", own=1.0)
    assert not sheet.is_mode_fixed
    sheet.show("head.erythema", first)
    sheet.show("head.erythema", Suggestion(SuggestionMode.ASSIST, 3, 3.0, ("b",), "m 1"))
    assert sheet.is_mode_fixed
    assert sheet.shown == {"head.erythema": first}
    kept = {"index": "easi", "total": 1.0, "band": "", "created_at": ""}
    score = KeptScore(entered={"suggested": sheet.suggested_table()}, **kept)
    assert score.suggested == {"head.erythema": first}
    sheet.enter("head.area_percent", 0.0)  # nothing is affected there after all, yet it was seen
    assert sheet.suggested_table() == {"head.erythema": first.to_table()}
    later = ScoreSheet()
    later.go_on(score)
    assert later.was_told("erythema", ["a"])  # the photo is blind to nobody any more
