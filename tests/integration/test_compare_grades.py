"""The founding table for signs by its one command: rows found again, and each network runnable."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import cv2
import pytest
import torch
from timm import is_model

from skin_core.domain.grade import ECZEMA_SIGNS
from skin_core.evaluation import compare
from skin_core.evaluation.compare_grades import compare_grades, read_rows
from skin_core.imaging.rendered import render_skin
from skin_core.models.ordinal import GradeNet
from skin_core.settings import ROOT
from skin_core.training import __main__ as training
from skin_core.training.grades import loop
from skin_core.training.loop import CHECKPOINT
from skin_core.training.strategy import layers_of

FOUNDING = {
    *("vgg16", "vgg19", "googlenet", "inception_v3", "inception_v4"),
    *(f"{version}{depth}" for version in ("resnet", "resnetv2_") for depth in (50, 101, 152)),
}
SHALLOW = ("vgg16", "googlenet", "inception_v3", "inception_v4", "resnet50", "resnetv2_50")
"""One of each kind: the others differ in depth alone."""
TABLE = """
name = "tried"
kind = "eczema"
folder = "signs"
sizes = [32]
size_ends = [1.0]
steps = 2
batch = 4
frozen_blocks = 0
[networks]
test_efficientnet = ""
googlenet = ""
"""


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two networks, and drawn skin graded by two readers, in a folder of their own."""
    folder = tmp_path / "signs"
    folder.mkdir()
    names = [f"{sign}_{reader}" for sign in ECZEMA_SIGNS for reader in "ab"]
    with (folder / "labels.csv").open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines)
        rows.writerow(["image", "group", "label", *names])
        for n in range(12):
            photo = render_skin("mole", "light", n, (64, 48))
            cv2.imwrite(str(folder / f"{n}.png"), photo[..., ::-1])
            rows.writerow([f"{n}.png", f"g{n // 2}", "eczema", *[n % 4] * 4, n % 3, n % 4])
    (tmp_path / "signs.toml").write_text(TABLE, encoding="utf-8")
    (tmp_path / "results.md").write_text(
        "<!-- compare_grades: x -->\n<!-- end of compare_grades -->"
    )
    monkeypatch.setenv("SKINDESK_DATA", str(tmp_path))
    monkeypatch.setattr(training, "RUNS", tmp_path / "runs")
    return tmp_path / "signs.toml"


def told(table: Path) -> list[dict[str, Any]]:
    kept = table.with_name("results.json").read_text(encoding="utf-8")
    return json.loads(kept)["compare_grades"]


def test_each_network_learns_each_sign_once_and_goes_on_where_it_stopped(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = table.with_name("results.md")
    step, left = loop._step, [5]
    monkeypatch.setattr(compare, "compare_grades", lambda file: compare_grades(file, results))

    def killed(*given: Any) -> float:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return step(*given)

    monkeypatch.setattr(loop, "_step", killed)
    with pytest.raises(KeyboardInterrupt):
        compare.main([str(table)])
    assert len(told(table)) == 2  # the third row was under way: two rows stand

    monkeypatch.setattr(loop, "_step", step)
    compare.main([str(table)])
    rows = told(table)
    found = {(row["network"], row["sign"]) for row in rows}
    assert found == {(net, s) for net in ("test_efficientnet", "googlenet") for s in ECZEMA_SIGNS}
    assert all(len(row["weighted_kappa"]) == 3 for row in rows)
    assert all(0 < row["macs_m"] < 1000 for row in rows)  # millions
    assert not list(training.RUNS.rglob(CHECKPOINT))
    text = results.read_text(encoding="utf-8")
    assert text.index("| erythema |") < text.index("| excoriation |")

    monkeypatch.setattr(loop, "_step", None)  # nothing is trained twice
    compare.main([str(table)])
    assert told(table) == rows


def test_every_network_of_the_founding_table_can_be_run() -> None:
    config, rows = read_rows(ROOT / "configs" / "signs_compare.toml")
    assert config.held_share == 0.3
    assert {(row.config.backbone, row.sign) for row in rows} == {
        (name, sign) for name in FOUNDING for sign in ECZEMA_SIGNS
    }
    size = config.sizes[-1]
    assert all(is_model(name) for name in FOUNDING - {"googlenet"})
    with torch.device("meta"):  # shapes alone: nothing is computed
        for name in SHALLOW:
            net = GradeNet([name], 1)
            assert net(torch.zeros(2, 3, size, size)).shape == (2, 1, 3), name
            learning = {key for layer in layers_of(net, 0) for key in layer.parameters}
            assert learning == {key for key, _ in net.named_parameters()}, name
