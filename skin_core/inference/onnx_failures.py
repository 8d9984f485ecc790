"""What ONNX Runtime raises about a graph that it cannot open or run."""

from __future__ import annotations

from onnxruntime.capi import onnxruntime_pybind11_state as runtime

ONNX_FAILURES = (
    runtime.EPFail,
    runtime.Fail,
    runtime.InvalidArgument,
    runtime.InvalidGraph,
    runtime.InvalidProtobuf,
    runtime.NoSuchFile,
    runtime.NotImplemented,
    runtime.RuntimeException,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
