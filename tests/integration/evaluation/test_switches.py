"""Measures against learning the source, by their one command, on rendered pictures."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

import skin_core.training.__main__ as training
from skin_core.evaluation.curves_card import learning, page
from skin_core.evaluation.source_out import told_what_occurs
from skin_core.evaluation.switches import experiments, switches
from skin_core.evaluation.throughput import throughput
from skin_core.imaging.overlay import to_jpeg
from skin_core.settings import ROOT
from skin_core.training import release
from skin_core.training.config import load_config
from skin_core.training.refusal import Refused
from tests.integration.training_photos import rendered

TABLES = {
    "clinical": "image,label,group,set,augmented_copy,tone",
    "pad_ufes": "image,label,patient_id,age,sex,region",
    "vitiligo": "image,group",
}
FILE = """
[base]
name = "tiny"
kind = "clinical"
backbone = "test_efficientnet"
leave_out = ["far"]
epochs = 2.0
batch = 8
sizes = [32]
size_ends = [1.0]
frozen_blocks = 0
curve_points = 2

[rows]
plain = {}
in_a_frame = { also = ["frame"] }
frame_cut = { prepare = ["frame"] }
"""
MARKS = "<!-- switches: written -->\n<!-- end of switches -->\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pictures of two collections, of which the experiments leave one out."""
    torch.set_num_threads(1)
    photos, pixels = rendered(each=6)
    rows = [
        f"{p.path},{p.label},{p.group},{'far' if n % 2 else 'near'},0,"
        for n, p in enumerate(photos)
    ]
    for name, head in TABLES.items():
        (tmp_path / name).mkdir()
        lines = [head, *(rows if name == "clinical" else [])]
        (tmp_path / name / "labels.csv").write_text("\n".join(lines), encoding="utf-8")
    for photo in photos:
        (tmp_path / "clinical" / photo.path).write_bytes(to_jpeg(pixels[photo.path], 95))
    (tmp_path / "rows.toml").write_text(FILE, encoding="utf-8")
    base = FILE.split("[rows]")[0].replace("[base]", "")
    (tmp_path / "small.toml").write_text(base, encoding="utf-8")
    (tmp_path / "results.md").write_text(MARKS, encoding="utf-8")
    monkeypatch.setenv("SKINDESK_DATA", str(tmp_path))
    for module in (training, release):
        monkeypatch.setattr(module, "RUNS", tmp_path / "runs")
    monkeypatch.setattr(training, "CACHE", tmp_path / "cache")
    return tmp_path


def test_rows_are_trained_once_and_judged_by_what_was_left_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    switches(folder / "rows.toml", folder / "results.md")
    plain, framed, cut = json.loads((folder / "results.json").read_text("utf-8"))["switches"]
    assert (plain["row"], framed["row"]) == ("plain", "in a frame")
    assert plain["gain"] == [0, 0, 0]
    assert cut["row"] == "frame cut"
    assert len(list((folder / "cache").glob("photos-*.bin"))) == 2  # plain, and prepared ones
    with pytest.raises(Refused, match="no engine prepares them yet"):
        release.load_run("tiny_frame_cut")
    record = json.loads((folder / "runs" / "tiny_in_a_frame" / "run.json").read_text("utf-8"))
    assert not {p for p in record["train"] if int(p.split(".")[0][-1]) % 2}
    assert len(record["validation"]) == 9
    text = (folder / "results.md").read_text(encoding="utf-8")
    assert "9 photos of left-out collections (far)" in text
    monkeypatch.setattr(training, "run", None)  # nothing is trained twice
    switches(folder / "rows.toml", folder / "results.md")
    assert (folder / "results.md").read_text(encoding="utf-8") == text

    points = learning(folder / "runs" / "tiny_plain")
    assert [set(point) >= {"step", "loss", "balanced_accuracy"} for point in points] == [True] * 2
    bins = {"calibration": {"bins": [{"confidence": 0.5, "right": 0.5}]}}
    assert "learning of tiny" in page("tiny", {**bins, "learning_of_tiny": points})


def test_each_shipped_row_changes_one_measure_of_the_first() -> None:
    found = experiments(ROOT / "configs" / "switches.toml")
    first, *others = found.values()
    assert first.name == "switch_plain"
    for config in others:
        changed = {
            name
            for name, value in config.to_dict().items()
            if value != first.to_dict()[name] and name != "name"
        }
        assert len(changed) == 1, config.name
        assert set(config.leave_out) == set(first.leave_out)


def test_the_source_out_student_learns_as_the_released_one_does() -> None:
    """Recipes with collections left out differ from the released ones in that alone."""
    for out, released in (("recipe", "clinical"), ("lite2", "clinical_lite2")):
        apart, whole = (
            load_config(ROOT / "configs" / f"{name}.toml").to_dict()
            for name in (f"clinical_source_out_{out}", released)
        )
        assert {k for k, v in apart.items() if whole[k] != v} == {"name", "leave_out"}


def test_a_collection_may_only_be_called_what_it_has() -> None:
    logits = np.array([[5.0, 1.0, 0.0], [5.0, 0.0, 1.0], [5.0, 0.0, 1.0]])
    told = told_what_occurs(logits, np.array([1, 2, 0]), ["a", "a", "b"])
    assert list(told.argmax(1)) == [1, 2, 0]


def test_both_loops_are_timed_on_the_same_photos(folder: Path) -> None:
    config = load_config(folder / "small.toml")
    found = throughput(config)
    assert found["times as fast"] == pytest.approx(
        found["photos a second, ours"] / found["photos a second, ImageFolder"]
    )
    assert found["photos a second, ours"] > 0
    assert 0.1 < found["memory, GB"] < 6
