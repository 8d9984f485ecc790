"""What is done about a lesion between its visits, and when it is to be seen again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TreatmentKind(StrEnum):
    """What a treatment is."""

    MEDICINE = "medicine"
    PHOTOTHERAPY = "phototherapy"
    OTHER = "other"

    @property
    def is_counted(self) -> bool:
        """Whether it goes by sessions."""
        return self in (TreatmentKind.PHOTOTHERAPY, TreatmentKind.OTHER)


@dataclass(frozen=True, slots=True)
class TreatmentChange:
    """What was told of a treatment before it was changed.

    at: when it was changed, ISO 8601 with offset. by: the name that Settings knew then, may be "".
    sessions, ended_on: as of `Treatment`. is_withdrawn: it counted no more.
    """

    at: str
    by: str
    sessions: int
    ended_on: str
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Treatment:
    """One treatment of a lesion, as the clinician entered it.

    name, dose: in the clinician's own words; dose may be "". sessions: of phototherapy so far, 0
    where none were counted. started_on, ended_on: ISO dates, the latter "" while it goes on.
    entered_at: ISO 8601 with offset. entered_by: the name that Settings knew then, may be "".
    changes: what was told before each change, the oldest first.
    """

    treatment_id: str
    lesion_id: str
    kind: TreatmentKind
    name: str
    dose: str
    sessions: int
    started_on: str
    ended_on: str
    entered_at: str
    entered_by: str = ""
    changes: tuple[TreatmentChange, ...] = ()


@dataclass(frozen=True, slots=True)
class DueReview:
    """A lesion that is to be seen again. due_on, last_visit: ISO dates. site, side: or ""."""

    lesion_id: str
    patient_name: str
    patient_code: str
    site: str
    side: str
    last_visit: str
    due_on: str


@dataclass(frozen=True, slots=True)
class SeenAgain:
    """A lesion with several visits. first_visit, last_visit: ISO dates."""

    lesion_id: str
    patient_name: str
    patient_code: str
    site: str
    side: str
    first_visit: str
    last_visit: str
    visits: int
