"""Patients, their lesions and visits, and what the clinician concluded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from skin_core.domain.age import Age, age_of_date, age_of_year
from skin_core.domain.analysis import CaseAnalysis, Urgency
from skin_core.domain.facts import Facts
from skin_core.domain.outline import DrawnOutline, HandScale
from skin_core.domain.photo import PhotoKind
from skin_core.domain.score import KeptScore


class Sex(StrEnum):
    """As entered; UNKNOWN is a valid answer."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Patient:
    """A person. name: real or pseudonym; code: the clinic's own number, may be empty.

    birth_date: ISO date, "" where only the year or nothing is known; it beats the year.
    phone: as written on letters, may be empty.
    """

    patient_id: str
    name: str
    code: str = ""
    birth_year: int | None = None
    sex: Sex = Sex.UNKNOWN
    birth_date: str = ""
    phone: str = ""

    def age_on(self, today: date) -> Age | None:
        """Age on a day, as exactly as the entries tell; None where neither date nor year is."""
        if self.birth_date:
            return age_of_date(date.fromisoformat(self.birth_date), today)
        return None if self.birth_year is None else age_of_year(self.birth_year, today)

    def is_born_after(self, day: date) -> bool:
        """Whether the entries say so: a slip, or a clock that was wrong."""
        if self.birth_date:
            return date.fromisoformat(self.birth_date) > day
        return self.birth_year is not None and self.birth_year > day.year


@dataclass(frozen=True, slots=True)
class Lesion:
    """A place on a patient's skin that lives across visits. site, side: fact choices or ""."""

    lesion_id: str
    patient_id: str
    site: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A danger that a clinician examined for and excluded; it ends what only a network raised.

    label: taxonomy key. at: ISO 8601 with offset. by: the clinician's name as Settings knew it
    then, "" where it was not entered.
    """

    label: str
    at: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class ClinicianAssessment:
    """What the clinician concludes, apart from the network's answer and versioned.

    diagnosis: a taxonomy key, or "" where none or free text. diagnosis_text: free text.
    version: 1 for the first, one more for each later one. signed_by: "" until signed.
    signed_at, created_at: ISO 8601 with offset. excluded: dangers examined for and excluded.
    outlines, scales: lesions drawn and scales told by hand, at most one a photo.
    """

    diagnosis: str = ""
    diagnosis_text: str = ""
    note: str = ""
    version: int = 1
    created_at: str = ""
    signed_by: str = ""
    signed_at: str = ""
    excluded: tuple[Exclusion, ...] = ()
    outlines: tuple[DrawnOutline, ...] = ()
    scales: tuple[HandScale, ...] = ()

    @property
    def is_signed(self) -> bool:
        """Whether a clinician put a name under it."""
        return bool(self.signed_by)


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """A photo in the store. key: where its bytes lie; thumbnail_key: a small JPEG."""

    photo_id: str
    name: str
    key: str
    thumbnail_key: str
    media_type: str
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class Case:
    """A question about one lesion at one visit, with its answer.

    visit_date: ISO date. created_at: ISO 8601 with offset.
    assessment: the newest; None until the clinician wrote one. scores: of severity, oldest first.
    """

    case_id: str
    patient: Patient
    lesion: Lesion
    visit_date: str
    created_at: str
    photos: tuple[StoredPhoto, ...]
    facts: Facts
    analysis: CaseAnalysis
    assessment: ClinicianAssessment | None = None
    scores: tuple[KeptScore, ...] = ()

    @property
    def is_signed(self) -> bool:
        """Whether the newest assessment carries a signature."""
        return self.assessment is not None and self.assessment.is_signed


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """One row of Records and one card of Home.

    answer: the differential's first label, "" where nothing was judged. likely: the labels that
    it leaves open, most probable first. rule: of a case without a photo, what its advice puts
    first.
    """

    case_id: str
    patient_id: str
    patient_name: str
    patient_code: str
    visit_date: str
    created_at: str
    site: str
    side: str
    answer: str
    uncertain: bool
    urgency: Urgency
    kind: PhotoKind | None
    diagnosis: str
    diagnosis_text: str
    is_signed: bool
    photo_count: int
    thumbnail_key: str
    birth_year: int | None = None
    birth_date: str = ""
    sex: Sex = Sex.UNKNOWN
    likely: tuple[str, ...] = ()
    rule: str = ""

    @property
    def patient(self) -> Patient:
        """Who it is about, as far as a row tells."""
        person = (self.patient_id, self.patient_name, self.patient_code)
        return Patient(*person, self.birth_year, self.sex, self.birth_date)


@dataclass(frozen=True, slots=True)
class Draft:
    """Work that is not saved yet; it stands on Home until saved or thrown away.

    patient: as far as entered. analysis: None before the first run. version: of what is stored,
    0 before anything was; a change made on an older one is refused (DraftChanged). lesion_id: of
    the lesion that is looked at again, "" for one that is found by its place. outlines,
    scales: lesions drawn and scales told by hand, at most one a photo.
    """

    draft_id: str
    updated_at: str
    patient: Patient
    known_patient: bool
    facts: Facts
    photos: tuple[StoredPhoto, ...]
    analysis: CaseAnalysis | None = None
    diagnosis: str = ""
    diagnosis_text: str = ""
    note: str = ""
    excluded: tuple[Exclusion, ...] = ()
    version: int = 0
    lesion_id: str = ""
    outlines: tuple[DrawnOutline, ...] = ()
    scales: tuple[HandScale, ...] = ()


class ReportKind(StrEnum):
    """For whom a PDF is: the record, the patient, or the dermatologist."""

    REPORT = "report"
    PATIENT_COPY = "patient"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Report:
    """A PDF of a case. is_frozen: signed, never rendered again. created_at: ISO 8601.

    assessment_version: of the clinician's assessment that it shows; 0 where there was none.
    """

    report_id: str
    case_id: str
    kind: ReportKind
    language: str
    created_at: str
    is_frozen: bool
    signed_by: str
    sha256: str
    assessment_version: int


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """What to look for among the saved cases; empty fields ask nothing.

    text: words or their beginnings in name, code or free diagnosis; or a disease in any language.
    date_from, date_to: ISO dates of the visit, both included. signed: True, False or either.
    cursor: where the page before ended, "" for the first page.
    """

    text: str = ""
    date_from: str = ""
    date_to: str = ""
    urgency: Urgency | None = None
    signed: bool | None = None
    limit: int = 50
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class CasePage:
    """Found cases, latest visit first. cursor: for the next page, "" where this is the last."""

    cases: tuple[CaseSummary, ...]
    cursor: str


@dataclass(frozen=True, slots=True)
class Erasure:
    """What exactly goes, or went, with a case or a patient.

    patient_goes: the person goes too, and not only one case. visit_dates: ISO, oldest first.
    treatments: of lesions of which no case stays. readings: grades in the reading room.
    """

    patient_name: str
    patient_code: str
    patient_goes: bool
    visit_dates: tuple[str, ...]
    cases: int
    photos: int
    reports: int
    signed_reports: int
    drafts: int = 0
    treatments: int = 0
    readings: int = 0
