"""What a released model answers on labelled photos: its ONNX file, pixels as in the app."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from skin_core.catalogue import ModelSpec
from skin_core.imaging.network_input import to_network_input
from skin_core.training.cache import read_rgb
from skin_core.training.photos import Photo

BATCH = 16


@dataclass(frozen=True)
class Answers:
    """Logits (N, K) and embeddings (N, C) of photos."""

    logits: NDArray[np.float64]
    embeddings: NDArray[np.float32]


def open_session(spec: ModelSpec, threads: int = 1) -> ort.InferenceSession:
    """The network of a spec on the CPU."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    return ort.InferenceSession(str(spec.onnx), options, providers=["CPUExecutionProvider"])


def predict(spec: ModelSpec, photos: Sequence[Photo], data: Path) -> Answers:
    """Answers on photos of the data folder; arrays of length 0 for no photos."""
    return predict_pixels(spec, (read_rgb(data / photo.path) for photo in photos))


def predict_pixels(spec: ModelSpec, photos: Iterable[NDArray[np.uint8]]) -> Answers:
    """Answers on RGB photos, (H, W, 3) uint8 each."""
    session = open_session(spec)
    logits, embeddings = [], []
    for some in _batches(photos):
        pixels = np.stack([to_network_input(photo, spec.pixels) for photo in some])
        answer = session.run(["logits", "embedding"], {"pixels": pixels})
        logits.append(np.asarray(answer[0], np.float64))
        embeddings.append(np.asarray(answer[1], np.float32))
    if not logits:
        return Answers(np.empty((0, len(spec.labels))), np.empty((0, 0), np.float32))
    return Answers(np.concatenate(logits), np.concatenate(embeddings))


def _batches(photos: Iterable[NDArray[np.uint8]]) -> Iterator[list[NDArray[np.uint8]]]:
    waiting = iter(photos)
    while some := list(islice(waiting, BATCH)):
        yield some
