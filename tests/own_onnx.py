"""Tiny networks as other makers export them, and photos that they tell apart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto, helper, numpy_helper

SIZE = 32
CLASSES = ("Acne", "Rosacea", "Chair")
MAP = '"Acne" = "acne"\n"Rosacea" = "rosacea"\n'


def yolo(file: Path, **changes: object) -> Path:
    """A classifier in the layout of a YOLOv8-cls export: names in the metadata, softmax inside.

    The redder of two kinds of photo is rosacea, of values from 0 to 1 alone. changes: to `network`.
    """
    model = network(**changes)  # type: ignore[arg-type]
    told = {
        "author": "Ultralytics",
        "license": "AGPL-3.0 License",
        "task": "classify",
        "imgsz": f"[{SIZE}, {SIZE}]",
        "names": str(dict(enumerate(CLASSES))),
    }
    helper.set_model_props(model, told)
    onnx.save(model, str(file))
    return file


def network(
    dims: Sequence[int | str] = (1, 3, SIZE, SIZE),
    *,
    softmax: bool = True,
    nhwc: bool = False,
    pooled: bool = True,
    factor: float = 40.0,
    opset: int = 17,
) -> onnx.ModelProto:
    """Convolution, average, linear layer; the second class is as likely as red exceeds 0.5.

    pooled: whether one average stands before the last layer; else the same in a roundabout way.
    """
    weights = {
        "kernel": np.eye(3, dtype=np.float32)[:, :, None, None],
        "matrix": np.array([[0, 0, 0], [factor, 0, 0], [0, 0, 0]], np.float32),
        "bias": np.array([0, -0.5 * factor, -9], np.float32),
    }
    nodes: list[NodeProto] = []
    first = "images"
    if nhwc:
        nodes.append(helper.make_node("Transpose", ["images"], ["nchw"], perm=[0, 3, 1, 2]))
        first = "nchw"
    nodes.append(helper.make_node("Conv", [first, "kernel"], ["map"]))
    if pooled:
        nodes.append(helper.make_node("GlobalAveragePool", ["map"], ["mean"]))
    else:
        nodes.append(
            helper.make_node("AveragePool", ["map"], ["small"], kernel_shape=[8, 8], strides=[8, 8])
        )
        nodes.append(helper.make_node("ReduceL1", ["small"], ["sum"], axes=[2, 3], keepdims=1))
        nodes.append(helper.make_node("Mul", ["sum", "share"], ["mean"]))
        weights["share"] = np.array(1 / 16, np.float32)
    nodes += [
        helper.make_node("Flatten", ["mean"], ["row"], axis=1),
        helper.make_node("Gemm", ["row", "matrix", "bias"], ["raw"], transB=1),
    ]
    if softmax:
        nodes.append(helper.make_node("Softmax", ["raw"], ["output0"], axis=1))
    output = "output0" if softmax else "raw"
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("images", TensorProto.FLOAT, list(dims))],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["batch", len(CLASSES)])],
        [numpy_helper.from_array(values, name) for name, values in weights.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=9)


def photo(
    red: float, rng: np.random.Generator, height: int = 192, width: int = 192
) -> NDArray[np.uint8]:
    """Mottled colour whose red has this mean, 0..1; no two are alike. RGB."""
    spots = cv2.resize(rng.uniform(-0.15, 0.15, (12, 12)).astype(np.float32), (width, height))
    layers = np.stack([red + spots, 0.3 + 0.5 * spots, 0.3 - 0.5 * spots], -1)
    return (np.clip(layers, 0, 1) * 255).astype(np.uint8)


def labelled_photos(folder: Path, each: int = 12) -> Path:
    """A subfolder for acne, paler, and one for rosacea, named as the model and as the list do."""
    rng = np.random.default_rng(7)
    for name, red in (("Acne", 0.4), ("rosacea", 0.62)):
        (folder / name).mkdir(parents=True)
        for number in range(each):
            picture = cv2.cvtColor(photo(red, rng), cv2.COLOR_RGB2BGR)
            cv2.imwrite(str(folder / name / f"{number}.png"), picture)
    return folder
