"""One case as a ZIP that can be read without SkinDesk."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict

from skin_core.domain.case import Case, Report
from skin_core.domain.correction import Correction
from skin_core.facts import local_day
from skin_core.storage.assessments import assessments_of
from skin_core.storage.cases import find_case
from skin_core.storage.corrections import corrections_of
from skin_core.storage.diary import treatments_of
from skin_core.storage.fact_corrections import fact_corrections_of
from skin_core.storage.reports import find_reports, read_report_pdf
from skin_core.storage.store import Store


def export_case(store: Store, case_id: str, more: Mapping[str, bytes]) -> bytes:
    """A ZIP of case.json, photos/, layers/ and reports/. Raises: CaseNotFound, FileDamaged.

    more: texts that go along, by name.
    """
    case, reports = find_case(store, case_id), find_reports(store, case_id)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:  # photos are compressed
        text = json.dumps(_described(store, case, reports), ensure_ascii=False, indent=2)
        archive.writestr("case.json", text, zipfile.ZIP_DEFLATED)
        for name, told in more.items():
            archive.writestr(name, told, zipfile.ZIP_DEFLATED)
        for name, key in _files(case).items():
            archive.writestr(name, store.read(key))
        for report in reports:
            archive.writestr(_report_name(report), read_report_pdf(store, report.report_id))
    return buffer.getvalue()


def _described(store: Store, case: Case, reports: tuple[Report, ...]) -> dict[str, object]:
    return {
        "format": "skindesk.case/1",
        **asdict(case),
        "patient_corrections": [asdict(one) for one in _corrections(store, case)],
        "fact_corrections": [asdict(one) for one in fact_corrections_of(store, case.case_id)],
        "assessments": [asdict(version) for version in assessments_of(store, case.case_id)],
        "treatments": [asdict(one) for one in treatments_of(store, case.lesion.lesion_id)],
        "reports": [{**asdict(report), "file": _report_name(report)} for report in reports],
        "files": {key: name for name, key in _files(case).items()},
    }


def _corrections(store: Store, case: Case) -> tuple[Correction, ...]:
    return corrections_of(store, case.patient.patient_id)


def _files(case: Case) -> dict[str, str]:
    """Key of each file by its name in the ZIP; names hold no user text."""
    photos = {
        f"photos/{place}.{photo.key.rpartition('.')[2]}": photo.key
        for place, photo in enumerate(case.photos, start=1)
    }
    layers = {
        f"layers/{place}.{name}.{key.rpartition('.')[2]}": key
        for place, photo in enumerate(case.analysis.photos, start=1)
        for name, key in photo.layers.items()
    }
    return photos | layers


def _report_name(report: Report) -> str:
    state = "signed" if report.is_frozen else "preliminary"
    day = local_day(report.created_at)
    return f"reports/{day}.{report.kind}.{report.language}.{state}.{report.report_id[:8]}.pdf"
