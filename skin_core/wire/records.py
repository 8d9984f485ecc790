"""The shapes of the JSON; a field is only added, which raises the minor part of the version.

`docs/api.md` and `docs/cli.md` describe every field. The lines of the command line are views.
"""

from __future__ import annotations

from typing_extensions import TypedDict  # that of typing is not read by pydantic on Python 3.11

from skin_core.domain.analysis import Urgency
from skin_core.domain.case import ReportKind, Sex
from skin_core.domain.outline import OutlinedBy, ScaledBy
from skin_core.domain.photo import GateReason, PhotoKind
from skin_core.domain.second_opinion import Agreement
from skin_core.narrative.writer.sentence import Section
from skin_core.wire.measures import MeasuresRecord
from skin_core.wire.screen import ZosterRecord


class RankedRecord(TypedDict):
    """One disease. name: in the language asked for. probability: calibrated, 0 to 1."""

    label: str
    name: str
    probability: float


class GateRecord(TypedDict):
    """Whether a photo may be judged. reasons: why not, or what makes the answer uncertain."""

    accepted: bool
    reasons: list[GateReason]


class LesionRecord(TypedDict):
    """What a network outlined. area_fraction: of the photo, 0 where no lesion was found.

    area_interval: least and most, which hold what a person would draw in 9 of 10 photos.
    area_cm2: null without a scale card beside it. confidence: overlap (Dice) to be expected.
    model: whose outline it is, a folder of weights/.
    """

    area_fraction: float
    area_interval: list[float]
    area_cm2: float | None
    confidence: float
    model: str


class OriginRecord(TypedDict):
    """Where an answer came from. created_at: ISO 8601 with offset."""

    app_version: str
    model: str
    model_version: str
    weights_sha256: str
    gate_version: str
    device: str
    created_at: str
    research_use: bool


class ErrorRecord(TypedDict):
    """What went wrong, and what to do about it, in the language asked for."""

    code: str
    message: str


class PhotoRecord(TypedDict):
    """One photo that was read. name: of its file, as sent. photo_id: SHA-256 of what is kept."""

    name: str
    photo_id: str
    width_px: int
    height_px: int
    kind: PhotoKind
    gate: GateRecord
    differential: list[RankedRecord]
    uncertain: bool
    prediction_set: list[str]
    lesion: LesionRecord | None
    elapsed_ms: dict[str, float]
    provenance: OriginRecord


class SecondOpinionRecord(TypedDict):
    """What a model of the clinic's own says of the same photos; urgency and answer rest on none.

    differential: its label `other` is all that it names and the list does not. agreement: agree,
    differ, or apart where one was never shown what the other names. failure: code, empty for none.
    """

    model: str
    model_version: str
    weights_sha256: str
    differential: list[RankedRecord]
    prediction_set: list[str]
    agreement: Agreement
    failure: str


class FailureRecord(TypedDict):
    """A file that is no photo. photo: its place among the files, from 0."""

    photo: int
    name: str
    error: ErrorRecord


class RuleRecord(TypedDict):
    """A rule that applies. action: what it asks for, in the language asked for."""

    id: str
    name: str
    urgency: Urgency
    action: str


class AdviceRecord(TypedDict):
    """What the rules say. steps: at most five lines, most pressing first.

    asks: keys of unanswered questions that would change the advice. Decision support, no diagnosis.
    zoster: null where nothing gives reason to think of it.
    """

    schema_version: str
    urgency: Urgency
    steps: list[str]
    rules: list[RuleRecord]
    asks: list[str]
    zoster: ZosterRecord | None


class ClassificationRecord(TypedDict):
    """The photos of one lesion pooled into one differential.

    kind: null where every photo was refused. uncertain: no single disease may be named.
    prediction_set: labels that together are right in 9 of 10 photos like those tested on.
    unknown_to_model: diseases of the list that the model was never shown.
    failures: files that could not be read; the others were judged all the same.
    second_opinions: of models of the clinic's own that are switched on under Settings.
    """

    schema_version: str
    kind: PhotoKind | None
    model: str | None
    differential: list[RankedRecord]
    uncertain: bool
    prediction_set: list[str]
    unknown_to_model: list[str]
    photos: list[PhotoRecord]
    failures: list[FailureRecord]
    second_opinions: list[SecondOpinionRecord]
    elapsed_ms: dict[str, float]


class AnalysisRecord(ClassificationRecord):
    """The differential with its advice. facts: as they were when the advice was made."""

    facts: dict[str, bool | float | str]
    urgency: Urgency
    steps: list[str]
    rules: list[RuleRecord]
    asks: list[str]
    zoster: ZosterRecord | None


class SentenceRecord(TypedDict):
    """A sentence of the written findings.

    section: findings, impression, differential, advice, or patient: what the patient is told.
    """

    section: Section
    text: str


class StoredRecord(TypedDict):
    """Where a stored case is read.

    replayed: the same request stored it before, and nothing was done again.
    """

    schema_version: str
    case_id: str
    case_href: str
    report_href: str
    replayed: bool


class DiagnosisRecord(StoredRecord):
    """A stored case. findings: the result in sentences, which tell nothing but the result."""

    analysis: AnalysisRecord
    findings: list[SentenceRecord]


class PatientRecord(TypedDict):
    """A person as entered; empty text and null: not known."""

    patient_id: str
    name: str
    code: str
    sex: Sex
    birth_date: str
    birth_year: int | None
    phone: str


class HandScaleRecord(TypedDict):
    """A scale that was set by hand on a photo; a scale card in the photo comes before it.

    length_mm: between the two ends, or of the photo's width. ends: two places in shares of width
    and height; empty for the width. px_per_cm, length_error, area_error: what it comes to, errors
    as shares; null where it cannot be, which `error` says. by: empty where no name was entered.
    """

    photo_id: str
    scaled_by: ScaledBy
    length_mm: float
    ends: list[list[float]]
    at: str
    by: str
    px_per_cm: float | None
    length_error: float | None
    area_error: float | None
    error: ErrorRecord | None


class ScaleRecord(TypedDict):
    """What centimetres rest on. source: card, ruler, coin or width; null where there are none.

    length_error, area_error: how far sizes may be off, as shares. text: the same in words.
    refused: why a card that is seen, or a scale set by hand, tells nothing.
    """

    source: str | None
    length_error: float | None
    area_error: float | None
    text: str
    refused: ErrorRecord | None


class PhotoMeasuresRecord(TypedDict):
    """What is measured of the outline that counts on a photo; null, and `error`, where nothing is.

    outlined_by: whose outline counts.
    """

    photo_id: str
    outlined_by: OutlinedBy
    measures: MeasuresRecord | None
    scale: ScaleRecord | None
    error: ErrorRecord | None


class AssessmentRecord(TypedDict):
    """What the clinician concluded, the newest version; signed_by is empty until it is signed."""

    version: int
    diagnosis: str
    diagnosis_text: str
    note: str
    excluded: list[str]
    scales: list[HandScaleRecord]
    signed_by: str
    signed_at: str


class ReportRecord(TypedDict):
    """A PDF that was signed. href: where it is read."""

    report_id: str
    kind: ReportKind
    language: str
    created_at: str
    signed_by: str
    href: str


class CaseRecord(TypedDict):
    """A stored case. report_href: its newest report, made when it is read until one is signed.

    measures: of each outlined photo.
    """

    schema_version: str
    case_id: str
    created_at: str
    visit_date: str
    is_signed: bool
    site: str
    side: str
    patient: PatientRecord
    analysis: AnalysisRecord
    assessment: AssessmentRecord | None
    measures: list[PhotoMeasuresRecord]
    reports: list[ReportRecord]
    report_href: str
