"""Released networks that outline: rounded, stored as safetensors and ONNX, loaded when checked."""

from __future__ import annotations

from pathlib import Path

from safetensors.torch import load_file, save_file
from torch import Tensor

from skin_core.catalogue import ONNX_FILE, TORCH_FILE, ModelSpec, verify
from skin_core.errors import WeightsDamaged
from skin_core.models.folding import fold
from skin_core.models.onnx_export import export_graph
from skin_core.models.segmenter import OutlineNet, build_segmenter

OUTPUTS = ("logits",)


def load_segmenter(spec: ModelSpec) -> OutlineNet:
    """The released network of a spec, float32, in evaluation mode. Raises: WeightsDamaged."""
    verify(spec)
    net = fold(build_segmenter(spec.architecture).eval(), rows=True)
    tensors, wanted = load_file(spec.safetensors), net.state_dict()
    if set(wanted) - set(tensors):
        raise WeightsDamaged(file=str(spec.safetensors))
    net.load_state_dict({name: value.to(wanted[name].dtype) for name, value in tensors.items()})
    return net


def write_segmenter(net: OutlineNet, size: int, folder: Path) -> None:
    """Fold a network, round it to what is stored and write both of its files."""
    folder.mkdir(parents=True, exist_ok=True)
    rounded, wanted = _stored(fold(net.eval(), rows=True)), net.state_dict()
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
