"""A published set or a folder of one's own: trained, released and measured by the same commands."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

import skin_core.training.__main__ as command
from skin_core.catalogue import PixelSpec, load_spec
from skin_core.evaluation.classifier import evaluate_classifier
from skin_core.evaluation.held_out import held_out
from skin_core.imaging.overlay import to_jpeg
from skin_core.training import layouts, release
from skin_core.training.config import DataSet, TrainConfig
from tests.integration.training_photos import TINY, rendered


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TrainConfig:
    """A table of rendered pictures; runs and caches lie in a folder of their own."""
    for module in (command, release):
        monkeypatch.setattr(module, "RUNS", tmp_path / "runs")
    monkeypatch.setattr(command, "CACHE", tmp_path / "cache")
    monkeypatch.setenv("SKINDESK_DATA", str(tmp_path / "nowhere"))
    folder = tmp_path / "Clinic"
    folder.mkdir()
    photos, pixels = rendered(each=24)
    with (folder / "labels.csv").open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines)
        table.writerow(("image", "label", "group"))
        for photo in photos:
            name = photo.path.replace(".webp", ".jpg")
            (folder / name).write_bytes(to_jpeg(pixels[photo.path], 95))
            table.writerow((name, photo.label, photo.group))
    data = DataSet(layout="csv", folder=str(folder))
    return replace(TINY, name="own", data=data, kind="dermoscopic", test_share=0.2)


def test_a_set_of_ones_own_is_measured_on_what_was_held_back_of_it(
    config: TrainConfig, tmp_path: Path
) -> None:
    """The evaluation looked for its photos in the data folder and found no list of them."""
    command.run(config, "", tmp_path)
    pixels, fitting = PixelSpec(32, 1.0, release.HALF, release.HALF), release.Fitting(refit=False)
    folder = release.publish("own", ["own"], pixels, fitting, tmp_path / "weights")
    parts = held_out(folder)
    assert parts.validation
    assert parts.test
    assert not parts.unseen
    assert all(Path(photo.path).is_file() for photo in (*parts.validation, *parts.test))
    evaluate_classifier(load_spec(folder))
    card = (folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "- Trained on: Clinic (a named set, layout csv)\n" in card


def test_a_picture_that_took_anothers_place_is_decoded_anew(
    config: TrainConfig, tmp_path: Path
) -> None:
    photos = layouts.photos_for(config)
    before = layouts.decoded(config, photos, tmp_path / "cache")[photos[0].path]
    assert config.data is not None
    other = config.data.where / photos[-1].path
    (config.data.where / photos[0].path).write_bytes(other.read_bytes())
    after = layouts.decoded(config, photos, tmp_path / "cache")[photos[0].path]
    assert (before != after).any()
