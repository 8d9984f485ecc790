"""Before a training, a researcher is told which of all its photos are likely labelled wrongly."""

from __future__ import annotations

import csv
import logging
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

import skin_core.training.__main__ as training
from skin_core.evaluation import __main__ as command
from skin_core.evaluation import frozen, label_doubts
from skin_core.evaluation.early_judge import dealt_out, learned_elsewhere
from skin_core.imaging.overlay import to_jpeg
from skin_core.models.checkpoint import release
from skin_core.models.classifier import SkinNet
from tests.integration.training_photos import rendered

SWAPPED = {  # of 24 pictures each
    "herpes_zoster3.jpg": "psoriasis",
    "herpes_zoster17.jpg": "melanocytic_nevus",
    "melanocytic_nevus5.jpg": "psoriasis",
    "psoriasis8.jpg": "herpes_zoster",
}
TRUE = {name: name.rstrip("0123456789.jpg") for name in SWAPPED}
CONFIG = """
name = "clinic"
kind = "clinical"
backbone = "test_efficientnet"
test_share = 0.2
[data]
layout = "csv"
folder = "{}"
"""


def untrained() -> SkinNet:
    """A small network as chance made it stands for the one that ImageNet left."""
    torch.manual_seed(5)
    net = SkinNet(["test_efficientnet"], 1).eval()
    release(net)
    return net


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An experiment on a table of rendered pictures, a few labelled wrongly."""
    monkeypatch.setattr(label_doubts, "RUNS", tmp_path / "runs")
    for module in (training, frozen):
        monkeypatch.setattr(module, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(frozen, "imagenet_net", untrained)
    folder = tmp_path / "Clinic"
    folder.mkdir()
    photos, pixels = rendered(each=24)
    rows = []
    for photo in photos:
        name = photo.path.replace(".webp", ".jpg")
        (folder / name).write_bytes(to_jpeg(pixels[photo.path], 95))
        rows.append((name, SWAPPED.get(name, photo.label), photo.group))
    write_table(folder, rows)
    file = tmp_path / "clinic.toml"
    file.write_text(CONFIG.format(folder), encoding="utf-8")
    return file


def write_table(folder: Path, rows: list[tuple[str, str, str]]) -> None:
    with (folder / "labels.csv").open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([("image", "label", "group"), *rows])


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.setattr(sys, "argv", ["skin_core.evaluation", "labels", *words])
    command.main()


def test_swapped_labels_are_the_surest_doubts_and_hardly_another_is_doubted(
    config: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    run(monkeypatch, "--before", str(config))
    file = config.parent / "runs" / "clinic" / "label_doubts.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        found = list(csv.DictReader(lines))
    surest = {row["image"]: (row["label"], row["likely"]) for row in found[: len(SWAPPED)]}
    assert surest == {name: (told, TRUE[name]) for name, told in SWAPPED.items()}
    assert len(found) <= len(SWAPPED) + 4
    assert [row["probability"] for row in found] == sorted(
        (row["probability"] for row in found), reverse=True
    )
    assert f"psoriasis: {sum(row['label'] == 'psoriasis' for row in found)} of 25 doubted" in (
        caplog.text
    )
    assert f"{len(found)} of 72 contradicted" in caplog.text
    assert "The judge is weak" in caplog.text


def test_a_label_put_right_asks_for_no_features_anew(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(monkeypatch, "--before", str(config))
    table = config.parent / "Clinic" / "labels.csv"
    told = table.read_text(encoding="utf-8")
    table.write_text(
        told.replace("psoriasis8.jpg,herpes_zoster", "psoriasis8.jpg,psoriasis"), encoding="utf-8"
    )
    monkeypatch.setattr(frozen, "imagenet_net", lambda: pytest.fail("asked again"))
    run(monkeypatch, "--before", str(config))
    found = (config.parent / "runs" / "clinic" / "label_doubts.csv").read_text(encoding="utf-8")
    assert "psoriasis8.jpg" not in found
    assert "psoriasis" in found  # the others are still doubted


def test_what_a_training_refuses_is_refused_in_one_sentence(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (config.parent / "Clinic" / "psoriasis8.jpg").unlink()
    with pytest.raises(SystemExit, match=r"^psoriasis8.jpg: listed, but not in .*Clinic$"):
        run(monkeypatch, "--before", str(config))
    config.write_text(config.read_text(encoding="utf-8").replace("test_share", "test_part"))
    with pytest.raises(SystemExit, match="test_part: there is no such key"):
        run(monkeypatch, "--before", str(config))
    assert not (config.parent / "runs").exists()


def test_a_label_of_two_groups_is_judged_and_one_of_a_single_group_is_not() -> None:
    """Its photos would all be doubted, and others taken for it: nobody learned it elsewhere."""
    truths = np.array([0] * 20 + [1, 1, 2, 2])
    groups = np.array([f"g{n}" for n in range(20)] + ["a", "b", "c", "c"])
    for seed in range(20):
        fold = dealt_out(truths, groups, np.random.default_rng(seed))
        assert fold[20] != fold[21]
        assert fold[22] == fold[23]
        assert list(learned_elsewhere(truths, fold)) == [True] * 22 + [False] * 2
    assert not learned_elsewhere(truths, np.zeros(24, int)).any()
