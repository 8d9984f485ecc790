"""The table of networks by its one command, on rendered pictures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import skin_core.training.__main__ as training
from skin_core.evaluation import compare
from skin_core.imaging.overlay import to_jpeg
from skin_core.training.refusal import Refused
from tests.integration.training_photos import rendered

ROW = """
name = "{name}"
kind = "clinical"
backbone = "{backbone}"
data = {{ layout = "csv", folder = "{folder}" }}
epochs = 4.0
batch = 8
sizes = [32]
size_ends = [1.0]
frozen_blocks = 0
validation_share = 0.34
"""
BACKBONES = {"light": "test_efficientnet", "joint": "test_efficientnet+test_resnet"}
MARKS = "before\n<!-- compare: written -->\nold\n<!-- end of compare -->\nafter\n"


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Rows of two networks and their mean; runs and caches lie in a folder of their own."""
    photos, pixels = rendered(each=6)
    lines = ["image,label,group", *(f"{p.path},{p.label},{p.group}" for p in photos)]
    (tmp_path / "labels.csv").write_text("\n".join(lines), encoding="utf-8")
    for photo in photos:
        (tmp_path / photo.path).write_bytes(to_jpeg(pixels[photo.path], 95))
    for name, backbone in BACKBONES.items():
        text = ROW.format(name=name, backbone=backbone, folder=tmp_path)
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    (tmp_path / "a_mean.toml").write_text('name = "both"\nmean_of = ["light", "joint"]')
    (tmp_path / "results.md").write_text(MARKS, encoding="utf-8")
    monkeypatch.setattr(training, "RUNS", tmp_path / "runs")
    monkeypatch.setattr(training, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(compare, "ROUNDS", 2)
    return sorted(tmp_path.glob("*.toml"))


def test_rows_are_trained_once_and_stand_in_the_table(
    rows: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare.compare(rows, tmp_path / "results.md")
    first = (tmp_path / "results.md").read_text(encoding="utf-8")
    assert first.startswith("before\n<!-- compare")
    assert first.endswith("<!-- end of compare -->\nafter\n")
    assert "old" not in first
    found = {row["model"].split(":")[0]: row for row in _stored(tmp_path)}
    assert {name: row["category"] for name, row in found.items()} == {
        "light": "basic",
        "joint": "fusion",
        "both": "ensemble",
    }
    assert all(row["photos"] == 9 for row in found.values())
    parts = [found[name]["macs_m"] for name in BACKBONES]
    assert found["both"]["macs_m"] == pytest.approx(sum(parts))
    assert parts[1] > parts[0] > 0

    monkeypatch.setattr(training, "run", None)  # nothing is trained or asked twice
    monkeypatch.setattr(compare, "load_teacher", None)
    compare.compare(rows, tmp_path / "results.md")
    assert (tmp_path / "results.md").read_text(encoding="utf-8") == first


def test_a_run_that_held_nothing_back_is_refused_before_anything_is_trained(
    rows: list[Path], tmp_path: Path
) -> None:
    """It ended in a traceback, after the training."""
    light = tmp_path / "light.toml"
    text = light.read_text(encoding="utf-8")
    for other in ("validation_share = 0.0", 'validation_share = 0.34\nlearn_too = ["validation"]'):
        light.write_text(text.replace("validation_share = 0.34", other), encoding="utf-8")
        for named in (light, tmp_path / "a_mean.toml"):
            with pytest.raises(Refused, match="light holds no photos back to be judged by"):
                compare.compare([named], tmp_path / "results.md")
    assert not (tmp_path / "runs").exists()


def _stored(folder: Path) -> list[dict[str, Any]]:
    return json.loads((folder / "results.json").read_text(encoding="utf-8"))["compare"]
