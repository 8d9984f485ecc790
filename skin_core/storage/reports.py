"""PDFs of a case. A signed one is frozen: it is never changed, and goes only with its case."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF to be frozen, in one language."""

    language: str
    pdf: bytes
    kind: ReportKind = ReportKind.REPORT


def sign_case(
    store: Store,
    case_id: str,
    *,
    papers: Sequence[Paper],
    assessment: ClinicianAssessment,
    now: datetime,
) -> tuple[Report, ...]:
    """Keep the signed assessment as the next version and freeze the PDFs that show it, or none.

    An assessment that is signed already gets frozen PDFs of more kinds or languages.
    Raises: CaseNotFound; SignatureMissing; ReportFrozen where there is one of kind and language;
    StoreError where the assessment was changed meanwhile.
    """
    if not assessment.is_signed:
        raise SignatureMissing
    with store.database.writing() as connection:
        newest = newest_assessment(connection, hold_case(connection, case_id))
        version = newest.version if newest else 0
        if newest is not None and newest.is_signed:
            for paper in papers:
                _refuse_frozen(connection, case_id, version, paper)
        if assessment != newest:
            if assessment.version != version + 1:
                raise StoreError()
            add_version(connection, case_id, assessment)
            update_assessment(connection, case_id, assessment)
        frozen = tuple(_report(case_id, paper, now, assessment) for paper in papers)
        for report, paper in zip(frozen, papers, strict=True):
            _add(connection, report, paper.pdf)
    return frozen


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


def _refuse_frozen(connection: Connection, case_id: str, version: int, paper: Paper) -> None:
    frozen = select(reports.c.report_id).where(
        reports.c.case_id == case_id,
        reports.c.assessment_version == version,
        reports.c.kind == paper.kind,
        reports.c.language == paper.language,
        reports.c.is_frozen.is_(True),
    )
    if connection.scalar(frozen.limit(1)) is not None:
        raise ReportFrozen


def _report(case_id: str, paper: Paper, now: datetime, assessment: ClinicianAssessment) -> Report:
    return Report(
        report_id=uuid4().hex,
        case_id=case_id,
        kind=paper.kind,
        language=paper.language,
        created_at=to_time(now),
        is_frozen=True,
        signed_by=assessment.signed_by,
        sha256=hashlib.sha256(paper.pdf).hexdigest(),
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
