"""One case as files that can be read without SkinDesk, and taken in by another one."""

from __future__ import annotations

import json
from dataclasses import asdict

from skin_core.domain.case import Case, Report
from skin_core.domain.correction import Correction
from skin_core.facts import local_day
from skin_core.storage.assessments import assessments_of
from skin_core.storage.carried import Rows, rows_of
from skin_core.storage.cases import find_case
from skin_core.storage.corrections import corrections_of
from skin_core.storage.diary import treatments_of
from skin_core.storage.fact_corrections import fact_corrections_of
from skin_core.storage.readings import readings_of_case
from skin_core.storage.reports import find_reports, read_report_pdf
from skin_core.storage.store import Store
from skin_core.storage.suggestions import shown_of

STORED = "store.json"
"""The part that is taken in elsewhere."""


def case_parts(store: Store, case_id: str) -> dict[str, bytes]:
    """case.json to read, store.json to take in elsewhere, photos/, layers/ and reports/, by name.

    Raises: CaseNotFound, FileDamaged.
    """
    case, reports = find_case(store, case_id), find_reports(store, case_id)
    rows = rows_of(store, case_id)
    files = _all_files(case, rows)
    papers = {_report_name(report): report.report_id for report in reports}
    return {
        "case.json": _text(_described(store, case, reports)),
        STORED: _text({"rows": rows, "files": files, "papers": papers}),
        **{name: store.read(key) for name, key in files.items()},
        **{name: read_report_pdf(store, report_id) for name, report_id in papers.items()},
    }


def _text(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _all_files(case: Case, rows: Rows) -> dict[str, str]:
    """Key of each file of a case by its name in the ZIP: also small pictures, and older layers."""
    small = {
        f"thumbnails/{place}.{_ending(photo.thumbnail_key)}": photo.thumbnail_key
        for place, photo in enumerate(case.photos, start=1)
        if photo.thumbnail_key
    }
    named = _files(case) | small
    held = [row["key"] for row in rows["case_files"] if row["key"] not in named.values()]
    return named | {
        f"layers/other.{place}.{_ending(key)}": key for place, key in enumerate(held, start=1)
    }


def _ending(key: str) -> str:
    return key.rpartition(".")[2]


def _described(store: Store, case: Case, reports: tuple[Report, ...]) -> dict[str, object]:
    return {
        "format": "skindesk.case/1",
        **asdict(case),
        "patient_corrections": [asdict(one) for one in _corrections(store, case)],
        "fact_corrections": [asdict(one) for one in fact_corrections_of(store, case.case_id)],
        "assessments": [asdict(version) for version in assessments_of(store, case.case_id)],
        "shown_suggestions": _shown(store, case),
        "readings": [asdict(one) for one in readings_of_case(store, case.case_id)],
        "treatments": [asdict(one) for one in treatments_of(store, case.lesion.lesion_id)],
        "reports": [{**asdict(report), "file": _report_name(report)} for report in reports],
        "files": {key: name for name, key in _files(case).items()},
    }


def _shown(store: Store, case: Case) -> dict[str, object]:
    told = shown_of(store, case.case_id)
    return {
        index: {place: one.to_table() for place, one in shown.items()}
        for index, shown in told.items()
    }


def _corrections(store: Store, case: Case) -> tuple[Correction, ...]:
    return corrections_of(store, case.patient.patient_id)


def _files(case: Case) -> dict[str, str]:
    """Key of each file by its name in the ZIP; names hold no user text."""
    photos = {
        f"photos/{place}.{_ending(photo.key)}": photo.key
        for place, photo in enumerate(case.photos, start=1)
    }
    layers = {
        f"layers/{place}.{name}.{_ending(key)}": key
        for place, photo in enumerate(case.analysis.photos, start=1)
        for name, key in photo.layers.items()
    }
    return photos | layers


def _report_name(report: Report) -> str:
    state = "signed" if report.is_frozen else "preliminary"
    day = local_day(report.created_at)
    return f"reports/{day}.{report.kind}.{report.language}.{state}.{report.report_id[:8]}.pdf"
