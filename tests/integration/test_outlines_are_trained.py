"""From a clinic's own folder to a network that answers: trained, killed, gone on, published."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from skin_core.catalogue import WEIGHTS, load_spec
from skin_core.errors import UnknownModel
from skin_core.evaluation.outline import write_outline_spec
from skin_core.evaluation.outline_answers import answered, calibrated
from skin_core.imaging.rendered import render_skin
from skin_core.inference.networks import Models
from skin_core.inference.onnx_engine import OnnxEngine
from skin_core.inference.torch_engine import TorchEngine
from skin_core.models.segmenter_file import load_segmenter
from skin_core.training import __main__ as training
from skin_core.training.loop import CHECKPOINT
from skin_core.training.outlines import __main__ as command
from skin_core.training.outlines import loop, release
from skin_core.training.outlines import restore as restoring
from skin_core.training.outlines.config import OutlineConfig
from skin_core.training.outlines.samples import own_folder
from skin_core.training.refusal import Refused
from skin_core.training.restore import restore


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OutlineConfig:
    """A few steps on eight drawn moles, far from the runs of this checkout."""
    for part in ("image", "mask"):
        (tmp_path / part).mkdir()
    for n in range(8):
        photo = render_skin("mole", "light", n, (96, 72))
        mask = np.where(photo[..., 0] < photo[..., 0].mean() - 25, 255, 0).astype(np.uint8)
        cv2.imwrite(str(tmp_path / "image" / f"{n}.png"), photo[..., ::-1])
        cv2.imwrite(str(tmp_path / "mask" / f"{n}.png"), mask)
    for module in (command, release, restoring, training):
        monkeypatch.setattr(module, "RUNS", tmp_path / "runs")
    return OutlineConfig(
        name="own",
        kind="lesion",
        folder=str(tmp_path),
        sizes=(64,),
        size_ends=(1.0,),
        steps=4,
        batch=4,
        frozen_blocks=0,
    )


@pytest.mark.slow
def test_a_killed_training_goes_on_as_if_nothing_had_happened(
    config: OutlineConfig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command.run(config, "")
    saved = tmp_path / "runs" / "own" / CHECKPOINT
    whole = torch.load(saved, weights_only=True)["average"]
    saved.unlink()
    monkeypatch.setattr(loop, "SAVE_EVERY_S", 0.0)
    step = loop._step

    def killed(training: loop.Training, *rest: object) -> float:
        if training.step == 2:
            raise KeyboardInterrupt
        return step(training, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(loop, "_step", killed)
    with pytest.raises(KeyboardInterrupt):
        command.run(config, "")
    monkeypatch.setattr(loop, "_step", step)
    command.run(config, "")
    again = torch.load(saved, weights_only=True)["average"]
    assert all(torch.allclose(again[name], whole[name], atol=1e-6) for name in whole)


@pytest.mark.slow
@pytest.mark.parametrize(
    "architecture",
    ["torchvision:deeplabv3_mobilenet_v3_large", "smp:unet:resnet18", "smp:deeplabv3plus:resnet18"],
)
def test_networks_of_other_libraries_are_trained_by_the_same_command(
    config: OutlineConfig, tmp_path: Path, architecture: str
) -> None:
    command.run(replace(config, architecture=architecture, steps=2), "")
    saved = torch.load(tmp_path / "runs" / "own" / CHECKPOINT, weights_only=True)
    assert saved["step"] == 2
    rates = {group["peak"] for group in saved["optimiser"]["param_groups"] if group["params"]}
    assert rates == {config.learning_rate, config.decoder_learning_rate}
    with pytest.raises(UnknownModel):  # what is shipped is light
        release.publish("own-outline", "own", 64, tmp_path / "weights")
    with pytest.raises(Refused, match=r"^frozen_blocks: "):
        loop.start(replace(config, architecture=architecture, frozen_blocks=1), "")
    with pytest.raises(UnknownModel):
        loop.start(replace(config, architecture=f"{architecture}x"), "")


@pytest.mark.slow
def test_what_is_published_answers_alike_on_both_engines_and_tells_no_path(
    config: OutlineConfig, tmp_path: Path
) -> None:
    command.run(config, "")
    folder = release.publish("own-outline", "own", 64, tmp_path / "weights")
    photos = own_folder(Path(config.folder))
    spec = calibrated(load_spec(folder), answered(load_spec(folder), photos))
    write_outline_spec(spec)
    spec = load_spec(folder)
    models = Models({spec.name: spec})
    picture = render_skin("mole", "tan", 4, (64, 64))
    ours = OnnxEngine(models, 1).run(spec.name, picture)["logits"]
    theirs = TorchEngine(models, "cpu").run(spec.name, picture)["logits"]
    assert ours.shape == (1, 16, 16)
    assert np.abs(ours - theirs).max() < 1e-4
    stored = spec.onnx.read_bytes()
    assert str(WEIGHTS.parent).encode() not in stored
    assert b".py" not in stored


@pytest.mark.slow
def test_a_released_outline_can_be_gone_on_from_when_its_checkpoints_are_gone(
    config: OutlineConfig, tmp_path: Path
) -> None:
    command.run(replace(config, name="first"), "")
    last = replace(config, name="last", init="run:first")
    command.run(last, last.init)
    stale = tmp_path / "weights" / "own-outline" / "evaluation.json"
    stale.parent.mkdir(parents=True)
    stale.write_text("{}", encoding="utf-8")
    folder = release.publish("own-outline", "last", 64, tmp_path / "weights")
    assert not stale.exists()  # figures of the network before
    shutil.rmtree(tmp_path / "runs")
    assert restore(folder) == [tmp_path / "runs" / "last"]
    shown = torch.rand(2, 3, 64, 64, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        again, before = release.load_run("last")[0](shown), load_segmenter(load_spec(folder))(shown)
    assert torch.allclose(again, before, atol=1e-3)
    assert [phase["config"]["name"] for phase in release.phases("last")] == ["first", "last"]
