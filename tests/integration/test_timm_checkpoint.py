"""A checkpoint of timm becomes a file that answers the same; one that holds code is not opened."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import timm
import torch

from skin_core.errors import CheckpointUnfit, OwnFileUnreadable
from skin_core.models.timm_checkpoint import as_onnx

NETWORK = "test_resnet"  # the smallest of timm


class Code:
    """What a pickle may do when it is opened."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return pytest.fail, ("code of the checkpoint was run",)


@pytest.mark.slow
def test_file_answers_as_the_network(tmp_path: Path) -> None:
    torch.manual_seed(1)
    net = timm.create_model(NETWORK, num_classes=3).eval()
    checkpoint, file = tmp_path / "best.pth", tmp_path / "model.onnx"
    held = {f"module.{key}": value for key, value in net.state_dict().items()}
    torch.save({"state_dict": held}, checkpoint)
    pixels = as_onnx(NETWORK, checkpoint, 3, file)
    assert (pixels.size, pixels.fit, pixels.mean) == (160, "crop", (0.5, 0.5, 0.5))
    batch = np.random.default_rng(1).normal(size=(1, 3, 160, 160)).astype(np.float32)
    (given,) = onnxruntime.InferenceSession(str(file)).run(None, {"pixels": batch})
    with torch.no_grad():
        assert given == pytest.approx(net(torch.from_numpy(batch)).numpy(), abs=0.02)
    for network in ("hf_hub:somebody/network", "test_vit"):
        with pytest.raises(CheckpointUnfit):
            as_onnx(network, checkpoint, 3, file)


def test_code_in_a_checkpoint_is_not_run(tmp_path: Path) -> None:
    checkpoint = tmp_path / "hostile.pth"
    torch.save({"state_dict": Code()}, checkpoint)
    with pytest.raises(OwnFileUnreadable):
        as_onnx(NETWORK, checkpoint, 3, tmp_path / "model.onnx")
