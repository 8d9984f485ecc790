"""A second opinion in words, the same on the page and on paper."""

from __future__ import annotations

from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.second_opinion import OTHER, SecondOpinion
from skin_core.narrative.speech import Speech


def named(label: str, speech: Speech) -> str:
    """A label of a model of the clinic's own."""
    return speech.t("own.other") if label == OTHER else speech.label(label)


def agreement_sentence(first: CaseAnalysis, second: SecondOpinion, speech: Speech) -> str:
    """Whether the two models agree, or what came of the second."""
    if second.failure or not (first.differential and second.differential):
        return speech.t("own.failed", model=second.model)
    names = {
        "first": _in_sentence(first.differential[0].label, speech),
        "second": _in_sentence(second.differential[0].label, speech),
    }
    return speech.t(f"own.{second.agreement}", **names)


def paper_line(second: SecondOpinion, speech: Speech) -> str:
    """A second opinion in one line of a report."""
    model = f"{second.model} {second.model_version}"
    if second.failure or not second.differential:
        return speech.t("own.on_paper_failed", model=model)
    top = second.differential[0]
    return speech.t(
        "own.on_paper",
        model=model,
        label=named(top.label, speech),
        percent=speech.percent(top.probability),
        agreement=speech.t(f"own.paper_{second.agreement}"),
    )


def _in_sentence(label: str, speech: Speech) -> str:
    return speech.t("own.other_in_sentence") if label == OTHER else speech.in_sentence(label)
