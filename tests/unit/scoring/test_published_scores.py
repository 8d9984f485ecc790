"""Every index gives what its source says, from nothing to the worst, and its bands begin there."""

from __future__ import annotations

import pytest

from skin_core.scoring import INDICES, score_of
from skin_core.scoring.body_area import area_score
from skin_core.scoring.easi import EasiInput, EasiRegion, easi
from skin_core.scoring.fvasi import FvasiInput, fvasi
from skin_core.scoring.hayashi import HayashiInput, hayashi
from skin_core.scoring.iga import IgaInput, iga
from skin_core.scoring.pasi import PasiInput, PasiRegion, pasi
from skin_core.scoring.scorad import ScoradInput, objective_scorad, scorad
from skin_core.scoring.seven_point import (
    SEVEN_POINTS,
    SevenPointInput,
    lowest_and_highest,
    seven_point,
)
from skin_core.scoring.vasi import VasiInput, VasiRegion, vasi
from tests.for_each import for_each
from tests.unit.scoring.given import filled

HIGHEST = {  # of each index, as its source says; VASI of a whole body and a whole face
    "easi": 72,
    "pasi": 72,
    "scorad": 103,
    "objective_scorad": 83,
    "fvasi": 3,
    "hayashi": 3,
    "iga": 4,
    "seven_point": 10,
}
NO_ECZEMA = EasiRegion(area_percent=0)
LOWER_LIMB_ECZEMA = EasiRegion(
    area_percent=40, erythema=2, induration=2, excoriation=1, lichenification=1
)


@for_each(index=tuple(HIGHEST))
def test_worst_of_all_is_the_published_maximum(index: str) -> None:
    score, _ = score_of(index, filled(index))
    assert score.total == score.highest == HIGHEST[index]


@for_each(index=tuple(INDICES))
def test_nothing_at_all_scores_zero(index: str) -> None:
    score, _ = score_of(index, filled(index, "lowest"))
    assert score.total == score.lowest == 0


def test_age_decides_between_the_tables_of_easi() -> None:
    """Hanifin 2001: lower limbs count 0.4 from eight years on and 0.3 below; 3 x 6 signs."""
    regions = {"head": NO_ECZEMA, "upper_limbs": NO_ECZEMA, "trunk": NO_ECZEMA}
    adult = easi(EasiInput(age_years=8, lower_limbs=LOWER_LIMB_ECZEMA, **regions))
    child = easi(EasiInput(age_years=7.9, lower_limbs=LOWER_LIMB_ECZEMA, **regions))
    assert adult.total == 7.2
    assert child.total == 5.4
    assert (adult.band, child.band) == ("moderate", "mild")
    assert adult.by_sign == {
        "erythema": 2.4,
        "induration": 2.4,
        "excoriation": 1.2,
        "lichenification": 1.2,
    }


def test_heads_of_children_count_twice() -> None:
    regions = dict.fromkeys(("upper_limbs", "trunk", "lower_limbs"), NO_ECZEMA)
    assert easi(EasiInput(age_years=5, head=LOWER_LIMB_ECZEMA, **regions)).total == 3.6
    assert easi(EasiInput(age_years=50, head=LOWER_LIMB_ECZEMA, **regions)).total == 1.8


@pytest.mark.parametrize(
    ("percent", "score"),
    [(0, 0), (0.5, 1), (9.9, 1), (10, 2), (29, 2), (29.9, 2), (30, 3), (50, 4), (70, 5), (90, 6)],
)
def test_area_is_counted_in_the_published_steps(percent: float, score: int) -> None:
    assert area_score(percent) == score


@pytest.mark.parametrize(
    ("area", "half_points", "band"),
    [
        (0, 0, "clear"),
        (5, 1, "almost_clear"),  # 0.05
        (5, 20, "almost_clear"),  # 1.0
        (5, 21, "mild"),  # 1.05, which is told as 1.1
    ],
)
def test_half_points_reach_the_finest_bands(area: int, half_points: int, band: str) -> None:
    """Leshem 2015: clear is 0 alone, almost clear ends with 1.0."""
    head = EasiRegion(
        area_percent=area,
        erythema=min(3, half_points / 2),
        induration=min(3, max(0, half_points / 2 - 3)),
        excoriation=min(3, max(0, half_points / 2 - 6)),
        lichenification=min(3, max(0, half_points / 2 - 9)),
    )
    rest = dict.fromkeys(("upper_limbs", "trunk", "lower_limbs"), NO_ECZEMA)
    score = easi(EasiInput(age_years=30, head=head, **rest))
    assert score.total == pytest.approx(0.05 * half_points)
    assert score.band == band


def test_pasi_of_a_patient_with_plaques_of_trunk_and_legs() -> None:
    """0.3 x 3 x (2 + 3 + 2) + 0.4 x 2 x (3 + 2 + 1), by the table of Fredriksson 1978."""
    none = PasiRegion(area_percent=0)
    score = pasi(
        PasiInput(
            head=none,
            upper_limbs=none,
            trunk=PasiRegion(area_percent=35, erythema=2, induration=3, desquamation=2),
            lower_limbs=PasiRegion(area_percent=15, erythema=3, induration=2, desquamation=1),
        )
    )
    assert score.total == pytest.approx(6.3 + 4.8)
    assert score.band == "above_10"
    assert score.by_region == {"head": 0, "upper_limbs": 0, "trunk": 6.3, "lower_limbs": 4.8}


def test_scorad_weighs_signs_by_seven_halves() -> None:
    """20 / 5 + 7 x 6 / 2 + 7: pages that print B / 2 or an objective maximum of 72 are wrong."""
    given = ScoradInput(
        extent_percent=20,
        erythema=2,
        papulation=1,
        oozing=0,
        excoriation=1,
        lichenification=1,
        dryness=1,
        itch=5,
        sleep_loss=2,
    )
    assert scorad(given).total == 32
    assert scorad(given).band == "moderate"
    assert objective_scorad(given).total == 25
    assert objective_scorad(given).by_sign["erythema"] == 7


@pytest.mark.parametrize(("itch", "band"), [(2.9, "mild"), (3, "moderate")])
def test_moderate_begins_with_25(itch: float, band: str) -> None:
    signs = dict.fromkeys(
        ("erythema", "papulation", "oozing", "excoriation", "lichenification", "dryness"), 1
    )
    assert scorad(ScoradInput(extent_percent=5, itch=itch, sleep_loss=0, **signs)).band == band


def test_vasi_adds_hands_times_depigmentation() -> None:
    """Hamzavi 2004: two hands half white, and one with specks of pigment."""
    rest = dict.fromkeys(("head", "upper_limbs", "trunk", "feet"), VasiRegion(hand_units=0))
    score = vasi(
        VasiInput(
            hands=VasiRegion(hand_units=2, depigmentation_percent=50),
            lower_limbs=VasiRegion(hand_units=1, depigmentation_percent=90),
            **rest,
        )
    )
    assert score.total == 1.9
    assert score.band == ""
    assert fvasi(FvasiInput(hand_units=1.5, depigmentation_percent=75)).total == 1.125


def test_a_body_wholly_white_is_100() -> None:
    rest = dict.fromkeys(
        ("head", "hands", "upper_limbs", "lower_limbs", "feet"), VasiRegion(hand_units=0)
    )
    whole = VasiRegion(hand_units=100, depigmentation_percent=100)
    assert vasi(VasiInput(trunk=whole, **rest)).total == 100


@pytest.mark.parametrize(
    ("count", "grade", "band"),
    [
        (0, 0, "mild"),
        (5, 0, "mild"),
        (6, 1, "moderate"),
        (20, 1, "moderate"),
        (21, 2, "severe"),
        (50, 2, "severe"),
        (51, 3, "very_severe"),
    ],
)
def test_acne_is_graded_by_the_count(count: int, grade: int, band: str) -> None:
    score = hayashi(HayashiInput(inflammatory_lesions=count))
    assert (score.total, score.band) == (grade, band)


def test_global_assessment_names_its_five_steps() -> None:
    bands = [iga(IgaInput(grade=grade)).band for grade in range(5)]
    assert bands == ["clear", "almost_clear", "mild", "moderate", "severe"]


def test_seven_points_refer_from_three_on() -> None:
    """NICE NG12: a major feature counts 2, a minor one 1."""
    none = dict.fromkeys(SEVEN_POINTS, False)
    major = {**none, "irregular_shape": True}
    assert seven_point(SevenPointInput(answers=major)).band == "below_referral"
    assert seven_point(SevenPointInput(answers=major | {"oozing": True})).band == "refer"
    assert lowest_and_highest({"irregular_colour": True, "oozing": False}) == (2, 9)


def test_vitiligo_of_the_whole_body_is_100_however_it_is_shared_out() -> None:
    sixth = {"hand_units": 100 / 6, "depigmentation_percent": 100}
    assert score_of("vasi", dict.fromkeys(VasiInput().regions, sixth))[0].total == 100
