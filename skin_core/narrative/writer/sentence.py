"""What the writer is given beside an analysis, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from skin_core.domain.age import Age
from skin_core.domain.case import ClinicianAssessment, Sex
from skin_core.domain.score import KeptScore

CHILD_YEARS = 16


class Section(StrEnum):
    """The parts of the text, in their order."""

    FINDINGS = "findings"
    IMPRESSION = "impression"
    DIFFERENTIAL = "differential"
    ADVICE = "advice"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the text, or a few that belong together, with the part it stands in."""

    section: Section
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom the text is about, as far as that is known; what is not known is left out.

    seed: varies the wording, and nothing else: the number of the case. now: the clinic's wall
    clock at the visit. assessment: what the clinician concluded. scores: of severity, oldest
    first.
    """

    seed: str = ""
    age: Age | None = None
    sex: Sex = Sex.UNKNOWN
    now: datetime | None = None
    assessment: ClinicianAssessment = field(default_factory=ClinicianAssessment)
    scores: tuple[KeptScore, ...] = ()

    @property
    def is_child(self) -> bool:
        """Whether the patient is known to be younger than sixteen; then the parent is spoken to."""
        return self.age is not None and self.age.high_years < CHILD_YEARS
