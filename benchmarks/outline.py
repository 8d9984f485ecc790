"""The outline of one photo, beside the founding network in the same run."""

from __future__ import annotations

import numpy as np
import torch

from benchmarks.latency import REPEATS, SIDE_PX, THREADS, median_ms
from skin_core.domain.photo import PhotoKind
from skin_core.imaging.frame import seen_part
from skin_core.imaging.rendered import render_skin
from skin_core.inference import build_engine
from skin_core.inference.stages.outline import lesion_of, map_of, squeezed
from skin_core.models.segmenter import build_any
from skin_core.settings import Settings

ROLE = "lesion-outline"
FOUNDING = "torchvision:deeplabv3_resnet101"


def measure() -> dict[str, float]:
    """Median milliseconds of ours, from the photo to area, interval and confidence, and theirs.

    Theirs is the forward pass alone, of the same input size, in PyTorch.
    """
    networks = build_engine(Settings(device="cpu", threads=THREADS))
    spec = networks.models.answering(ROLE)
    seen = seen_part(render_skin("mole", "light", 1, (SIDE_PX, SIDE_PX)))

    def outline() -> None:
        outputs = networks.run(spec.name, squeezed(seen.look, spec.pixels.size))
        lesion_of(map_of(outputs, spec, PhotoKind.DERMOSCOPIC, seen.box), spec)

    torch.set_num_threads(THREADS)
    founding = build_any(FOUNDING).eval()
    pixels = torch.from_numpy(np.zeros((1, 3, spec.pixels.size, spec.pixels.size), np.float32))
    with torch.inference_mode():
        theirs = median_ms(lambda: founding(pixels), REPEATS // 3)
    ours = median_ms(outline, REPEATS)
    return {
        "outline_ms": round(ours, 2),
        "deeplabv3_resnet101_ms": round(theirs, 1),
        "outline_times_faster": round(theirs / ours, 1),
    }
