"""A case in the forms that leave SkinDesk: a Bundle of FHIR, and the ZIP of Records."""

from __future__ import annotations

import json

from skin_core.domain.case import ReportKind
from skin_core.exchange.fhir import Files, fhir_bundle
from skin_core.storage import export
from skin_core.storage.cases import find_case
from skin_core.storage.reports import find_reports, read_report_pdf
from skin_core.storage.store import Store


def case_as_fhir(store: Store, case_id: str, language: str) -> bytes:
    """A case as JSON of FHIR, with photos and signed reports. Raises: CaseNotFound, FileDamaged."""
    case, reports = find_case(store, case_id), find_reports(store, case_id)
    version = case.assessment.version if case.assessment else 0
    signed = [one for one in reports if one.is_frozen and one.kind is ReportKind.REPORT]
    current = [one for one in signed if case.is_signed and one.assessment_version == version]
    files = Files(
        photos={photo.photo_id: store.read(photo.key) for photo in case.photos},
        papers=[(one, read_report_pdf(store, one.report_id)) for one in current],
        signed_before=any(one.assessment_version < version for one in signed),
    )
    return json.dumps(fhir_bundle(case, files, language), ensure_ascii=False).encode()


def export_case(store: Store, case_id: str, language: str = "en") -> bytes:
    """The ZIP of a case with fhir.json in that language. Raises: CaseNotFound, FileDamaged."""
    return export.export_case(store, case_id, {"fhir.json": case_as_fhir(store, case_id, language)})
