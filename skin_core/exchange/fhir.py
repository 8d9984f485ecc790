"""A saved case as a Bundle of FHIR that is valid in R4 (4.0.1) and R4B (4.3.0) alike.

Only what both releases have is used. https://hl7.org/fhir/R4/, https://hl7.org/fhir/R4B/
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from skin_core.domain.case import Case, ClinicianAssessment, Patient, Report, StoredPhoto
from skin_core.errors import InvalidFact, UnknownFact
from skin_core.exchange.coded import Json, concept, disease, id_of, reference, url_of
from skin_core.exchange.observations import observations
from skin_core.imaging.measures.scaled import Measured
from skin_core.narrative.speech import Speech


@dataclass(frozen=True, slots=True)
class Files:
    """What goes along with a case.

    photos: bytes by photo_id. papers: signed reports of the newest assessment with their PDF.
    signed_before: an older assessment of the case was signed too. measures: by photo_id.
    """

    photos: Mapping[str, bytes] = field(default_factory=dict)
    papers: Sequence[tuple[Report, bytes]] = ()
    signed_before: bool = False
    measures: Mapping[str, Measured] = field(default_factory=dict)


def fhir_bundle(case: Case, files: Files, language: str) -> Json:
    """A collection: patient, report, observations, photos and signed PDFs; always the same ids.

    Status is `preliminary`, `final` once signed, `amended` once signed again.
    """
    speech, status = Speech(language), _status(case, files)
    patient = _patient(case.patient)
    base = {
        "status": status,
        "subject": reference(patient),
        "effectiveDateTime": case.visit_date,
    }
    media = _media(case, files, patient, speech)
    found = list(observations(case, media, files.measures, base, speech))
    report = _report(case, base, found, list(media.values()), speech)
    papers = [_paper(paper, pdf, report, base, speech) for paper, pdf in files.papers]
    resources = [patient, report, *found, *media.values(), *papers]
    return {
        "resourceType": "Bundle",
        "id": id_of("bundle", case.case_id),
        "language": language,
        "type": "collection",
        "timestamp": _concluded(case).created_at or case.created_at,
        "entry": [{"fullUrl": url_of(one), "resource": one} for one in resources],
    }


def _status(case: Case, files: Files) -> str:
    if not case.is_signed:
        return "preliminary"
    return "amended" if files.signed_before else "final"


def _concluded(case: Case) -> ClinicianAssessment:
    return case.assessment or ClinicianAssessment()


def _patient(patient: Patient) -> Json:
    """Only what the clinic entered; a name is not taken apart into family and given."""
    told: Json = {
        "resourceType": "Patient",
        "id": id_of("patient", patient.patient_id),
        "gender": str(patient.sex),
    }
    if name := patient.name.strip():
        told["name"] = [{"text": name}]
    if code := patient.code.strip():
        told["identifier"] = [{"value": code}]
    if phone := patient.phone.strip():
        told["telecom"] = [{"system": "phone", "value": phone}]
    if patient.birth_date or patient.birth_year is not None:
        told["birthDate"] = patient.birth_date or f"{patient.birth_year:04d}"
    return told


def _report(
    case: Case, base: Json, found: Sequence[Json], media: Sequence[Json], speech: Speech
) -> Json:
    concluded = _concluded(case)
    told: Json = {
        "resourceType": "DiagnosticReport",
        "id": id_of("report", case.case_id),
        **base,
        "code": concept("report", "skin", speech.t("fhir.name.report")),
        "issued": concluded.signed_at or case.created_at,
        "result": [reference(one) for one in found],
    }
    if media:
        told["media"] = [{"link": reference(one)} for one in media]
    if concluded.is_signed:
        told["resultsInterpreter"] = [{"display": concluded.signed_by}]
    return told | _conclusion(concluded, speech)


def _conclusion(concluded: ClinicianAssessment, speech: Speech) -> Json:
    """What the clinician concludes; a network's answer never stands here."""
    told: Json = {}
    name = speech.label(concluded.diagnosis) if concluded.diagnosis else ""
    written = (name, concluded.diagnosis_text, concluded.note)
    if text := "\n".join(one.strip() for one in written if one.strip()):
        told["conclusion"] = text
    if concluded.diagnosis:
        told["conclusionCode"] = [disease(concluded.diagnosis, speech)]
    elif free := concluded.diagnosis_text.strip():
        told["conclusionCode"] = [{"text": free}]
    return told


def _media(case: Case, files: Files, patient: Json, speech: Speech) -> dict[str, Json]:
    """By photo_id. Names of files are left out: people write names of patients into them."""
    site = _site(case, speech)
    return {
        photo.photo_id: _photo(case, place, photo, files.photos[photo.photo_id], speech)
        | {"subject": reference(patient)}
        | site
        for place, photo in enumerate(case.photos, start=1)
        if photo.photo_id in files.photos
    }


def _photo(case: Case, place: int, photo: StoredPhoto, data: bytes, speech: Speech) -> Json:
    return {
        "resourceType": "Media",
        "id": id_of("photo", f"{case.case_id}/{photo.photo_id}"),
        "status": "completed",
        "width": photo.width_px,
        "height": photo.height_px,
        "content": _attachment(
            photo.media_type, data, speech.t("analyse.photo.number", number=place)
        ),
    }


def _site(case: Case, speech: Speech) -> Json:
    lesion = case.lesion
    given = [(key, value) for key, value in (("site", lesion.site), ("side", lesion.side)) if value]
    if not given:
        return {}
    words = speech.listed(_answer(key, value, speech) for key, value in given)
    coding = [{"system": f"urn:skindesk:{key}", "code": value} for key, value in given]
    return {"bodySite": {"coding": coding, "text": words}}


def _answer(key: str, value: str, speech: Speech) -> str:
    try:
        return speech.answer(key, value)
    except (UnknownFact, InvalidFact):  # of an old case
        return value


def _paper(paper: Report, pdf: bytes, report: Json, base: Json, speech: Speech) -> Json:
    title = speech.t("fhir.name.report")
    attachment = _attachment("application/pdf", pdf, title)
    return {
        "resourceType": "DocumentReference",
        "id": id_of("paper", paper.report_id),
        "status": "current",
        "docStatus": base["status"],
        "type": concept("document", str(paper.kind), title),
        "subject": base["subject"],
        "date": paper.created_at,
        "content": [
            {"attachment": attachment | {"language": paper.language, "creation": paper.created_at}}
        ],
        "context": {"related": [reference(report)]},
    }


def _attachment(media_type: str, data: bytes, title: str) -> Json:
    return {
        "contentType": media_type,
        "data": base64.b64encode(data).decode("ascii"),
        "size": len(data),
        "title": title,
    }
