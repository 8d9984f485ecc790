"""An ONNX file of a stranger: what it takes and gives, or why it is not run.

Nothing of it is run here, and no file that it names is opened.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import onnx
from google.protobuf.message import DecodeError
from onnx import AttributeProto, GraphProto, ModelProto, TensorProto, inliner, shape_inference

from skin_core.errors import (
    OnnxExternal,
    OnnxNoClasses,
    OnnxNoPhoto,
    OnnxOperator,
    OnnxTooLarge,
    OnnxUnreadable,
    OwnFileUnreadable,
)

LIMIT_MB = 500
OLDEST_OPSET = 9
USUAL_SIZE = 224
LARGEST_SIZE = 1024
_LARGEST_TENSOR = 256_000_000  # values: what one pass may hold at once, about a gigabyte
_MB = 1_000_000
_NAMES_LIMIT = 100_000  # characters of metadata that are read as names
_PICTURES = {TensorProto.FLOAT, TensorProto.FLOAT16, TensorProto.UINT8}
_SAME = {"Identity", "Cast", "Dropout"}


@dataclass(frozen=True, slots=True)
class Found:
    """What a graph takes and gives.

    size: side of its square input, pixels. is_nhwc: colours last. input_type: of ONNX.
    classes: how many values it gives. gives_chances: they went through a softmax inside.
    names: of the classes as its metadata tell them, () for none. is_ultralytics: exported there.
    """

    model: ModelProto
    input: str
    input_type: int
    size: int
    is_nhwc: bool
    output: str
    classes: int
    gives_chances: bool
    names: tuple[str, ...]
    is_ultralytics: bool

    @property
    def told_licence(self) -> str:
        """The licence as its metadata tell it, "" for none."""
        return _metadata(self.model).get("license", "")


def read_graph(file: Path, classes: int = 0) -> Found:
    """What an ONNX file is. classes: how many are expected, 0 where nothing tells.

    Raises: OwnModelError.
    """
    model = _loaded(file)
    _refuse_strangers(model)
    told = _metadata(model)
    size = _told_size(told)
    name, kind, dims = _picture_input(model)
    is_nhwc = dims[1] != 3 and dims[3] == 3
    side = _side(dims, size, is_nhwc=is_nhwc)
    fixed = [1, side, side, 3] if is_nhwc else [1, 3, side, side]
    model = _shaped(model, name, fixed)
    output, count = _class_output(model, classes)
    return Found(
        model=model,
        input=name,
        input_type=kind,
        size=side,
        is_nhwc=is_nhwc,
        output=output,
        classes=count,
        gives_chances=_last_operator(model, output) == "Softmax",
        names=_class_names(told.get("names", "")),
        is_ultralytics="ultralytics" in told.get("author", "").lower(),
    )


def producers(graph: GraphProto) -> dict[str, onnx.NodeProto]:
    """Each tensor's name with the node that makes it."""
    return {output: node for node in graph.node for output in node.output}


def shapes(model: ModelProto) -> dict[str, list[int]]:
    """The shape of each tensor that is known; a side that is not is 0."""
    graph = model.graph
    known = {
        value.name: [dim.dim_value for dim in value.type.tensor_type.shape.dim]
        for value in (*graph.value_info, *graph.output, *graph.input)
        if value.type.tensor_type.HasField("shape")
    }
    return known | {one.name: list(one.dims) for one in graph.initializer}


def _loaded(file: Path) -> ModelProto:
    try:
        if file.stat().st_size > LIMIT_MB * _MB:
            raise OnnxTooLarge(limit_mb=LIMIT_MB)
        model = onnx.load(str(file), load_external_data=False)
    except OSError as error:
        raise OwnFileUnreadable(file=file.name) from error
    except (DecodeError, ValueError) as error:
        raise OnnxUnreadable from error
    if not model.graph.node:
        raise OnnxUnreadable
    try:
        return inliner.inline_local_functions(model) if model.functions else model
    except (ValueError, RuntimeError) as error:
        raise OnnxUnreadable from error


def _refuse_strangers(model: ModelProto) -> None:
    """Nothing outside the file, no operators but ONNX's own, of a version that is run."""
    opset = next((one.version for one in model.opset_import if one.domain in ("", "ai.onnx")), 0)
    if not OLDEST_OPSET <= opset <= onnx.defs.onnx_opset_version():
        raise OnnxOperator(found=f"opset {opset}")
    for graph in _graphs(model.graph):
        for node in graph.node:
            if node.domain not in ("", "ai.onnx"):
                raise OnnxOperator(found=f"{node.domain}.{node.op_type}")
    if any(one.data_location == TensorProto.EXTERNAL for one in _tensors(model.graph)):
        raise OnnxExternal


def _graphs(graph: GraphProto) -> Iterator[GraphProto]:
    """The graph and all those inside it."""
    yield graph
    for node in graph.node:
        for attribute in node.attribute:
            inner = [attribute.g] if attribute.type == AttributeProto.GRAPH else attribute.graphs
            for one in inner:
                yield from _graphs(one)


def _tensors(graph: GraphProto) -> Iterator[TensorProto]:
    for one in _graphs(graph):
        yield from one.initializer
        for sparse in one.sparse_initializer:
            yield from (sparse.values, sparse.indices)
        for attribute in (attribute for node in one.node for attribute in node.attribute):
            yield from ([attribute.t] if attribute.type == AttributeProto.TENSOR else ())
            yield from attribute.tensors


def _picture_input(model: ModelProto) -> tuple[str, int, list[int]]:
    """Name, type and sides of the one input that takes a picture."""
    held = {one.name for one in model.graph.initializer}
    inputs = [one for one in model.graph.input if one.name not in held]
    if len(inputs) != 1:
        raise OnnxNoPhoto(found=", ".join(one.name for one in inputs)[:80] or "-")
    tensor = inputs[0].type.tensor_type
    dims = [dim.dim_value for dim in tensor.shape.dim]
    told = "x".join(str(side or "?") for side in dims) or "-"
    is_picture = len(dims) == 4 and tensor.elem_type in _PICTURES and dims[0] in (0, 1)
    if not is_picture or not (dims[1] in (0, 3) or dims[3] == 3):
        raise OnnxNoPhoto(found=told)
    return inputs[0].name, tensor.elem_type, dims


def _side(dims: list[int], told: int, *, is_nhwc: bool) -> int:
    """Side of the square; as told, or the usual one, where the graph takes any."""
    sides = {side for side in (dims[1:3] if is_nhwc else dims[2:]) if side}
    side = sides.pop() if sides else told or USUAL_SIZE
    if sides or not 16 <= side <= LARGEST_SIZE:
        raise OnnxNoPhoto(found="x".join(str(one or "?") for one in dims))
    return side


def _shaped(model: ModelProto, name: str, dims: list[int]) -> ModelProto:
    """The model for one photo of that shape, with all shapes that follow from it.

    Raises: OnnxTooLarge where one of them would not fit into memory.
    """
    fixed = ModelProto()
    fixed.CopyFrom(model)
    del fixed.graph.value_info[:]
    for value in fixed.graph.input:
        if value.name == name:
            shape = value.type.tensor_type.shape
            del shape.dim[:]
            for side in dims:
                shape.dim.add().dim_value = side
    for value in fixed.graph.output:
        value.type.tensor_type.ClearField("shape")
    try:
        fixed = shape_inference.infer_shapes(fixed, data_prop=True)
    except (shape_inference.InferenceError, ValueError, RuntimeError) as error:
        raise OnnxUnreadable from error
    for sides in shapes(fixed).values():
        total = 1
        for side in sides:
            total *= max(1, side)
        if total > _LARGEST_TENSOR:
            raise OnnxTooLarge(limit_mb=LIMIT_MB)
    return fixed


def _class_output(model: ModelProto, classes: int) -> tuple[str, int]:
    """The output with one value for each class, and how many these are."""
    known = shapes(model)
    found = {one.name: known.get(one.name, []) for one in model.graph.output}
    for name, dims in found.items():
        flat = [side for side in dims if side != 1]
        count = flat[0] if len(flat) == 1 and flat[0] > 1 else 0
        if count and classes in (0, count):
            return name, count
        if not any(dims) and classes > 1 and len(found) == 1:  # a shape that nothing tells
            return name, classes
    told = [f"{'x'.join(str(side or '?') for side in dims) or '?'}" for dims in found.values()]
    raise OnnxNoClasses(found=", ".join(told)[:80] or "-")


def _last_operator(model: ModelProto, output: str) -> str:
    """What makes an output, what changes nothing left aside. Raises: OnnxNoClasses."""
    made = producers(model.graph)
    while (node := made.get(output)) is not None and node.op_type in _SAME:
        output = node.input[0]
    kind = "" if node is None else str(node.op_type)
    if kind == "Sigmoid":  # each class by itself: such answers are no chances of one disease
        raise OnnxNoClasses(found="Sigmoid")
    return kind


def _metadata(model: ModelProto) -> dict[str, str]:
    return {one.key: one.value for one in model.metadata_props}


def _told_size(told: dict[str, str]) -> int:
    """Side as Ultralytics writes it, "[224, 224]"; 0 where it is not told."""
    found = _literal(told.get("imgsz", ""))
    sides = found if isinstance(found, list) and found else [found]
    side = sides[0]
    return side if isinstance(side, int) and side > 0 and sides == [side] * len(sides) else 0


def _class_names(text: str) -> tuple[str, ...]:
    """Names as Ultralytics writes them, "{0: 'acne', 1: 'eczema'}", in the order of the numbers."""
    found = _literal(text)
    if not isinstance(found, dict) or set(found) != set(range(len(found))):
        return ()
    return tuple(_letters(str(found[place])) for place in range(len(found)))


def _letters(name: str) -> str:
    """A name that neither rules a console nor stands where no text can."""
    return "".join(one if one.isprintable() else "?" for one in name)


def _literal(text: str) -> object:
    if not text or len(text) > _NAMES_LIMIT:
        return None
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):  # {[]: 1}
        return None
