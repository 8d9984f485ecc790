"""What is drawn of a case, saved or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.case import (
    Case,
    ClinicianAssessment,
    Draft,
    Exclusion,
    Patient,
    StoredPhoto,
)
from skin_core.domain.facts import Facts
from skin_core.domain.outline import DrawnOutline, HandScale
from skin_core.domain.score import KeptScore


@dataclass(frozen=True)
class Shown:
    """One analysed case. diagnosis: the clinician's own, a taxonomy key or "".

    is_open: its facts may still be answered. excluded: dangers examined for and excluded.
    visit_date: ISO date of a saved case, "" of an open one, which is of today. outlines: lesions
    drawn by hand. number: of the draft, which the case keeps. scores: of severity, oldest first.
    scales: told by hand.
    """

    patient: Patient
    facts: Facts
    photos: Sequence[StoredPhoto]
    analysis: CaseAnalysis
    diagnosis: str
    is_open: bool
    excluded: Sequence[Exclusion] = ()
    visit_date: str = ""
    outlines: tuple[DrawnOutline, ...] = ()
    number: str = ""
    scores: tuple[KeptScore, ...] = ()
    scales: tuple[HandScale, ...] = ()

    @staticmethod
    def of(source: Draft | Case) -> Shown:
        """A draft that was analysed, or a case. Raises: ValueError for a draft that was not."""
        if source.analysis is None:
            raise ValueError("not analysed")
        if isinstance(source, Draft):
            by_clinician: Draft | ClinicianAssessment = source
        else:
            by_clinician = source.assessment or ClinicianAssessment()
        return Shown(
            source.patient,
            source.facts,
            source.photos,
            source.analysis,
            by_clinician.diagnosis,
            isinstance(source, Draft),
            by_clinician.excluded,
            source.visit_date if isinstance(source, Case) else "",
            by_clinician.outlines,
            source.case_id if isinstance(source, Case) else source.draft_id,
            source.scores if isinstance(source, Case) else (),
            by_clinician.scales,
        )
