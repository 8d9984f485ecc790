"""What a network costs: parameters, multiplications, time."""

import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import onnxruntime as ort
import torch
from torch import Tensor, nn

from skin_core.catalogue import ModelSpec
from skin_core.evaluation.predictions import open_session
from skin_core.models.checkpoint import load_network
from skin_core.models.classifier import SkinNet


def cost(spec: ModelSpec, rounds: int = 400) -> dict[str, Any]:
    """Parameters and MACs in millions, at the model's input size and at 224; ms per photo."""
    net = load_network(spec)
    return {
        "parameters_m": sum(value.numel() for value in net.parameters()) / 1e6,
        "macs_m": macs(net, spec.pixels.size) / 1e6,
        "macs_224_m": macs(net, 224) / 1e6,
        "latency_ms": latency_ms(spec, rounds),
        "torch_processor_ms": torch_ms(net, spec.pixels.size, rounds // 4),
        "onnx_mb": spec.onnx.stat().st_size / 1e6,
    }


def macs(net: nn.Module, size: int) -> float:
    """Multiply-accumulate steps of all convolutions for one photo."""
    total = 0.0

    def count(module: nn.Module, _: object, output: Tensor) -> None:
        assert isinstance(module, nn.Conv2d)
        height, width = module.kernel_size
        inputs = (module.in_channels or 1) // module.groups
        nonlocal total
        total += output[0].numel() * inputs * int(height) * int(width)

    hooks = [m.register_forward_hook(count) for m in net.modules() if isinstance(m, nn.Conv2d)]
    with torch.inference_mode():
        net(torch.zeros(1, 3, size, size))
    for hook in hooks:
        hook.remove()
    return total


def latency_ms(spec: ModelSpec, rounds: int) -> float:
    """Least time of one pass with class maps, ONNX Runtime, two threads, in milliseconds."""
    return least_ms(open_session(spec, threads=2), spec.outputs, spec.pixels.size, rounds)


def torch_ms(net: SkinNet, size: int, rounds: int) -> float:
    """Least processor time of one pass with class maps in PyTorch, one thread, in milliseconds.

    Threads of PyTorch that wait for a busy machine would be counted as its own.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    pixels = torch.zeros(1, 3, size, size).to(memory_format=torch.channels_last)
    best = np.inf
    with torch.inference_mode():
        for _ in range(rounds):
            began = time.process_time()
            net.answer(pixels)
            best = min(best, time.process_time() - began)
    torch.set_num_threads(threads)
    return float(best * 1000)


def least_ms(
    session: ort.InferenceSession, outputs: Sequence[str], size: int, rounds: int
) -> float:
    """Least time of so many passes over one photo, in milliseconds."""
    pixels = np.zeros((1, 3, size, size), np.float32)
    best = np.inf
    for _ in range(rounds):
        began = time.perf_counter()
        session.run(list(outputs), {"pixels": pixels})
        best = min(best, time.perf_counter() - began)
    return float(best * 1000)
