"""`measure` tells a lesion on a photo, and refuses in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from skin_core.cli import app
from skin_core.imaging.annotations.mask_png import png_of_mask
from tests.integration.test_scale_card import AREA_CM2, card, scene, tilted
from tests.unit.imaging.measures.drawn import Mask, Pixels, disc, even

__all__ = ["card"]
LESION = disc(160, size=(2200, 2600))


def measured(*words: str | Path, exit_code: int = 0) -> Any:
    result = CliRunner().invoke(app, ["measure", *map(str, words)])
    assert result.exit_code == exit_code, result.output
    return json.loads(result.output)


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Larger than the pixels that are decoded of it."""
    path = tmp_path_factory.mktemp("photo") / "patch.jpg"
    cv2.imwrite(str(path), even(LESION, (225, 200, 185))[..., ::-1])
    return path


def mask_file(folder: Path, mask: Mask) -> Path:
    path = folder / "mask.png"
    path.write_bytes(png_of_mask(mask))
    return path


def test_a_large_photo_is_measured_at_its_own_size(photo: Path, tmp_path: Path) -> None:
    told = measured(photo, mask_file(tmp_path, LESION), "--px-per-cm", "80", "--language", "ko")
    assert told["area"]["px"] == LESION.sum()
    assert told["diameter"]["cm"] == pytest.approx(4, rel=0.02)
    assert told["contrast"]["mean_rgb_difference"] == pytest.approx(45, abs=1)
    assert told["contrast"]["word"] == "severe"
    assert told["error"] is None
    assert all("니다" in note or "십시오" in note for note in told["notes"])


def test_what_is_left_out_of_a_measure_is_told_beside_it(photo: Path, tmp_path: Path) -> None:
    square = [900, 900, 1100, 900, 1100, 1100, 900, 1100]
    one = {"image_id": 1, "segmentation": [square]}
    told = {
        "images": [{"id": 1, "height": 2200, "width": 2600}],
        "annotations": [one, {"image_id": 1, "segmentation": [], "bbox": [9, 9, 50, 50]}],
    }
    (tmp_path / "a.json").write_text(json.dumps(told))
    result = CliRunner().invoke(app, ["measure", str(photo), str(tmp_path / "a.json")])
    assert json.loads(result.stdout)["area"]["px"] == 201 * 201
    assert "left out: 1" in result.stderr


def test_a_card_changes_no_share_of_the_photo(card: Pixels, tmp_path: Path) -> None:
    """Only centimetres, form and colour are told as from straight above."""
    drawn, lesion = scene(card)
    photo, seen = tmp_path / "card.png", tilted(drawn, 30, 40)
    cv2.imwrite(str(photo), seen[..., ::-1])
    mask = mask_file(tmp_path, tilted(lesion.astype(np.uint8), 30, 40) > 0)
    plain, by_card = measured(photo, mask), measured(photo, mask, "--card")
    assert by_card["area"] == {**plain["area"], "cm2": by_card["area"]["cm2"]}
    assert by_card["area"]["cm2"] == pytest.approx(AREA_CM2, rel=0.03)
    for length in ("perimeter", "diameter"):
        assert by_card[length]["px"] == plain[length]["px"]
        assert by_card[length]["cm"]


def test_a_mask_of_another_size_and_an_empty_one_are_refused(photo: Path, tmp_path: Path) -> None:
    other = measured(photo, mask_file(tmp_path, disc(20)), exit_code=1)
    assert other["error"]["code"] == "error.measure.size_differs"
    assert "240 × 200" in other["error"]["message"]
    empty = measured(photo, mask_file(tmp_path, LESION & False), exit_code=1)
    assert empty["error"]["code"] == "error.measure.empty"
    both = ("--card", "--px-per-cm", "80", "--language", "vi")
    twice = measured(photo, mask_file(tmp_path, LESION), *both, exit_code=1)
    assert twice["error"]["code"] == "error.measure.scale_twice"
    assert "hai tỷ lệ" in twice["error"]["message"]
    no_photo = measured(mask_file(tmp_path, LESION), photo, exit_code=1)
    assert no_photo["error"]["code"] == "error.annotation.unreadable"
