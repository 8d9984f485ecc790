"""A case as it leaves SkinDesk: FHIR, DICOM, and the bundle that another one takes in."""

from __future__ import annotations

import json

from skin_core.domain.case import Case, ReportKind
from skin_core.exchange.archive import write_archive
from skin_core.exchange.bundle import sealed
from skin_core.exchange.fhir import Files, fhir_bundle
from skin_core.facts import local_time
from skin_core.imaging.measures.scaled import Measured
from skin_core.services.dicom import case_as_dicom
from skin_core.services.measures import case_measures
from skin_core.services.pictures import opened
from skin_core.storage.cases import find_case
from skin_core.storage.export import case_parts
from skin_core.storage.reports import find_reports, read_report_pdf
from skin_core.storage.schema import NEWEST
from skin_core.storage.store import Store


def case_as_fhir(store: Store, case_id: str, language: str) -> bytes:
    """A case as JSON of FHIR, with photos and signed reports. Raises: CaseNotFound, FileDamaged."""
    case = find_case(store, case_id)
    return json.dumps(fhir_bundle(case, _files(store, case), language), ensure_ascii=False).encode()


def export_case(store: Store, case_id: str, language: str = "en") -> bytes:
    """The ZIP of a case, with FHIR in that language and DICOM; the same as long as the case is.

    Raises: CaseNotFound, FileDamaged.
    """
    case = find_case(store, case_id)
    files = _files(store, case)
    dicom = case_as_dicom(store, case, files.papers)
    parts = {
        **case_parts(store, case_id),
        "fhir.json": json.dumps(fhir_bundle(case, files, language), ensure_ascii=False).encode(),
        **{f"dicom/{name}": data for name, data in dicom.items()},
    }
    return write_archive(sealed(parts, case_id, NEWEST), local_time(case.created_at))


def _files(store: Store, case: Case) -> Files:
    """The photos of a case, and what is signed of its newest assessment."""
    reports, version = find_reports(store, case.case_id), 0
    if case.assessment is not None:
        version = case.assessment.version
    signed = [one for one in reports if one.is_frozen and one.kind is ReportKind.REPORT]
    current = [one for one in signed if case.is_signed and one.assessment_version == version]
    return Files(
        photos={photo.photo_id: store.read(photo.key) for photo in case.photos},
        papers=[(one, read_report_pdf(store, one.report_id)) for one in current],
        signed_before=any(one.assessment_version < version for one in signed),
        measures={
            one.photo_id: one.found
            for one in case_measures(
                case, store.layers(case.patient.patient_id), opened(store.read), store.figures.get
            )
            if isinstance(one.found, Measured)
        },
    )
