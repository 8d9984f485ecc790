"""Saved cases: what Records, Home, Report, command line and API ask of the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from skin_core.diseases.names import labels_named
from skin_core.domain.analysis import CaseAnalysis, Urgency
from skin_core.domain.case import (
    Case,
    CasePage,
    CaseQuery,
    CaseSummary,
    ClinicianAssessment,
    Erasure,
    Exclusion,
    Patient,
)
from skin_core.domain.facts import Facts
from skin_core.errors import DraftChanged, InvalidFact, SignatureMissing, UnknownFact
from skin_core.facts import local_time, validate_all
from skin_core.rules import Known, RuleInput, question_of
from skin_core.services.analyse import readvise
from skin_core.services.exchange import case_as_fhir, export_case
from skin_core.services.onsets import check_onsets
from skin_core.services.patient_entries import check_text, corrected
from skin_core.services.workbench import known_from
from skin_core.storage import conclusions, corrections, erasure, fact_corrections, search
from skin_core.storage.assessments import assessments_of
from skin_core.storage.cases import case_ids_from, find_case, last_case_of_lesion, save_case
from skin_core.storage.codec import to_time
from skin_core.storage.corrections import corrections_of
from skin_core.storage.erasure import (
    what_goes_with_case,
    what_goes_with_patient,
)
from skin_core.storage.fact_corrections import fact_corrections_of
from skin_core.storage.health import StoreHealth, check_store
from skin_core.storage.patients import find_patient, find_patients
from skin_core.storage.reports import Paper, find_reports, read_report_pdf, sign_case
from skin_core.storage.search import cases_of_patient, recent_cases, waiting_for_signature
from skin_core.storage.store import Store, open_store

__all__ = [
    "Paper",
    "Store",
    "StoreHealth",
    "add_assessment",
    "amend",
    "as_signed",
    "asked_of",
    "assessments_of",
    "case_as_fhir",
    "case_ids_from",
    "cases_of_patient",
    "check_store",
    "correct_facts",
    "correct_patient",
    "corrections_of",
    "delete_case",
    "delete_patient",
    "export_case",
    "fact_corrections_of",
    "find_case",
    "find_patient",
    "find_patients",
    "find_reports",
    "last_case_of_lesion",
    "open_store",
    "read_report_pdf",
    "recent_cases",
    "save_case",
    "search_cases",
    "sign_case",
    "signed_assessment",
    "unsigned_cases",
    "waiting_for_signature",
    "what_goes_with_case",
    "what_goes_with_patient",
]


def delete_case(store: Store, case_id: str) -> Erasure:
    """Erase one case with its photos and PDFs; the patient stays. Raises: CaseNotFound."""
    with store.erasing():
        return erasure.delete_case(store, case_id)


def delete_patient(store: Store, patient_id: str) -> Erasure:
    """Erase everything of a patient: cases, photos, PDFs, drafts. Raises: CaseNotFound."""
    with store.erasing():
        return erasure.delete_patient(store, patient_id)


def search_cases(store: Store, query: CaseQuery) -> CasePage:
    """Cases by patient, code, date, urgency, signature, free diagnosis or disease in any language.

    Raises: StoreLocked, StoreError.
    """
    return search.search_cases(store, query, labels_named(query.text))


def unsigned_cases(store: Store, limit: int) -> tuple[CaseSummary, ...]:
    """Cases without a signature, the most urgent first, then the latest visit."""
    listed: list[CaseSummary] = []
    for urgency in Urgency:
        query = CaseQuery(urgency=urgency, signed=False, limit=limit - len(listed))
        listed += search.search_cases(store, query).cases
        if len(listed) >= limit:
            break
    return tuple(listed)


def add_assessment(
    store: Store,
    case_id: str,
    *,
    diagnosis: str = "",
    diagnosis_text: str = "",
    note: str = "",
    excluded: tuple[Exclusion, ...] | None = None,
    now: datetime,
    seen: Case | None = None,
) -> Case:
    """Keep what the clinician concludes as the next version, unsigned; the advice follows.

    excluded: dangers examined for and excluded; None leaves those of the version before. seen: the
    case as the clinician saw it, where what was concluded rests on it.
    Raises: CaseNotFound, TextNotStorable; DraftChanged where it was concluded otherwise meanwhile.
    """
    check_text(diagnosis_text, note)

    def conclude(case: Case) -> ClinicianAssessment:
        if seen is not None and seen.assessment != case.assessment:
            raise DraftChanged
        before = case.assessment or ClinicianAssessment()
        stand = before.excluded if excluded is None else excluded
        return ClinicianAssessment(
            diagnosis,
            diagnosis_text,
            note,
            excluded=stand,
            outlines=before.outlines,
            scales=before.scales,
        )

    return _concluded(store, case_id, conclude, now)


def amend(store: Store, case_id: str, now: datetime) -> Case:
    """Open a signed case again: a new version of what was concluded, to be signed anew.

    The signed version and its PDFs stay as they are. Raises: CaseNotFound.
    """
    return _concluded(store, case_id, lambda case: case.assessment or ClinicianAssessment(), now)


def _concluded(
    store: Store, case_id: str, conclude: Callable[[Case], ClinicianAssessment], now: datetime
) -> Case:
    """The case with its next version; both judged as it stands while nobody else may write."""

    def judge(case: Case) -> tuple[ClinicianAssessment, CaseAnalysis | None]:
        concluded = conclude(case)
        before = _known(case, patient_as_signed(store, case), case.assessment)
        return concluded, _advised(case, before, _known(case, case.patient, concluded))

    return conclusions.add_assessment(store, case_id, judge, now)


def correct_facts(
    store: Store, case: Case, facts: Facts, *, now: datetime, by: str = "", reason: str = ""
) -> Case:
    """Correct what was answered in a case without a signature; what it was is kept.

    The rules judge it again as of the moment it was saved, with the patient and the conclusion as
    they stand. case: as the clinician saw it.
    Raises: UnknownFact, InvalidFact, also for an onset after the visit or before birth;
    TextNotStorable; DraftChanged where it was corrected or signed meanwhile.
    """
    check_text(by, reason)
    facts = validate_all(facts)
    if facts == case.facts:
        return case
    changed = {key: value for key, value in facts.items() if case.facts.get(key) != value}
    age = case.patient.age_on(date.fromisoformat(case.visit_date))
    check_onsets(changed, age, local_time(case.created_at))

    def advise(stored: Case) -> CaseAnalysis:
        known = _known(stored, stored.patient, stored.assessment)
        return readvise(stored.analysis, facts, local_time(stored.created_at), known)

    fact_corrections.correct_facts(
        store, case.case_id, facts, was=case.facts, now=now, by=by, reason=reason, advise=advise
    )
    return find_case(store, case.case_id)


def asked_of(case: Case) -> RuleInput:
    """What the rules know of a saved case, as of the moment it was saved."""
    known = _known(case, case.patient, case.assessment)
    return question_of(case.analysis, case.facts, known, local_time(case.created_at))


def correct_patient(
    store: Store,
    patient_id: str,
    changes: Mapping[str, object],
    *,
    now: datetime,
    by: str = "",
    reason: str = "",
) -> Patient:
    """Correct what is known of a patient; what it was is kept.

    Advice of cases without a signature follows, signed ones stay as they were signed.
    changes: fields of a patient. by, reason: may be empty.
    Raises: InvalidBirth, TextNotStorable, CaseNotFound, StoreError.
    """
    check_text(by, reason)
    visits = [date.fromisoformat(one.visit_date) for one in cases_of_patient(store, patient_id)]
    first_visit = min(visits, default=now.date())

    def correct(was: Patient) -> Patient:
        return corrected(was, changes, first_visit)

    def advise(case: Case, was: Patient) -> CaseAnalysis | None:
        before, known = (_known(case, one, case.assessment) for one in (was, case.patient))
        return _advised(case, before, known)

    return corrections.correct_patient(
        store, patient_id, correct, advise, now=now, by=by, reason=reason
    )


def patient_as_signed(store: Store, case: Case) -> Patient:
    """The patient as the case was signed, or as known now: what was signed is not corrected."""
    if case.assessment is None or not case.assessment.is_signed:
        return case.patient
    signed_at, later = case.assessment.signed_at, corrections_of(store, case.patient.patient_id)
    was = next((one.was for one in later if one.at > signed_at), case.patient)
    return replace(was, phone=case.patient.phone)  # a number to call has no history


def as_signed(store: Store, case: Case) -> Case:
    """The case with the patient as signed: a correction after it is not under the signature."""
    return replace(case, patient=patient_as_signed(store, case))


def _known(case: Case, patient: Patient, concluded: ClinicianAssessment | None) -> Known:
    """What the rules may use of the patient, as of the day of the visit."""
    seen_on = date.fromisoformat(case.visit_date)
    return known_from(patient, concluded or ClinicianAssessment(), seen_on, case.scores)


def _advised(case: Case, before: Known, known: Known) -> CaseAnalysis | None:
    """The analysis with the advice that follows from what is known, as of the day it was made.

    None where nothing that the rules read has changed, and for an old case whose facts they no
    longer know: its advice stays as it was.
    """
    if known == before:
        return None
    try:
        return readvise(case.analysis, case.facts, local_time(case.created_at), known)
    except (UnknownFact, InvalidFact):
        return None


def signed_assessment(case: Case, signed_by: str, now: datetime) -> ClinicianAssessment:
    """The assessment with a name under it, as the signed PDF must show it and `sign_case` keeps it.

    One that is signed already comes back as it is. Raises: SignatureMissing for a blank name.
    """
    if not signed_by.strip():
        raise SignatureMissing
    newest = case.assessment or ClinicianAssessment(version=0)
    if newest.is_signed:
        return newest
    moment = to_time(now)
    return replace(
        newest,
        version=newest.version + 1,
        created_at=moment,
        signed_by=signed_by.strip(),
        signed_at=moment,
    )
