"""The processor's engine and PyTorch's give the same answers from the same folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from skin_core.imaging.rendered import render_skin
from skin_core.inference import build_engine
from skin_core.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.weights
def test_onnx_and_torch_agree(weights: Path) -> None:
    from skin_core.inference.torch_engine import TorchEngine

    onnx = build_engine(Settings(weights=weights, device="cpu"))
    torch = TorchEngine(onnx.models, "cpu")
    picture = render_skin("pustules", "tan", 4, (320, 240))
    for name, spec in onnx.models.specs.items():
        ours, theirs = onnx.run(name, picture), torch.run(name, picture)
        for part in spec.outputs:
            assert np.abs(ours[part] - theirs[part]).max() < 1e-4, (name, part)


@pytest.mark.weights
def test_processor_path_never_imports_torch(weights: Path) -> None:
    code = (
        "import sys, numpy as np\n"
        "from skin_core.inference import build_engine\n"
        "from skin_core.settings import Settings\n"
        "engine = build_engine(Settings(device='cpu'))\n"
        "engine.run('gate', np.zeros((64, 64, 3), np.uint8))\n"
        "assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
