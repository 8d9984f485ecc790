"""GATE: is it good enough, is it skin, and how was it taken?"""

from __future__ import annotations

from dataclasses import replace

from skin_core import __version__
from skin_core.catalogue import ModelSpec
from skin_core.domain.analysis import GateVerdict, PhotoAnalysis, Provenance
from skin_core.domain.engine import ClassOutput
from skin_core.domain.photo import Photo, PhotoQuality
from skin_core.imaging.frame import seen_part
from skin_core.imaging.quality import measure_quality
from skin_core.inference.gate import judge_photo
from skin_core.inference.squares import run_on
from skin_core.inference.stages.work import Bench, PhotoWork


def gate(work: PhotoWork, bench: Bench) -> PhotoWork:
    """The verdict, with which the analysis begins; a photo it refuses goes no further."""
    assert work.photo is not None
    seen = seen_part(work.photo.pixels)
    quality = measure_quality(work.photo, seen)
    answer = ClassOutput.of(run_on(bench.networks, bench.gate.name, seen.squares))
    verdict = judge_photo(answer, bench.gate, quality, bench.chosen_kind, seen)
    analysis = _begun(work.photo, quality, verdict, bench)
    is_refused = not (verdict.accepted or bench.options.force)
    return replace(work, seen=seen, analysis=analysis, is_refused=is_refused)


def _begun(
    photo: Photo, quality: PhotoQuality, verdict: GateVerdict, bench: Bench
) -> PhotoAnalysis:
    """A result that is not classified (yet)."""
    return PhotoAnalysis(
        photo_id=photo.photo_id,
        name=photo.name,
        width_px=photo.width_px,
        height_px=photo.height_px,
        quality=quality,
        gate=verdict,
        layers={},
        provenance=_provenance(bench.classifier(verdict.kind), bench),
        elapsed_ms={},
    )


def _provenance(spec: ModelSpec, bench: Bench) -> Provenance:
    return Provenance(
        app_version=__version__,
        model=spec.name,
        model_version=spec.version,
        weights_sha256=spec.sha256.get(bench.networks.weights_file, ""),
        gate_version=bench.gate.version,
        device=bench.networks.device,
        created_at=bench.created_at,
        research_use=spec.research_use or bench.gate.research_use,
    )
