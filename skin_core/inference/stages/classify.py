"""CLASSIFY: which diseases it looks like, calibrated, or an honest "uncertain"."""

from __future__ import annotations

from dataclasses import replace

from skin_core.catalogue import CLASSIFY, ModelSpec
from skin_core.domain.analysis import PhotoAnalysis
from skin_core.domain.engine import ClassOutput
from skin_core.inference import calibrate
from skin_core.inference.squares import run_on
from skin_core.inference.stages.work import Bench, PhotoWork


def classify(work: PhotoWork, bench: Bench) -> PhotoWork:
    """The differential of the network for this kind of photo."""
    assert work.seen is not None
    assert work.analysis is not None
    spec = bench.classifier(work.analysis.gate.kind)
    outputs = run_on(bench.networks, spec.name, work.seen.squares)
    analysis = _classified(work.analysis, ClassOutput.of(outputs), spec)
    return replace(work, analysis=analysis, answers={**work.answers, CLASSIFY: outputs})


def _classified(analysis: PhotoAnalysis, output: ClassOutput, spec: ModelSpec) -> PhotoAnalysis:
    chances = calibrate.probabilities(output.logits, spec)
    verdict, distance = analysis.gate, None
    if spec.scope_threshold is not None:
        distance = calibrate.scope_distance(output.embedding, spec)
        strange = verdict.out_of_scope or calibrate.is_out_of_scope(distance, spec)
        verdict = replace(verdict, scope_distance=distance, out_of_scope=strange)
    doubtful = not verdict.accepted or verdict.out_of_scope
    return replace(
        analysis,
        gate=verdict,
        forced=not verdict.accepted,
        **calibrate.answer_of(chances, spec, distance, doubtful=doubtful).as_fields(),
    )
