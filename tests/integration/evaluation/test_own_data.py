"""A published set or a folder of one's own: trained, released and measured by the same commands."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

import skin_core.training.__main__ as command
from skin_core.catalogue import PixelSpec, load_spec, verify
from skin_core.evaluation.classifier import evaluate_classifier, rewrite_card
from skin_core.evaluation.held_out import held_out
from skin_core.evaluation.spec_values import write_spec
from skin_core.imaging.overlay import to_jpeg
from skin_core.models.checkpoint import load_network
from skin_core.models.classifier import SkinNet
from skin_core.models.folding import fold
from skin_core.models.unfolding import unfold
from skin_core.training import layouts, release, restore
from skin_core.training.cache import open_cache
from skin_core.training.complete import complete
from skin_core.training.config import DataSet, TrainConfig
from skin_core.training.photos import Photo
from skin_core.training.refusal import Refused
from skin_core.training.tables import read_json
from tests.integration.training_photos import TINY, rendered


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TrainConfig:
    """A table of rendered pictures; runs and caches lie in a folder of their own."""
    for module in (command, release, restore):
        monkeypatch.setattr(module, "RUNS", tmp_path / "runs")
    for module in (command, restore):
        monkeypatch.setattr(module, "CACHE", tmp_path / "cache")
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


def test_a_clinical_network_of_ones_own_needs_no_photos_of_diseases_never_taught(
    config: TrainConfig, tmp_path: Path
) -> None:
    """Its evaluation was refused for want of a data folder that a clinic does not have."""
    command.run(replace(config, kind="clinical"), "", tmp_path)
    pixels, fitting = PixelSpec(32, 1.0, release.HALF, release.HALF), release.Fitting(refit=False)
    folder = release.publish("own", ["own"], pixels, fitting, tmp_path / "weights")
    evaluate_classifier(load_spec(folder))
    card = (folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "## Diseases it was never taught\n\nnot measured\n" in card


def test_a_new_release_has_no_figures_until_it_is_measured(
    config: TrainConfig, tmp_path: Path
) -> None:
    """Those of the network before were printed under the version of the new one."""
    command.run(config, "", tmp_path)
    pixels, fitting = PixelSpec(32, 1.0, release.HALF, release.HALF), release.Fitting(refit=False)
    folder = release.publish("own", ["own"], pixels, fitting, tmp_path / "weights")
    write_spec(evaluate_classifier(load_spec(folder)))
    every = replace(config, name="all", init="run:own", learn_too=("validation", "test"))
    command.run(every, every.init, tmp_path)
    release.publish("own", ["own"], pixels, fitting, tmp_path / "weights")
    assert not (folder / "MODEL_CARD.md").exists()
    with pytest.raises(Refused, match="own was not measured since it was released"):
        rewrite_card(load_spec(folder))
    with pytest.raises(Refused, match="own was not measured"):
        complete(folder, "all")
    release.publish("own", ["all"], pixels, fitting, tmp_path / "weights")
    with pytest.raises(Refused, match="own held no photos back to fit thresholds on"):
        evaluate_classifier(load_spec(folder))


def test_what_ships_learns_from_all_photos_and_the_card_tells_whose_figures_it_shows(
    config: TrainConfig, tmp_path: Path
) -> None:
    command.run(config, "", tmp_path)
    pixels, fitting = PixelSpec(32, 1.0, release.HALF, release.HALF), release.Fitting(refit=False)
    folder = release.publish("own", ["own"], pixels, fitting, tmp_path / "weights")
    every = replace(config, name="all", init="run:own", learn_too=("validation", "test"))
    command.run(every, every.init, tmp_path)
    with pytest.raises(Refused, match="own was not measured"):
        complete(folder, "all")
    write_spec(evaluate_classifier(load_spec(folder)))
    before, network = load_spec(folder), (folder / "model.onnx").read_bytes()
    figures = (folder / "evaluation.json").read_text(encoding="utf-8")
    some = replace(every, name="some", learn_too=("validation",))
    command.run(some, some.init, tmp_path)
    with pytest.raises(Refused, match="some holds 15 photos back"):
        complete(folder, "some")
    with pytest.raises(Refused, match="own did not go on from own"):
        complete(folder, "own")

    complete(folder, "all")
    after = load_spec(folder)
    verify(after)
    rewrite_card(after)
    assert len(read_json(tmp_path / "runs" / "all" / "run.json")["train"]) == 72
    assert (folder / "model.onnx").read_bytes() != network
    assert after.version == f"{before.version}.2"
    assert (after.temperature, after.tiers) == (before.temperature, before.tiers)
    assert (folder / "evaluation.json").read_text(encoding="utf-8") == figures
    assert f"**Measured is version {before.version}, before its last phase** (all; " in (
        folder / "MODEL_CARD.md"
    ).read_text(encoding="utf-8")
    with pytest.raises(Refused, match="own has learned from all photos since it was measured"):
        evaluate_classifier(after)
    with pytest.raises(Refused, match="has learned from all photos already"):
        complete(folder, "all")


def test_what_was_released_can_be_gone_on_from_when_the_checkpoints_are_gone(
    config: TrainConfig, tmp_path: Path
) -> None:
    """The teachers of the shipped network were lost with a folder that nobody keeps."""
    for name, epochs in (("one", 1.0), ("second", 2.0)):
        command.run(replace(config, name=name, epochs=epochs), "", tmp_path)
    last = replace(config, name="last", init="run:second")
    command.run(last, last.init, tmp_path)
    pixels, fitting = PixelSpec(32, 1.0, release.HALF, release.HALF), release.Fitting(refit=False)
    folder = release.publish("own", ["one", "last"], pixels, fitting, tmp_path / "weights")
    with pytest.raises(Refused, match=r"one/checkpoint.pt is there already"):
        restore.restore(folder)
    shutil.rmtree(tmp_path / "runs")
    found = restore.restore(folder)
    assert [run.name for run in found] == ["one", "last"]
    shown = torch.rand(4, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        answers = [release.load_run(run.name)[0](shown) for run in found]
        assert torch.allclose(sum(answers) / 2, load_network(load_spec(folder))(shown), atol=1e-3)
    again = replace(config, name="more", init="run:last")
    command.run(again, again.init, tmp_path)
    assert [phase["config"]["name"] for phase in release.phases("more")] == [
        "second",
        "last",
        "more",
    ]
    assert config.data is not None
    shutil.rmtree(tmp_path / "runs")
    labels = config.data.where / "labels.csv"
    labels.write_text("\n".join(labels.read_text().splitlines()[:-1]), encoding="utf-8")
    with pytest.raises(Refused, match="the photos are not those it was trained on any more"):
        restore.restore(folder)


def test_a_kernel_that_does_nothing_is_restored_as_one() -> None:
    """One whose batch norm had come to zero was stretched without end, and nothing was a number."""
    torch.manual_seed(0)
    released = SkinNet(["test_efficientnet"], 3).eval()
    fold(released)
    stem = released.backbone().net.conv_stem
    stem.weight.data[0] = 0.0
    fresh, shown = SkinNet(["test_efficientnet"], 3).eval(), torch.rand(4, 3, 32, 32)
    with torch.inference_mode():
        net = unfold(released, fresh, [shown])
        assert torch.allclose(net(shown), released(shown), atol=1e-4)
        net.train()
        assert bool(net(shown).isfinite().all())


def test_a_run_that_is_over_keeps_the_revision_that_trained_it(
    config: TrainConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "revision", lambda: "first")
    command.run(config, "", tmp_path)
    monkeypatch.setattr(command, "revision", lambda: "later")
    command.run(config, "", tmp_path)
    assert read_json(tmp_path / "runs" / "own" / "run.json")["revision"] == "first"


def test_a_release_is_restored_only_with_all_that_it_went_on_from() -> None:
    def phase(name: str, init: str) -> restore.Phase:
        return {"config": {"name": name, "init": init}}

    some = [phase("a", "x.safetensors"), phase("b", ""), phase("a2", "run:a")]
    found = [[one["config"]["name"] for one in chain] for chain in restore.chains(some)]
    assert found == [["b"], ["a", "a2"]]
    with pytest.raises(Refused, match="tells nothing of the run:before"):
        restore.chains([phase("after", "run:before")])


def test_photos_of_another_data_folder_are_not_those_of_the_first(tmp_path: Path) -> None:
    """A folder that was packed small was trained on as it had been before."""
    photo = Photo("a.jpg", "psoriasis", "g", "drawn")
    for name, grey in (("here", 10), ("there", 200)):
        (tmp_path / name).mkdir()
        picture = np.full((300, 300, 3), grey, np.uint8)
        (tmp_path / name / photo.path).write_bytes(to_jpeg(picture, 95))
    means = [
        round(float(open_cache([photo], tmp_path / name, tmp_path / "cache")[photo.path].mean()))
        for name in ("here", "there")
    ]
    assert means == [10, 200]


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
