"""The founding networks beside ours: what a row tells, and which rows stand in one table."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from skin_core.imaging.rendered import render_skin
from skin_core.training.outlines import compare as founding
from skin_core.training.outlines.config import OutlineConfig
from skin_core.training.outlines.samples import Outlined
from skin_core.training.refusal import Refused

CONFIG = OutlineConfig(
    name="own",
    kind="lesion",
    folder="unused",
    sizes=(32,),
    size_ends=(1.0,),
    steps=2,
    batch=4,
    frozen_blocks=0,
)


class LeftHalf(torch.nn.Module):
    """Draws the left half of any photo."""

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        side = torch.cat([torch.full((8,), 4.0), torch.full((8,), -4.0)])
        return side.expand(len(pixels), 1, 16, 16)


class Nothing(torch.nn.Module):
    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        return torch.full((len(pixels), 1, 16, 16), -4.0)


def outlined(folder: Path, name: str, rows: int, source: str, group: str) -> Outlined:
    """A photo, 64 x 48, of which a person drew the left half of the uppermost rows."""
    mask = np.zeros((48, 64), np.uint8)
    mask[:rows, :32] = 255
    cv2.imwrite(str(folder / f"{name}.png"), render_skin("mole", "light", 1, (64, 48)))
    cv2.imwrite(str(folder / f"{name}_mask.png"), mask)
    return Outlined(folder, f"{name}.png", f"{name}_mask.png", group, source)


@pytest.fixture
def two(tmp_path: Path) -> list[Outlined]:
    """One photo that the network outlines as the person did, and one where it draws twice that."""
    return [
        outlined(tmp_path, "right", 48, "dermoscopy", "a"),
        outlined(tmp_path, "double", 24, "camera", "b"),
    ]


def test_a_row_tells_overlap_its_interval_the_edge_and_each_collection(two: list[Outlined]) -> None:
    found = founding.measured(LeftHalf(), two, CONFIG)
    assert found.dice == pytest.approx([(1 + 2 / 3) / 2, 2 / 3, 1], abs=1e-3)
    assert found.iou == pytest.approx(0.75)
    assert found.thresholded_jaccard == 0.5  # an overlap of a half is a failed outline
    assert found.edge_distance is not None
    assert 0 < found.edge_distance < 0.2
    assert (found.photos, found.groups, found.without_edge) == (2, 2, 0)
    by_name = {one["collection"]: (one["photos"], one["dice"]) for one in found.by_collection}
    assert by_name == {"camera": (1, pytest.approx(2 / 3, abs=1e-3)), "dermoscopy": (1, 1.0)}


def test_a_network_that_draws_nothing_has_no_edge_to_measure(two: list[Outlined]) -> None:
    found = founding.measured(Nothing(), two, CONFIG)
    assert (found.dice[0], found.edge_distance, found.without_edge) == (0.0, None, 2)


@pytest.mark.slow
def test_rows_go_on_where_they_stopped_and_are_never_mixed_with_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = [
        outlined(tmp_path, f"{n}", 12 + n, "camera" if n % 2 else "dermoscopy", f"g{n}")
        for n in range(28)
    ]
    monkeypatch.setattr(founding, "photos_of", lambda config: photos)
    ours = {"ours": "light:mobilenetv2_100", "other": "smp:unet:resnet18"}
    kept = tmp_path / "runs" / "kept.json"
    row = founding._row

    def killed(name: str, *rest: object) -> dict[str, object]:
        if name == "other":
            raise KeyboardInterrupt
        return row(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(founding, "ROWS", ours)
    monkeypatch.setattr(founding, "_row", killed)
    with pytest.raises(KeyboardInterrupt):
        founding.compare(CONFIG, kept)
    first = json.loads(kept.read_text(encoding="utf-8"))["rows"]

    monkeypatch.setattr(founding, "_row", row)
    rows = founding.compare(CONFIG, kept)
    assert rows[:1] == first
    assert [one["network"] for one in rows] == ["ours", "other"]
    text = "\n".join(founding.told(CONFIG, rows))
    assert "| network | camera, 2 photos | dermoscopy, 2 photos |" in text
    assert "thresholded jaccard | edge distance |" in text

    with pytest.raises(Refused, match=r"kept\.json: its rows were made with other settings"):
        founding.compare(replace(CONFIG, steps=3), kept)
    kept.write_text(json.dumps([{"network": "ours", "dice": 0.5}]), encoding="utf-8")
    with pytest.raises(Refused, match="begin anew"):
        founding.compare(CONFIG, kept)
