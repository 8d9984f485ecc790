"""PDFs of a case. A signed one is frozen: it is never changed, and goes only with its case."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Connection, Row, insert, select

from skin_core.domain.case import ClinicianAssessment, Report, ReportKind
from skin_core.errors import CaseNotFound, FileDamaged, ReportFrozen, SignatureMissing, StoreError
from skin_core.storage.assessments import add_version, hold_case, newest_assessment
from skin_core.storage.codec import to_time
from skin_core.storage.store import Store
from skin_core.storage.summaries import update_assessment
from skin_core.storage.tables import report_files, reports


def sign_case(
    store: Store,
    case_id: str,
    *,
    kind: ReportKind = ReportKind.REPORT,
    language: str,
    pdf: bytes,
    assessment: ClinicianAssessment,
    now: datetime,
) -> Report:
    """Keep the signed assessment as the next version and freeze the PDF that shows it.

    An assessment that is signed already gets a frozen PDF of one more kind or language.
    Raises: CaseNotFound; SignatureMissing; ReportFrozen where there is one of kind and language;
    StoreError where the assessment was changed meanwhile.
    """
    if not assessment.is_signed:
        raise SignatureMissing
    with store.database.writing() as connection:
        newest = newest_assessment(connection, hold_case(connection, case_id))
        version = newest.version if newest else 0
        if newest is not None and newest.is_signed:
            _refuse_frozen(connection, case_id, version, kind, language)
        if assessment != newest:
            if assessment.version != version + 1:
                raise StoreError()
            add_version(connection, case_id, assessment)
            update_assessment(connection, case_id, assessment)
        report = _report(case_id, kind, language, pdf, now, assessment)
        _add(connection, report, pdf)
    return report


def find_reports(store: Store, case_id: str) -> tuple[Report, ...]:
    """The PDFs of a case, newest first, without their bytes."""
    statement = (
        select(reports).where(reports.c.case_id == case_id).order_by(reports.c.created_at.desc())
    )
    with store.database.reading() as connection:
        return tuple(_to_report(row) for row in connection.execute(statement))


def read_report_pdf(store: Store, report_id: str) -> bytes:
    """One PDF, checked by its digest. Raises: CaseNotFound, FileDamaged."""
    statement = (
        select(reports.c.sha256, report_files.c.pdf)
        .join(report_files, report_files.c.report_id == reports.c.report_id)
        .where(reports.c.report_id == report_id)
    )
    with store.database.reading() as connection:
        row = connection.execute(statement).one_or_none()
    if row is None:
        raise CaseNotFound
    if hashlib.sha256(row.pdf).hexdigest() != row.sha256:
        raise FileDamaged(digest=row.sha256)
    return bytes(row.pdf)


def _refuse_frozen(
    connection: Connection, case_id: str, version: int, kind: ReportKind, language: str
) -> None:
    frozen = select(reports.c.report_id).where(
        reports.c.case_id == case_id,
        reports.c.assessment_version == version,
        reports.c.kind == kind,
        reports.c.language == language,
        reports.c.is_frozen.is_(True),
    )
    if connection.scalar(frozen.limit(1)) is not None:
        raise ReportFrozen


def _report(
    case_id: str,
    kind: ReportKind,
    language: str,
    pdf: bytes,
    now: datetime,
    assessment: ClinicianAssessment,
) -> Report:
    return Report(
        report_id=uuid4().hex,
        case_id=case_id,
        kind=kind,
        language=language,
        created_at=to_time(now),
        is_frozen=True,
        signed_by=assessment.signed_by,
        sha256=hashlib.sha256(pdf).hexdigest(),
        assessment_version=assessment.version,
    )


def _add(connection: Connection, report: Report, pdf: bytes) -> None:
    connection.execute(
        insert(reports).values(
            report_id=report.report_id,
            case_id=report.case_id,
            assessment_version=report.assessment_version,
            kind=report.kind,
            language=report.language,
            created_at=report.created_at,
            is_frozen=report.is_frozen,
            signed_by=report.signed_by,
            sha256=report.sha256,
        )
    )
    connection.execute(insert(report_files).values(report_id=report.report_id, pdf=pdf))


def _to_report(row: Row[tuple[object, ...]]) -> Report:
    return Report(
        row.report_id,
        row.case_id,
        ReportKind(row.kind),
        row.language,
        row.created_at,
        row.is_frozen,
        row.signed_by,
        row.sha256,
        row.assessment_version,
    )
