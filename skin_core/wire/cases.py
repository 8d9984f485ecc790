"""A stored case as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from skin_core.domain.case import Case, ClinicianAssessment, Patient, Report
from skin_core.inference.progress import PhotoFailure
from skin_core.narrative.writer import sentences
from skin_core.narrative.writer.subject import subject_of
from skin_core.services.measures import PhotoMeasures
from skin_core.wire import SCHEMA_VERSION
from skin_core.wire.answers import analysis_record
from skin_core.wire.records import (
    AssessmentRecord,
    CaseRecord,
    DiagnosisRecord,
    PatientRecord,
    ReportRecord,
    SentenceRecord,
    StoredRecord,
)
from skin_core.wire.scales import hand_scale_records, photo_measures_records


def case_record(
    case: Case,
    reports: Iterable[Report],
    measures: Iterable[PhotoMeasures],
    language: str,
    root: str,
) -> CaseRecord:
    """The case with its newest answer. root: what the addresses of its reports begin with."""
    return {
        "schema_version": SCHEMA_VERSION,
        "case_id": case.case_id,
        "created_at": case.created_at,
        "visit_date": case.visit_date,
        "is_signed": case.is_signed,
        "site": case.lesion.site,
        "side": case.lesion.side,
        "patient": _patient(case.patient),
        "analysis": analysis_record(case.analysis, language),
        "assessment": _assessment(case.assessment, case, language) if case.assessment else None,
        "measures": list(photo_measures_records(case, measures, language)),
        "reports": [_report(one, root) for one in reports],
        "report_href": _report_href(root, case.case_id),
    }


def diagnosis_record(
    case: Case, language: str, root: str, failures: Sequence[PhotoFailure], *, replayed: bool
) -> DiagnosisRecord:
    """A case that was just stored, with its answer. failures: files that are no photos."""
    return {
        **stored_record(case, root, replayed=replayed),
        "analysis": analysis_record(case.analysis, language, failures),
        "findings": list(written_findings(case, language)),
    }


def stored_record(case: Case, root: str, *, replayed: bool) -> StoredRecord:
    """Where a case is read."""
    return {
        "schema_version": SCHEMA_VERSION,
        "case_id": case.case_id,
        "case_href": f"{root}/cases/{case.case_id}",
        "report_href": _report_href(root, case.case_id),
        "replayed": replayed,
    }


def written_findings(case: Case, language: str) -> Iterator[SentenceRecord]:
    """The result in sentences, one at a time, as the offline writer has them."""
    for one in sentences(case.analysis, language, subject_of(case)):
        yield {"section": one.section, "text": one.text}


def _report_href(root: str, number: str) -> str:
    return f"{root}/reports/{number}.pdf"


def _patient(patient: Patient) -> PatientRecord:
    return {
        "patient_id": patient.patient_id,
        "name": patient.name,
        "code": patient.code,
        "sex": patient.sex,
        "birth_date": patient.birth_date,
        "birth_year": patient.birth_year,
        "phone": patient.phone,
    }


def _assessment(concluded: ClinicianAssessment, case: Case, language: str) -> AssessmentRecord:
    return {
        "version": concluded.version,
        "diagnosis": concluded.diagnosis,
        "diagnosis_text": concluded.diagnosis_text,
        "note": concluded.note,
        "excluded": [one.label for one in concluded.excluded],
        "scales": list(hand_scale_records(case, language)),
        "signed_by": concluded.signed_by,
        "signed_at": concluded.signed_at,
    }


def _report(report: Report, root: str) -> ReportRecord:
    return {
        "report_id": report.report_id,
        "kind": report.kind,
        "language": report.language,
        "created_at": report.created_at,
        "signed_by": report.signed_by,
        "href": _report_href(root, report.report_id),
    }
