"""The shipped networks give the same answers however many ask at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from skin_core.domain.engine import Outputs
from skin_core.inference import build_engine
from skin_core.settings import Settings

THREADS, PHOTOS = 8, 50

pytestmark = pytest.mark.weights


def photos() -> list[NDArray[np.uint8]]:
    """Blotchy colours: nothing alike, and cheap to make."""
    rng = np.random.default_rng(42)
    coarse = rng.integers(0, 255, (PHOTOS, 6, 8, 3), np.uint8)
    return [np.kron(one, np.ones((30, 30, 1), np.uint8)) for one in coarse]


def same(one: Outputs, other: Outputs) -> bool:
    return all(np.array_equal(one[part], other[part]) for part in ("logits", "embedding", "cams"))


@pytest.mark.parametrize("kind", ["gate", "clinical", "dermoscopic"])
def test_eight_threads_get_exactly_the_single_thread_answers(weights: Path, kind: str) -> None:
    engine = build_engine(Settings(weights=weights, device="cpu"))
    model = next(name for name, spec in engine.models.specs.items() if spec.kind == kind)
    pictures = photos()
    alone = [engine.run(model, picture) for picture in pictures]
    shared = build_engine(Settings(weights=weights, device="cpu"))  # loading is contended too

    def all_photos(start: int) -> list[Outputs]:
        order = [(start * 7 + step) % PHOTOS for step in range(PHOTOS)]
        found = {place: shared.run(model, pictures[place]) for place in order}
        return [found[place] for place in range(PHOTOS)]

    with ThreadPoolExecutor(THREADS) as pool:
        for answers in pool.map(all_photos, range(THREADS)):
            assert all(same(one, other) for one, other in zip(alone, answers, strict=True))
