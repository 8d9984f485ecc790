"""The small print of a report: what it cannot do, and where its answer comes from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import CaseAnalysis, FiredRule
from skin_core.domain.case import Case
from skin_core.narrative.knowledge import known_only
from skin_core.narrative.speech import Speech
from skin_core.reporting.blocks import Block, Paragraph
from skin_core.reporting.frame import VERSION, moment_text
from skin_core.reporting.people import one_line
from skin_core.rules import all_rules, rule_citation

DIGEST_LENGTH = 16  # characters of a SHA-256 that tell two weight files apart
CASE_LENGTH = 12  # of a case id
LONGEST_NAME = 50  # characters that the head of a page has room for, with what stands beside it
MOST_UNKNOWN = 3  # diseases by name that the model was not shown, dangerous ones first


def small_print(case: Case, created: datetime, speech: Speech) -> Iterator[Block]:
    """Limits, origin and rules, a paragraph each."""
    limits = " ".join(_limits(case.analysis, speech))
    yield Paragraph(limits, lead=speech.t("report.limits.title"), fine=True)
    origin = " · ".join(_origin(case, created, speech))
    yield Paragraph(origin, lead=speech.t("report.limits.origin"), fine=True)
    if fired := case.analysis.advice.fired:
        rules = " · ".join(_rule(one, speech) for one in fired)
        yield Paragraph(rules, lead=speech.t("report.first.rules"), fine=True)


def _limits(analysis: CaseAnalysis, speech: Speech) -> Iterator[str]:
    """What neither photo nor network can tell, or neither rules nor answers where there is none."""
    origin = analysis.provenance
    if origin is None:
        yield speech.t("report.limits.not_seen")
        yield speech.t("report.limits.rules")
        return
    yield from _knowledge(analysis, speech)
    for limit in ("exclusion", "photo", "calibration"):
        yield speech.t(f"report.limits.{limit}")
    if origin.research_use:
        yield speech.t("report.limits.research_use")


def _knowledge(analysis: CaseAnalysis, speech: Speech) -> Iterator[str]:
    """What the model cannot name, or, where that is less to read, all that it can."""
    if known := known_only(analysis):
        names = speech.listed(map(speech.in_sentence, known))
        yield speech.t("report.limits.known_only", names=names)
    elif unknown := analysis.unknown_to_model:
        first = sorted(unknown, key=lambda key: not _is_dangerous(key))[:MOST_UNKNOWN]
        names = speech.listed(map(speech.in_sentence, first))
        yield speech.t("report.limits.unknown_to_model", count=len(unknown), names=names)


def _is_dangerous(key: str) -> bool:
    return key in all_diseases() and all_diseases()[key].danger


def _origin(case: Case, created: datetime, speech: Speech) -> Iterator[str]:
    """Which network and weights answered, if any did, when, and when this was written."""
    if origin := case.analysis.provenance:
        digest = origin.weights_sha256[:DIGEST_LENGTH]
        model = f"{origin.model} {origin.model_version}"
        yield speech.t("report.limits.model", model=model, digest=digest)
        yield speech.t("report.limits.gate", version=origin.gate_version)
        yield f"SkinDesk {origin.app_version} ({origin.device})"
    yield speech.t("report.layout", version=VERSION)
    if origin:
        time = moment_text(origin.created_at, created, speech)
        yield speech.t("report.limits.analysed", time=time)
    written = moment_text(created.isoformat(), created, speech)
    yield speech.t("report.limits.written", time=written)
    yield speech.t("report.limits.case", number=case.case_id[:CASE_LENGTH])
    if len(case.patient.name) > LONGEST_NAME:
        yield speech.t("report.limits.patient", name=one_line(case.patient.name))


def _rule(fired: FiredRule, speech: Speech) -> str:
    """The number of a rule and who says so; of one that this program no longer has, that."""
    number = f"{fired.rule_id} {fired.version}"
    if fired.rule_id not in all_rules():
        return f"{number}: {speech.t('report.first.retired')}"
    citation = rule_citation(fired)
    return f"{number} ({citation})" if citation else number
