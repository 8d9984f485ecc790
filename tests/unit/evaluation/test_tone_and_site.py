"""A table per tone or site shows every row, measures no few groups, and compares like with like."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from skin_core.domain.analysis import Urgency
from skin_core.evaluation.by_tone_and_site import LEAST_GROUPS, rows_of
from skin_core.evaluation.photo_tones import NOT_READ, beside_told, lesion_on, tones_of
from skin_core.evaluation.reading import Reading
from skin_core.evaluation.strata_card import strata_sections
from skin_core.evaluation.triage import Triage
from skin_core.training.photos import Photo

URGENT, ROUTINE = Urgency.URGENT.rank, Urgency.ROUTINE.rank
ENOUGH = LEAST_GROUPS
FEW = 2 * (LEAST_GROUPS - 1)  # photos, two of each patient


def made_by_hand() -> tuple[np.ndarray, Triage, np.ndarray]:
    """Faces: 20 patients of disease 0, all named rightly, a quarter of them called urgent.

    Legs: 38 photos of 19 patients with the same disease, all named wrongly.
    """
    count = ENOUGH + FEW
    chances = np.tile([0.1, 0.3, 0.2, 0.4], (count, 1))  # disease 0 is the last of four
    chances[:ENOUGH] = [0.7, 0.1, 0.1, 0.1]
    tiers = np.zeros((count, 2))
    uncertain = np.arange(count) % 2 == 0
    sets, words = np.zeros((count, 4), bool), np.array([""] * count)
    reading = Reading(chances, sets, uncertain, sets, tiers, tiers > 0, tiers > 0, words)
    given = np.where(np.arange(count) < ENOUGH // 4, URGENT, ROUTINE)
    groups = [f"f{n}" for n in range(ENOUGH)] + [f"l{n // 2}" for n in range(FEW)]
    triaged = Triage(np.full(count, ROUTINE), given, reading, np.array(groups), np.array(words))
    return np.zeros(count, np.int64), triaged, np.array(["face"] * ENOUGH + ["leg"] * FEW)


def test_a_row_of_few_patients_is_not_measured_however_many_photos_it_has() -> None:
    truths, triaged, sites = made_by_hand()
    rng = np.random.default_rng(1)
    face, leg, hand, everything = rows_of(
        "site", sites, ("face", "leg", "hand"), (truths, triaged), rng
    )
    assert (face["photos"], face["groups"], face["diseases"]) == (ENOUGH, ENOUGH, 1)
    assert face["balanced_accuracy"] == [1.0, 1.0, 1.0]
    assert face["all photos, same diseases"] == pytest.approx(ENOUGH / (ENOUGH + FEW))
    assert face["uncertain"][0] == 0.5
    value, low, high = face["harmless_called_urgent"]
    assert low < value == 0.25 < high
    assert face["harmless_called_soon_or_sooner"][0] == 0.25
    assert (leg["photos"], leg["groups"], leg["top_3"]) == (FEW, ENOUGH - 1, None)
    assert (hand["photos"], hand["balanced_accuracy"]) == (0, None)
    assert everything["groups"] == 2 * ENOUGH - 1
    assert everything["top_3"][0] == pytest.approx(ENOUGH / (ENOUGH + FEW))
    found = {"tone": [], "site": [face, leg, hand], "least_groups": ENOUGH}
    card = "\n".join(strata_sections({**found, "tone_beside_told": None}))
    assert "| hand | 0 | 0 | 0 | not measured | not measured |" in card
    assert "no Fitzpatrick type" in card


def test_a_tone_is_read_of_skin_outside_the_outline_and_of_nothing_else(tmp_path: Path) -> None:
    for folder in ("image", "mask"):
        (tmp_path / folder).mkdir()
    left = np.zeros((60, 80, 3), np.uint8)
    left[:] = (224, 188, 166)  # L* 79, b* 14: ITA 63 degrees
    left[:, :40] = (70, 42, 30)  # what was outlined
    drawn = np.zeros((60, 120), np.uint8)  # of the whole frame, whose middle the photo is
    drawn[:, 20:60] = 255
    cloth = np.full((60, 80, 3), (60, 90, 200), np.uint8)
    for name, pixels in (("outlined", left), ("cloth", cloth)):
        cv2.imwrite(str(tmp_path / "image" / f"{name}.png"), pixels[..., ::-1])
    cv2.imwrite(str(tmp_path / "mask" / "outlined.png"), drawn)
    assert lesion_on(left, tmp_path / "image" / "outlined.png")[:, :40].all()
    photos = [
        Photo(f"image/{name}.png", "wart", name, "", "light") for name in ("outlined", "cloth")
    ]
    tones = tones_of(photos, tmp_path)
    assert list(tones) == ["very_light", NOT_READ]
    told = beside_told(photos, tones)  # told to be light, the next to what was read
    assert told == {
        "photos whose collection tells a tone": 1,
        "same tone read": 0.0,
        "same or next tone read": 1.0,
    }
