"""Which sheet is filled in: that of a case, with the age its patient has, or nobody's."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import streamlit as st

from skin_core.domain.age import surest
from skin_core.domain.case import Case
from skin_core.scoring import INDICES
from skin_core.scoring.easi import AGE, CHILD_BELOW_YEARS
from skin_core.scoring.hayashi import INDEX as HAYASHI
from skin_core.scoring.pasi import INDEX as PASI
from skin_core.scoring.seven_point import INDEX as SEVEN_POINT
from skin_core.scoring.vasi import INDEX as VASI
from skin_core.services import records
from skin_core.ui.components.severity.measured_area import regions_at
from skin_core.ui.components.shared.erased import forget_erased
from skin_core.ui.say import say
from skin_core.ui.score_sheet import FIRST_INDEX, ScoreSheet
from skin_core.ui.session import forget, session

NOBODY = "none"
_INDEX_OF = {"vitiligo": VASI, "psoriasis": PASI}  # diseases that one index alone is made for
_ONCE_CONCLUDED = {"acne": HAYASHI, "melanocytic_nevus": SEVEN_POINT, "melanoma": SEVEN_POINT}
"""Of diseases that are scored in other ways too: a network's word for them chooses none."""


def sheet_of(case: Case | None) -> ScoreSheet:
    """What is entered so far; each case has its own, so that no patient gets another's."""
    sheets = session().sheets
    key = case.case_id if case else NOBODY
    if key not in sheets:
        typed = _typed_since_start().get(key)
        sheets[key] = deepcopy(typed) if typed else _begun(case)
    if case and sheets[key].case_age != age_at_visit(case):  # new, or the patient was corrected
        fill_in_age(sheets[key], case)
        forget(f"{prefix_of(case)}.")
    return sheets[key]


def remember_typed(case: Case | None, sheet: ScoreSheet) -> None:
    """What was typed for a case outlives its page: one that is loaded anew goes on with it."""
    if case:
        _typed_since_start()[case.case_id] = deepcopy(sheet)


@st.cache_resource(show_spinner=False)
def _typed_since_start() -> dict[str, ScoreSheet]:
    """By case, as it was last drawn in any window."""
    typed: dict[str, ScoreSheet] = {}
    forget_erased(typed, records.find_case)
    return typed


def _begun(case: Case | None) -> ScoreSheet:
    """With the last score of each index that is kept in the case."""
    sheet = ScoreSheet(first_index(case), regions=_first_regions(case))
    for kept in case.scores if case else ():
        sheet.go_on(kept)
    return sheet


def first_index(case: Case | None) -> str:
    """The index made for the clinician's diagnosis; where there is none, for what is likeliest."""
    if case is None:
        return FIRST_INDEX
    told, top = case.assessment, case.analysis.top
    written = (told.diagnosis or told.diagnosis_text) if told else ""
    if written in _ONCE_CONCLUDED:
        return _ONCE_CONCLUDED[written]
    return _INDEX_OF.get(written or (top.label if top else ""), FIRST_INDEX)


def _first_regions(case: Case | None) -> dict[str, str]:
    """Of VASI, whose areas may come from photos, the region that the site of the case lies on."""
    if case is None:
        return {}
    regions = regions_at(str(case.facts.get("site", "")), VASI)
    return {VASI: next(iter(regions))} if len(regions) == 1 else {}


def prefix_of(case: Case | None) -> str:
    """What the keys of the widgets of a case start with."""
    return f"severity.{case.case_id if case else NOBODY}"


def fill_in_age(sheet: ScoreSheet, case: Case) -> None:
    """The age at the visit, wherever an index asks for it; open where the case leaves it open."""
    sheet.case_age = age = age_at_visit(case)
    for index, known in INDICES.items():
        if AGE in known.asks:
            values = sheet.values.setdefault(index, {})
            values.pop(AGE, None)
            if age is not None:
                values[AGE] = float(age)


def age_note(case: Case, sheet: ScoreSheet) -> str:
    """Where the age comes from, or why it is not filled in; "" where neither is to be said."""
    if AGE not in INDICES[sheet.index].asks:
        return ""
    if sheet.case_age is not None:
        same = sheet.entered.get(AGE) == sheet.case_age
        return say("severity.form.age_from_case") if same else ""
    is_open = case.patient.birth_year is not None and sheet.entered.get(AGE) is None
    return say("severity.form.age_open") if is_open else ""


def age_at_visit(case: Case) -> int | None:
    """Completed years; None where the entries leave it open on which side of the bound they lie."""
    days = case.facts.get("age_days")
    entered = case.patient.age_on(date.fromisoformat(case.visit_date))
    age = surest(entered, None if days is None else float(days))
    if age is None or age.is_below(CHILD_BELOW_YEARS) is None:
        return None
    return age.high_years if INDICES["easi"].asks[AGE].allows(age.high_years) else None
