"""Dangers that a clinician examined for and excluded, as papers tell them."""

from __future__ import annotations

from datetime import datetime

from skin_core.domain.case import ClinicianAssessment, Exclusion
from skin_core.narrative.speech import Speech
from skin_core.reporting.frame import moment_text


def excluded_text(assessment: ClinicianAssessment, created: datetime, speech: Speech) -> str:
    """Each with its time and name: "Melanoma (21 Nov 2026, 14:05, Dr. Lee)"; "" where none."""
    named = [_one(entry, created, speech) for entry in assessment.excluded]
    return speech.t("report.excluded.separator").join(named)


def _one(entry: Exclusion, created: datetime, speech: Speech) -> str:
    name, time = speech.label(entry.label), moment_text(entry.at, created, speech)
    key = "report.excluded.by" if entry.by else "report.excluded.unnamed"
    return speech.t(key, name=name, time=time, by=" ".join(entry.by.split()))
