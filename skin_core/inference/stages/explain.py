"""EXPLAIN: where the network saw each disease, kept as one layer and drawn when asked."""

from __future__ import annotations

from dataclasses import replace

from skin_core.catalogue import CLASSIFY
from skin_core.domain.engine import ClassOutput
from skin_core.inference.explain import CAMS, LAYER_TYPE, ClassMaps
from skin_core.inference.stages.work import Bench, PhotoWork


def explain(work: PhotoWork, bench: Bench) -> PhotoWork:
    """The class activation maps of the pass that classified; no second one is made."""
    if not bench.options.layers:
        return work
    assert work.seen is not None
    assert work.analysis is not None
    spec = bench.classifier(work.analysis.gate.kind)
    cams = ClassOutput.of(work.answers[CLASSIFY]).cams
    maps = ClassMaps(spec.labels, cams, spec.pixels.crop, work.seen.box)
    layers = {**work.analysis.layers, CAMS: bench.layers.put(maps.to_bytes(), LAYER_TYPE)}
    return replace(work, analysis=replace(work.analysis, layers=layers))
