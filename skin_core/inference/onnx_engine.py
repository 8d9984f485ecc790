"""The networks on the processor, by ONNX Runtime; heatmaps come out of the same pass."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from skin_core.catalogue import ONNX_FILE, ModelSpec, file_digest
from skin_core.domain.engine import Outputs
from skin_core.errors import UnknownModel, WeightsDamaged
from skin_core.imaging.network_input import to_network_input
from skin_core.inference.networks import Models

_FATAL = 4  # log level: what matters is raised
_CROWD_LASTS_S = 1.0  # between two passes of one photo there is other work


class OnnxEngine:
    """The shipped networks, each loaded when it is first asked and then shared by all threads.

    A photo that is judged alone has all threads for each pass; where several are judged at once,
    each pass has one: a crowd is through in three quarters of the processor's time.
    ONNX Runtime sessions may be run by several threads at once; only loading is locked.
    """

    device = "onnxruntime-cpu"
    weights_file = ONNX_FILE

    def __init__(self, models: Models, threads: int) -> None:
        self.models = models
        self._threads = threads
        self._sessions: dict[tuple[str, int], onnxruntime.InferenceSession] = {}
        self._loading = {name: Lock() for name in models.specs}
        self._crowd = Crowd()

    def run(self, model: str, pixels: NDArray[np.uint8]) -> Outputs:
        """One network's answer to one photo, RGB (H, W, 3) uint8.

        Raises: UnknownModel, WeightsDamaged.
        """
        with self._crowd.joined() as is_crowded:
            session = self._session(model, 1 if is_crowded else self._threads)
            spec = self.models.specs[model]
            batch = to_network_input(pixels, spec.pixels)[None]
            answers = session.run(list(spec.outputs), {"pixels": batch})
        return {name: answer[0] for name, answer in zip(spec.outputs, answers, strict=True)}

    def warm(self) -> None:
        """Load the networks in use, so that no photo waits for them. Raises: WeightsDamaged."""
        for spec in self.models.waited_for():
            self._session(spec.name, self._threads)

    def _session(self, model: str, threads: int) -> onnxruntime.InferenceSession:
        if model not in self.models.specs:
            raise UnknownModel(name=model, suggestion=next(iter(self.models.specs), ""))
        with self._loading[model]:
            if (model, threads) not in self._sessions:
                self._sessions[model, threads] = _load(self.models.specs[model], threads)
            return self._sessions[model, threads]


@dataclass
class Crowd:
    """Whether more than one asks a network, now or a moment ago."""

    _inside: int = 0
    _last_s: float = float("-inf")
    _counting: Lock = field(default_factory=Lock)

    @contextmanager
    def joined(self) -> Iterator[bool]:
        """Be one of those who ask; whether there are others."""
        with self._counting:
            self._inside += 1
            if self._inside > 1:
                self._last_s = monotonic()
            is_crowded = monotonic() - self._last_s < _CROWD_LASTS_S
        try:
            yield is_crowded
        finally:
            with self._counting:
                self._inside -= 1


def _load(spec: ModelSpec, threads: int) -> onnxruntime.InferenceSession:
    """A network ready to be asked. Raises: WeightsDamaged."""
    if not spec.onnx.is_file() or file_digest(spec.onnx) != spec.sha256.get(ONNX_FILE):
        raise WeightsDamaged(file=str(spec.onnx))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Threads wait busily within a pass, where sleeping would cost a fifth of it, and not after
    # it: they would hold the cores of the next network.
    options.add_session_config_entry("session.force_spinning_stop", "1")
    options.log_severity_level = _FATAL
    return onnxruntime.InferenceSession(str(spec.onnx), options, providers=["CPUExecutionProvider"])
