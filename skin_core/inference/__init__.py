"""From networks to answers."""

from __future__ import annotations

import importlib.util
import shutil
import sys

import cv2

from skin_core.inference.networks import Networks, installed
from skin_core.inference.onnx_engine import OnnxEngine
from skin_core.settings import Settings

__all__ = ["Networks", "build_engine"]


def build_engine(settings: Settings) -> Networks:
    """The networks of this installation, loaded as they are asked and shared by all threads.

    "auto" takes CUDA or MPS where PyTorch finds one, else ONNX Runtime on the processor;
    without a sign of either, PyTorch is not even imported.
    Raises: WeightsDamaged when a model's description cannot be read.
    """
    cv2.setNumThreads(1)  # every user has a thread already; OpenCV's own would only contend
    models = installed(settings.weights)
    device = settings.device
    if device == "auto":
        device = _found_device() if _may_have_gpu() else "cpu"
    if device == "cpu":
        return OnnxEngine(models, settings.threads)
    from skin_core.inference.torch_engine import TorchEngine

    return TorchEngine(models, device)


def _may_have_gpu() -> bool:
    has_gpu = shutil.which("nvidia-smi") is not None or sys.platform == "darwin"
    return has_gpu and importlib.util.find_spec("torch") is not None


def _found_device() -> str:
    from skin_core.inference.torch_engine import best_device

    return best_device()
