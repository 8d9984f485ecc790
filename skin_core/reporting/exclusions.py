"""Dangers that a clinician examined for and excluded, as papers tell them."""

from __future__ import annotations

from datetime import datetime

from skin_core.domain.case import ClinicianAssessment, Exclusion
from skin_core.i18n import t
from skin_core.narrative.answer import label_text
from skin_core.reporting.frame import moment_text


def excluded_text(assessment: ClinicianAssessment, created: datetime, language: str) -> str:
    """Each with its time and name: "Melanoma (21 Nov 2026, 14:05, Dr. Lee)"; "" where none."""
    named = [_one(entry, created, language) for entry in assessment.excluded]
    return t("report.excluded.separator", language).join(named)


def _one(entry: Exclusion, created: datetime, language: str) -> str:
    name, time = label_text(entry.label, language), moment_text(entry.at, created, language)
    key = "report.excluded.by" if entry.by else "report.excluded.unnamed"
    return t(key, language, name=name, time=time, by=" ".join(entry.by.split()))
