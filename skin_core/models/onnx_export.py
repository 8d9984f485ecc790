"""ONNX file of a released network: the weights in half precision, the arithmetic in single."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from skin_core.models.classifier import SkinNet

OUTPUTS = ("logits", "features", "embedding", "cams")


class _AllAnswers(nn.Module):
    """A network whose forward pass returns every answer."""

    def __init__(self, net: SkinNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        answer = self.net.answer(pixels)
        return answer.logits, answer.features, answer.embedding, answer.cams


def export_onnx(net: SkinNet, size: int, file: Path) -> None:
    """Write `net` with any batch size and inputs of size x size pixels.

    Input "pixels" (N, 3, S, S) float32, normalised; outputs "logits" (N, K), "features"
    (N, C, h, w), "embedding" (N, C), "cams" (N, K, h, w).
    """
    export_graph(_AllAnswers(net).eval(), OUTPUTS, size, file)


def export_graph(net: nn.Module, outputs: Sequence[str], size: int, file: Path) -> None:
    """Write any network of "pixels" (N, 3, S, S) whose forward pass returns these outputs."""
    program = torch.onnx.export(
        net,
        (torch.zeros(2, 3, size, size),),
        dynamo=True,
        optimize=True,
        input_names=["pixels"],
        output_names=list(outputs),
        dynamic_shapes={"pixels": {0: torch.export.Dim("photos")}},
        verbose=False,
    )
    if program is None:
        raise RuntimeError("torch.onnx.export returned nothing")
    model = program.model_proto
    _store_halves(model)
    _forget_origin(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(file))


def _forget_origin(model: onnx.ModelProto) -> None:
    """Without the exporter's notes on files and lines: whoever gets the weights learns no paths."""
    for part in (*model.graph.node, *model.graph.value_info, *model.graph.initializer):
        del part.metadata_props[:]
        part.ClearField("doc_string")


def _store_halves(model: onnx.ModelProto) -> None:
    """Store kernels and matrices as float16, each cast to float32 where it is used."""
    casts = []
    for place, tensor in enumerate(model.graph.initializer):
        if tensor.data_type != TensorProto.FLOAT or len(tensor.dims) < 2:
            continue
        name, values = tensor.name, numpy_helper.to_array(tensor)
        half = numpy_helper.from_array(np.asarray(values, np.float16), f"{name}.half")
        model.graph.initializer[place].CopyFrom(half)
        casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    nodes = list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend(casts + nodes)
