"""Released networks that outline: rounded, stored as safetensors and ONNX, loaded when checked."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from skin_core.catalogue import ONNX_FILE, TORCH_FILE, ModelSpec, verify
from skin_core.errors import WeightsDamaged
from skin_core.models.folding import fold
from skin_core.models.onnx_export import export_graph
from skin_core.models.segmenter import OutlineNet, build_segmenter

OUTPUTS = ("logits",)


def load_segmenter(spec: ModelSpec) -> OutlineNet:
    """The released network of a spec, float32, in evaluation mode. Raises: WeightsDamaged."""
    verify(spec)
    net = folded(build_segmenter(spec.architecture))
    tensors, wanted = load_file(spec.safetensors), net.state_dict()
    if set(wanted) - set(tensors):
        raise WeightsDamaged(file=str(spec.safetensors))
    net.load_state_dict({name: value.to(wanted[name].dtype) for name, value in tensors.items()})
    return net


def folded(net: OutlineNet) -> OutlineNet:
    """The network in evaluation mode with every batch norm folded, in place."""
    fold(net.eval())
    for module in net.modules():
        if isinstance(module, nn.Sequential):
            _fold_sequence(module)
    return net


def _fold_sequence(parts: nn.Sequential) -> None:
    for place in range(1, len(parts)):
        conv, norm = parts[place - 1], parts[place]
        if isinstance(conv, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
            with torch.no_grad():
                parts[place - 1] = fuse_conv_bn_eval(conv, norm)
            parts[place] = nn.Identity()


def write_segmenter(net: OutlineNet, size: int, folder: Path) -> None:
    """Fold a network, round it to what is stored and write both of its files."""
    folder.mkdir(parents=True, exist_ok=True)
    rounded, wanted = _stored(folded(net)), net.state_dict()
    net.load_state_dict({name: value.to(wanted[name].dtype) for name, value in rounded.items()})
    save_file(rounded, folder / TORCH_FILE)
    export_graph(net, OUTPUTS, size, folder / ONNX_FILE)
    for file in (TORCH_FILE, ONNX_FILE):
        (folder / file).chmod(0o644)


def _stored(net: OutlineNet) -> dict[str, Tensor]:
    """The tensors as released: kernels in half precision, vectors in single."""
    return {
        name: (value.half() if value.ndim >= 2 else value).detach().contiguous()
        for name, value in net.state_dict().items()
    }
