"""A graph rewritten as the shipped ones are: "pixels" in, "logits" by label and "cams" out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, compose, helper, numpy_helper

from skin_core.own_models.graph import Found, producers, shapes

PREFIX = "own/"
PIXELS, LOGITS, CAMS = "pixels", "logits", "cams"
RAW_CAMS = "skindesk/cams"
VALUES = "skindesk/values"
RAW = "skindesk/raw"
_LEAST = 1e-12  # a chance below it counts as this
_SHAPED = {"Identity", "Cast", "Flatten", "Reshape", "Squeeze"}
_PASSED = _SHAPED | {"Dropout"}
_POOLS = {"GlobalAveragePool", "ReduceMean", "AveragePool"}


@dataclass(frozen=True, slots=True)
class Linear:
    """The average and linear layer that a network ends in.

    features: tensor of the last feature map. raw: what the layer gives. weight: (K, C).
    """

    features: str
    raw: str
    weight: NDArray[np.float32]


def opened(found: Found) -> ModelProto:
    """The graph with our input, its values as "skindesk/values" (1, K), and class maps if any.

    Where it ends in an average and one linear layer it gives class maps "skindesk/cams"
    (1, K, h, w), too, and what that layer gives as "skindesk/raw": their means but for a constant.
    """
    model = compose.add_prefix(found.model, PREFIX)
    graph = model.graph
    linear = _linear_end(model, PREFIX + found.output, gives_chances=found.gives_chances)
    before = _input_nodes(found)
    after = [
        helper.make_node("Cast", [PREFIX + found.output], ["skindesk/float"], to=TensorProto.FLOAT),
        helper.make_node("Reshape", ["skindesk/float", "skindesk/one_row"], [VALUES]),
    ]
    _hold(graph, "skindesk/one_row", np.array([1, -1], np.int64))
    outputs = [helper.make_tensor_value_info(VALUES, TensorProto.FLOAT, [1, found.classes])]
    if linear is not None:
        _hold(graph, "skindesk/weight", linear.weight[:, :, None, None])
        features = "skindesk/features"
        after += [
            helper.make_node("Cast", [linear.features], [features], to=TensorProto.FLOAT),
            helper.make_node("Conv", [features, "skindesk/weight"], [RAW_CAMS]),
            helper.make_node("Cast", [linear.raw], ["skindesk/raw_float"], to=TensorProto.FLOAT),
            helper.make_node("Reshape", ["skindesk/raw_float", "skindesk/one_row"], [RAW]),
        ]
        outputs.append(helper.make_tensor_value_info(RAW, TensorProto.FLOAT, [1, found.classes]))
        sides: list[str | int | None] = ["photo", found.classes, "down", "across"]
        outputs.append(helper.make_tensor_value_info(RAW_CAMS, TensorProto.FLOAT, sides))
    _rebuild(graph, [*before, *graph.node, *after], found.size, outputs)
    return model


def labelled(
    model: ModelProto, members: NDArray[np.float32], size: int, *, gives_chances: bool, maps: bool
) -> ModelProto:
    """The opened graph with one logit, and one map, for each label.

    members: (K, G), 1 where a class belongs to a label; the chances of its classes are summed. What
    came out of a softmax goes through no second one.
    """
    whole = ModelProto()
    whole.CopyFrom(model)
    graph, labels = whole.graph, members.shape[1]
    _hold(graph, "skindesk/members", members)
    _hold(graph, "skindesk/least", np.array(_LEAST, np.float32))
    chances = VALUES if gives_chances else "skindesk/chances"
    more: list[NodeProto] = []
    if not gives_chances:
        more.append(helper.make_node("Softmax", [VALUES], [chances], axis=1))
    more += [
        helper.make_node("MatMul", [chances, "skindesk/members"], ["skindesk/summed"]),
        helper.make_node("Max", ["skindesk/summed", "skindesk/least"], ["skindesk/seen"]),
        helper.make_node("Log", ["skindesk/seen"], [LOGITS]),
    ]
    outputs = [helper.make_tensor_value_info(LOGITS, TensorProto.FLOAT, [1, labels])]
    if maps:
        more += _label_maps(graph, members, chances)
        sides = ["photo", labels, "down", "across"]
        outputs.append(helper.make_tensor_value_info(CAMS, TensorProto.FLOAT, sides))
    _rebuild(graph, [*graph.node, *more], size, outputs)
    del whole.metadata_props[:]
    return whole


def _label_maps(graph: GraphProto, members: NDArray[np.float32], chances: str) -> list[NodeProto]:
    """Maps of several classes weigh in a label's as their chances do; of one alone it is its."""
    shared = (members * (members.sum(0) > 1)).max(axis=1)[None].astype(np.float32)
    _hold(graph, "skindesk/shared", shared)
    _hold(graph, "skindesk/alone", 1 - shared)
    _hold(graph, "skindesk/as_map", np.array([1, -1, 1, 1], np.int64))
    _hold(graph, "skindesk/members_map", members.T[:, :, None, None].copy())
    return [
        helper.make_node("Mul", [chances, "skindesk/shared"], ["skindesk/part"]),
        helper.make_node("Add", ["skindesk/part", "skindesk/alone"], ["skindesk/share"]),
        helper.make_node("Reshape", ["skindesk/share", "skindesk/as_map"], ["skindesk/scale"]),
        helper.make_node("Mul", [RAW_CAMS, "skindesk/scale"], ["skindesk/scaled"]),
        helper.make_node("Conv", ["skindesk/scaled", "skindesk/members_map"], [CAMS]),
    ]


def _input_nodes(found: Found) -> list[NodeProto]:
    """From "pixels" (1, 3, S, S) float32 to what the graph takes."""
    nodes, last = [], PIXELS
    if found.is_nhwc:
        nodes.append(helper.make_node("Transpose", [last], ["skindesk/nhwc"], perm=[0, 2, 3, 1]))
        last = "skindesk/nhwc"
    nodes.append(helper.make_node("Cast", [last], [PREFIX + found.input], to=found.input_type))
    return nodes


def _rebuild(
    graph: GraphProto, nodes: list[NodeProto], size: int, outputs: list[onnx.ValueInfoProto]
) -> None:
    del graph.node[:]
    graph.node.extend(nodes)
    held = {one.name for one in graph.initializer}
    kept = [one for one in graph.input if one.name in held]
    taken = helper.make_tensor_value_info(PIXELS, TensorProto.FLOAT, [1, 3, size, size])
    del graph.input[:]
    graph.input.extend([taken, *kept])
    del graph.output[:]
    graph.output.extend(outputs)
    del graph.value_info[:]


def _hold(graph: GraphProto, name: str, values: NDArray[np.generic]) -> None:
    graph.initializer.append(numpy_helper.from_array(values, name))


def _linear_end(model: ModelProto, output: str, *, gives_chances: bool) -> Linear | None:
    """The end of a network as average and one linear layer; None where it ends otherwise."""
    graph = model.graph
    made = producers(graph)
    node = _through(made, output, _SHAPED)
    if gives_chances:
        if node is None or node.op_type != "Softmax":
            return None
        output = node.input[0]
        node = _through(made, output, _SHAPED)
    raw = output
    if node is not None and node.op_type == "Add":
        both = [made[one] for one in node.input if one in made]
        node = next((one for one in both if one.op_type in ("MatMul", "Gemm")), None)
    if node is None:
        return None
    weight = _weight(graph, made, node)
    pool = _through(made, node.input[0], _PASSED) if node.input else None
    if weight is None or pool is None or pool.op_type not in _POOLS:
        return None
    dims = shapes(model).get(pool.input[0], [])
    if len(dims) != 4 or dims[1] != weight.shape[1]:
        return None
    return Linear(pool.input[0], raw, np.ascontiguousarray(weight, np.float32))


def _through(made: dict[str, NodeProto], name: str, passed: set[str]) -> NodeProto | None:
    """What makes a tensor, nodes that change no value left aside."""
    while (node := made.get(name)) is not None and node.op_type in passed:
        name = node.input[0]
    return node


def _weight(
    graph: GraphProto, made: dict[str, NodeProto], node: NodeProto
) -> NDArray[np.generic] | None:
    """The matrix (K, C) of a linear layer."""
    if node.op_type not in ("Gemm", "MatMul", "Conv") or len(node.input) < 2:
        return None
    values = _constant(graph, made, node.input[1])
    if values is None:
        return None
    if node.op_type == "Conv":
        return values[:, :, 0, 0] if values.ndim == 4 and values.shape[2:] == (1, 1) else None
    if values.ndim != 2:
        return None
    turned = any(one.name == "transB" and one.i for one in node.attribute)
    return values if turned else values.T


def _constant(
    graph: GraphProto, made: dict[str, NodeProto], name: str
) -> NDArray[np.generic] | None:
    """The values of a tensor that does not hang on the photo, as exporters write it."""
    held = next((one for one in graph.initializer if one.name == name), None)
    if held is not None:
        return np.asarray(numpy_helper.to_array(held))
    node = made.get(name)
    if node is None:
        return None
    if node.op_type == "Constant":
        value = next((one.t for one in node.attribute if one.name == "value"), None)
        return None if value is None else np.asarray(numpy_helper.to_array(value))
    if node.op_type in ("Cast", "Identity"):
        return _constant(graph, made, node.input[0])
    if node.op_type == "Transpose":
        inner = _constant(graph, made, node.input[0])
        return inner.T if inner is not None and inner.ndim == 2 else None
    return None
