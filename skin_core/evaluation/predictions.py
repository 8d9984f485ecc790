"""What a released model answers on labelled photos: its ONNX file, and as the app sees them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec
from skin_core.imaging.frame import seen_part
from skin_core.imaging.network_input import to_network_input
from skin_core.training.cache import read_rgb
from skin_core.training.photos import Photo


@dataclass(frozen=True)
class Answers:
    """Logits (N, K) and embeddings (N, C) of photos."""

    logits: NDArray[np.float64]
    embeddings: NDArray[np.float32]


def open_session(spec: ModelSpec, threads: int = 1) -> ort.InferenceSession:
    """The network of a spec on the CPU."""
    return session_of(spec.onnx, threads)


def session_of(file: Path, threads: int = 1) -> ort.InferenceSession:
    """The network of an ONNX file on the CPU."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    return ort.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def predict(spec: ModelSpec, photos: Sequence[Photo], data: Path) -> Answers:
    """Answers on photos of the data folder; arrays of length 0 for no photos."""
    return predict_pixels(spec, (read_rgb(data / photo.path) for photo in photos))


def predict_pixels(spec: ModelSpec, photos: Iterable[NDArray[np.uint8]]) -> Answers:
    """Answers on RGB photos, (H, W, 3) uint8 each."""
    session = open_session(spec)
    logits, embeddings = [], []
    for photo in photos:
        squares = seen_part(photo).squares
        pixels = np.stack([to_network_input(square, spec.pixels) for square in squares])
        answer = session.run(["logits", "embedding"], {"pixels": pixels})
        logits.append(np.asarray(answer[0].mean(0), np.float64))
        embeddings.append(np.asarray(answer[1].mean(0), np.float32))
    if not logits:
        return Answers(np.empty((0, len(spec.labels))), np.empty((0, 0), np.float32))
    return Answers(np.stack(logits), np.stack(embeddings))
