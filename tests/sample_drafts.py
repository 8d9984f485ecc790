"""Drafts for the tests of the store: tiny stand-ins for photos, invented people, no networks."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from skin_core.domain.analysis import (
    Advice,
    CaseAnalysis,
    FiredRule,
    GateVerdict,
    PhotoAnalysis,
    Prediction,
    Provenance,
    Urgency,
)
from skin_core.domain.case import Case, Draft, Patient, Sex, StoredPhoto
from skin_core.domain.facts import Facts
from skin_core.domain.photo import GateReason, PhotoKind, PhotoQuality
from skin_core.services import records
from skin_core.storage.cases import save_case
from skin_core.storage.drafts import save_draft
from skin_core.storage.store import Store

NOW = datetime(2026, 11, 21, 5, 3, tzinfo=UTC)
FACTS: Facts = {"site": "chest", "side": "left", "fever": False, "pain": 7.0}


def person(name: str = "김민지", code: str = "A-001", number: int = 1) -> Patient:
    """An invented patient with an id of her own."""
    patient_id = hashlib.sha256(f"{name}/{number}".encode()).hexdigest()[:32]
    return Patient(patient_id, name, code, 1964, Sex.FEMALE)


def draft_of(
    store: Store,
    patient: Patient,
    photo: bytes = b"bytes of a photo",
    *,
    facts: Facts = FACTS,
    label: str = "herpes_zoster",
    urgency: Urgency = Urgency.URGENT,
) -> Draft:
    """An analysed draft whose files are in the store; every call has an id of its own."""
    draft_id = uuid4().hex
    files = store.files.scope(draft_id)
    stored = StoredPhoto(
        photo_id=hashlib.sha256(photo).hexdigest(),
        name="../환부 사진.jpg",
        key=files.put(photo, "image/jpeg"),
        thumbnail_key=files.put(b"small " + photo, "image/jpeg"),
        media_type="image/jpeg",
        width_px=1600,
        height_px=1200,
    )
    layer = files.put(b"maps of " + photo, "application/x-npz")
    analysis = _analysis(stored, layer, label, urgency, facts)
    return Draft(draft_id, "", patient, False, facts, (stored,), analysis)


def saved(
    store: Store,
    patient: Patient,
    photo: bytes = b"bytes of a photo",
    *,
    visit_date: str = "2026-11-21",
    diagnosis: str = "",
    diagnosis_text: str = "",
    **draft: object,
) -> Case:
    """A case in the store, saved the way the page does it."""
    made = draft_of(store, patient, photo, **draft)  # type: ignore[arg-type]
    made = replace(made, diagnosis=diagnosis, diagnosis_text=diagnosis_text)
    return save_case(store, save_draft(store, made, NOW), visit_date=visit_date, now=NOW)


def _analysis(
    photo: StoredPhoto, layer: str, label: str, urgency: Urgency, facts: Facts
) -> CaseAnalysis:
    differential = (Prediction(label, 0.7), Prediction("eczema", 0.3))
    judged = PhotoAnalysis(
        photo_id=photo.photo_id,
        name=photo.name,
        width_px=photo.width_px,
        height_px=photo.height_px,
        quality=PhotoQuality(120.0, 55.0, 0.01, 1200, concerns=(GateReason.TOO_DARK,)),
        gate=GateVerdict(PhotoKind.CLINICAL, True, (), 0.99, float("inf"), False),
        differential=differential,
        prediction_set=(label,),
        uncertain=False,
        above_alert=(),
        layers={"cams": layer},
        provenance=Provenance("0.1.0", "clinical", "1", "ab" * 32, "1", "onnxruntime-cpu", "2026"),
        elapsed_ms={"gate": 1.5},
    )
    rule = FiredRule("zoster.clock", "1", urgency, ("label=herpes_zoster",), {"hours": "22"})
    return CaseAnalysis(
        photos=(judged,),
        kind=PhotoKind.CLINICAL,
        model="clinical",
        pooled=(photo.photo_id,),
        differential=differential,
        prediction_set=(label,),
        uncertain=False,
        above_alert=(),
        facts=facts,
        advice=Advice(urgency, (rule,), ("fever",)),
        unknown_to_model=("erysipelas",),
        elapsed_ms={"gate": 1.5},
    )


def sign(store: Store, case: Case, pdf: bytes) -> None:
    """Sign a case as Dr. 이서연, with these bytes as its report."""
    signed = records.signed_assessment(case, "이서연", NOW)
    records.sign_case(
        store, case.case_id, papers=[records.Paper("ko", pdf)], assessment=signed, now=NOW
    )
