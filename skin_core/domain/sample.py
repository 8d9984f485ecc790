"""Drawn sample pictures belong to nobody: what is saved of one is marked by whom it belongs to."""

from __future__ import annotations

from dataclasses import replace

from skin_core.domain.case import Draft, Patient

OWNED_BY_NOBODY = "5a3b1e" * 3
"""How the ids of those begin who stand for the person of a sample; no list of cases shows theirs.
"""


def is_of_sample(patient: Patient) -> bool:
    """Whether this stands for the person of a drawn sample."""
    return patient.patient_id.startswith(OWNED_BY_NOBODY)


def as_sample(draft: Draft, name: str) -> Draft:
    """The draft as it is saved: of nobody, under this name, with the age and sex that were entered.

    The same draft becomes the same person each time.
    """
    patient_id = OWNED_BY_NOBODY + draft.draft_id[len(OWNED_BY_NOBODY) :]
    nobody = replace(draft.patient, patient_id=patient_id, name=name, code="", phone="")
    return replace(draft, patient=nobody, known_patient=False)
