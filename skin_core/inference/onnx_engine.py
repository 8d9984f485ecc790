"""The networks on the processor, by ONNX Runtime; heatmaps come out of the same pass."""

from __future__ import annotations

from threading import Lock

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from skin_core.catalogue import ONNX_FILE, ModelSpec, file_digest
from skin_core.domain.engine import Outputs
from skin_core.errors import UnknownModel, WeightsDamaged
from skin_core.imaging.network_input import to_network_input
from skin_core.inference.networks import Models

_FATAL = 4  # log level: what matters is raised


class OnnxEngine:
    """The shipped networks, each loaded when it is first asked and then shared by all threads.

    ONNX Runtime sessions may be run by several threads at once; only loading is locked.
    """

    device = "onnxruntime-cpu"
    weights_file = ONNX_FILE

    def __init__(self, models: Models, threads: int) -> None:
        self.models = models
        self._threads = threads
        self._sessions: dict[str, onnxruntime.InferenceSession] = {}
        self._loading = {name: Lock() for name in models.specs}

    def run(self, model: str, pixels: NDArray[np.uint8]) -> Outputs:
        """One network's answer to one photo, RGB (H, W, 3) uint8.

        Raises: UnknownModel, WeightsDamaged.
        """
        session = self._session(model)
        spec = self.models.specs[model]
        batch = to_network_input(pixels, spec.pixels)[None]
        answers = session.run(list(spec.outputs), {"pixels": batch})
        return {name: answer[0] for name, answer in zip(spec.outputs, answers, strict=True)}

    def warm(self) -> None:
        """Load the networks in use, so that no photo waits for them. Raises: WeightsDamaged."""
        for spec in self.models.waited_for():
            self._session(spec.name)

    def _session(self, model: str) -> onnxruntime.InferenceSession:
        if model not in self.models.specs:
            raise UnknownModel(name=model, suggestion=next(iter(self.models.specs), ""))
        with self._loading[model]:
            if model not in self._sessions:
                self._sessions[model] = self._load(self.models.specs[model])
            return self._sessions[model]

    def _load(self, spec: ModelSpec) -> onnxruntime.InferenceSession:
        if not spec.onnx.is_file() or file_digest(spec.onnx) != spec.sha256.get(ONNX_FILE):
            raise WeightsDamaged(file=str(spec.onnx))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        # Threads wait busily within a pass, where sleeping would cost a fifth of it, and not after
        # it: they would hold the cores of the next network.
        options.add_session_config_entry("session.force_spinning_stop", "1")
        options.log_severity_level = _FATAL
        return onnxruntime.InferenceSession(
            str(spec.onnx), options, providers=["CPUExecutionProvider"]
        )
