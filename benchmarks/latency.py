"""One photo through classifier and heatmap, beside the same work done plainly."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np

from benchmarks.case import photo_12mp
from benchmarks.plain import PlainPipeline
from skin_core.domain.photo import PhotoKind
from skin_core.imaging.rendered import render_skin
from skin_core.inference import build_engine
from skin_core.inference.explain import ClassMaps
from skin_core.inference.layers import MemoryLayers
from skin_core.services.analyse import PhotoFile, analyse_case, run_to_end
from skin_core.settings import Settings

THREADS, SIDE_PX, REPEATS = 2, 224, 30


def measure() -> dict[str, float]:
    """Median milliseconds of ours and of the plain way, and how many times faster ours is."""
    networks = build_engine(Settings(device="cpu", threads=THREADS))
    networks.warm()
    spec = networks.models.answering(PhotoKind.CLINICAL)
    plain = PlainPipeline(spec, THREADS)
    photo = render_skin("mole", "light", 1, (SIDE_PX, SIDE_PX))
    file = PhotoFile("photo.jpg", photo_12mp())

    def classify_and_explain() -> None:
        output = networks.run(spec.name, photo)
        maps = ClassMaps(spec.labels, output["cams"], spec.pixels.crop)
        maps.heatmap(spec.labels[int(np.argmax(output["logits"]))], SIDE_PX, SIDE_PX)

    def analyse() -> None:
        run_to_end(analyse_case([file], {}, networks, MemoryLayers(), datetime.now(UTC)))

    ours = median_ms(classify_and_explain, REPEATS)
    theirs = median_ms(lambda: plain.classify_and_explain(photo), REPEATS)
    result = median_ms(analyse, REPEATS // 3)
    plain_result = median_ms(lambda: plain.photo_to_heatmap(file.data), REPEATS // 3)
    return {
        "classifier_heatmap_ms": round(ours, 2),
        "plain_classifier_heatmap_ms": round(theirs, 2),
        "classifier_heatmap_times_faster": round(theirs / ours, 1),
        "photo_12mp_result_ms": round(result, 1),
        "plain_photo_12mp_result_ms": round(plain_result, 1),
        "photo_12mp_times_faster": round(plain_result / result, 1),
    }


def median_ms(work: Callable[[], object], repeats: int) -> float:
    """Median time of some work in milliseconds, after one run to warm up."""
    work()
    spent = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)
