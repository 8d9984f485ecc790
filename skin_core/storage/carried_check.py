"""Whether rows that came from elsewhere can be those of one case; nothing is stored here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Float, Integer, String, Table

from skin_core.domain.analysis import Answer, CaseAnalysis, Urgency
from skin_core.domain.case import ReportKind, Sex
from skin_core.domain.diary import TreatmentKind
from skin_core.domain.facts import Facts, FactType
from skin_core.domain.second_opinion import SecondOpinion
from skin_core.errors import BundleImpossible, InvalidFact, StoreError
from skin_core.facts import all_facts, validate
from skin_core.i18n import LANGUAGES
from skin_core.storage import codec
from skin_core.storage.carried import CARRIED, OF_CASE, OF_LESION, Row, Rows, columns_of
from skin_core.storage.tables import cases, lesions, patient_corrections, patients, visits

_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)
_LABEL = re.compile(r"[a-z0-9_]{1,80}", re.ASCII)
_LONGEST_ANSWER = 80  # characters of one that this version does not ask
_LARGEST = 2**31
_CERTAIN = 1.001  # as far as sums of chances are rounded
_YEARS = (1, 9999)  # that a calendar has: ages are counted in it
_MAY_BE_EMPTY = ("birth_date", "ended_on", "signed_at", "withdrawn_at")
_PYTHON: tuple[tuple[type, tuple[type, ...]], ...] = (
    (Boolean, (bool,)),
    (Integer, (int,)),
    (Float, (float, int)),
    (String, (str,)),
)


def _read_analysis(text: str) -> None:
    """What pages read of an analysis beyond its form: answers, chances, when a photo was judged."""
    case = codec.from_json(CaseAnalysis, text)
    _check_answers(case.facts)
    for photo in case.photos:
        _read_moment(photo.provenance.created_at)
    answers: tuple[Answer | SecondOpinion, ...] = (case, *case.photos, *case.second_opinions)
    named = [one for answer in answers for one in answer.differential]
    if not all(0 <= one.probability <= _CERTAIN and _LABEL.fullmatch(one.label) for one in named):
        raise ValueError(text)


def _read_facts(text: str) -> None:
    _check_answers(codec.facts_from_json(text))


def _check_answers(facts: Facts) -> None:
    """Whether each could be one; choices that this version has not, another one may have."""
    for key, value in facts.items():
        kind = all_facts()[key].type if key in all_facts() else None
        if kind in (FactType.TEXT, FactType.WHEN, FactType.NUMBER, FactType.YES_NO):
            validate(key, value)
        elif not isinstance(value, bool | int | float | str) or len(str(value)) > _LONGEST_ANSWER:
            raise ValueError(key)


def _read_excluded(text: str) -> None:
    if not all(_LABEL.fullmatch(one.label) for one in codec.excluded_from_json(text)):
        raise ValueError(text)


def _read_language(code: str) -> None:
    if code not in LANGUAGES:
        raise ValueError(code)


def _read_moment(text: str) -> None:
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError(text)


_READ: Mapping[str, Callable[[Any], object]] = {
    "patients.sex": Sex,
    "patient_corrections.sex": Sex,
    "reports.kind": ReportKind,
    "reports.language": _read_language,
    "treatments.kind": TreatmentKind,
    "treatments.changes": codec.changes_from_json,
    "analyses.urgency": Urgency,
    "analyses.body": _read_analysis,
    "cases.facts": _read_facts,
    "fact_corrections.facts": _read_facts,
    "clinician_assessments.excluded": _read_excluded,
    "clinician_assessments.outlines": codec.outlines_from_json,
    "clinician_assessments.scales": codec.scales_from_json,
    "scores.entered": codec.entered_from_json,
}
_ONE_ROW = (patients, lesions, visits, cases)


def checked_rows(told: object, case_id: str) -> Rows:
    """The rows, where they are those of this one case. Raises: BundleImpossible."""
    names = {table.name for table in CARRIED}
    if not isinstance(told, dict) or told.keys() != names:
        raise BundleImpossible(part="tables")
    rows = {table.name: _table(table, told[table.name]) for table in CARRIED}
    for table in _ONE_ROW:
        if len(rows[table.name]) != 1:
            raise BundleImpossible(part=table.name)
    if not rows["analyses"]:
        raise BundleImpossible(part="analyses")
    _check_owners(rows, case_id)
    return rows


def _table(table: Table, told: object) -> list[Row]:
    if not isinstance(told, list):
        raise BundleImpossible(part=table.name)
    return [_row(table, one) for one in told]


def _row(table: Table, told: object) -> Row:
    """One row; columns that were added since it was exported have their default."""
    known = columns_of(table)
    if not isinstance(told, dict) or not told.keys() <= {*known}:
        raise BundleImpossible(part=table.name)
    row = {name: told.get(name, _default(table.c[name])) for name in known}
    for name, value in row.items():
        if not _can_be(table, table.c[name], value):
            raise BundleImpossible(part=f"{table.name}.{name}")
    return row


def _default(column: Column[Any]) -> object:
    """What the database writes where nothing is told; None where it takes nothing."""
    given = getattr(column.server_default, "arg", None)
    return int(given) if given is not None and isinstance(column.type, Integer) else given


def _can_be(table: Table, column: Column[Any], value: object) -> bool:
    if value is None:
        return bool(column.nullable)
    kinds = next(kinds for kind, kinds in _PYTHON if isinstance(column.type, kind))
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        return False
    if isinstance(value, int | float) and not _is_amount(column, value):
        return False
    if isinstance(value, str) and not _is_text(column, value):
        return False
    try:
        _READ.get(f"{table.name}.{column.name}", str)(value)
    except (StoreError, InvalidFact, ValueError, TypeError, KeyError, RecursionError):
        return False
    return True


def _is_amount(column: Column[Any], value: float) -> bool:
    """Whether a number can be one; what is no number, or endless, cannot."""
    if column.name == "birth_year":
        return _YEARS[0] <= value <= _YEARS[1]
    return abs(value) < _LARGEST and (value >= 0 or isinstance(column.type, Float))


def _is_text(column: Column[Any], value: str) -> bool:
    length, name = getattr(column.type, "length", None), column.name
    if "\0" in value or (length is not None and len(value) > length):
        return False
    try:
        value.encode()
        if name.endswith("_id") and length == 32:
            return _ID.fullmatch(value) is not None
        if not value and name in _MAY_BE_EMPTY:
            return True
        if name == "date" or name.endswith(("_date", "_on")):
            return date.fromisoformat(value).isoformat() == value
        if name.endswith("_at"):
            _read_moment(value)
    except ValueError:
        return False
    return True


def _check_owners(rows: Rows, case_id: str) -> None:
    """Every row belongs to this case, or to its lesion, its visit or its patient."""
    case, patient = rows["cases"][0], rows["patients"][0]["patient_id"]
    is_here = (
        case["case_id"] == case_id
        and rows["lesions"][0]["lesion_id"] == case["lesion_id"]
        and rows["visits"][0]["visit_id"] == case["visit_id"]
        and {rows[name][0]["patient_id"] for name in ("lesions", "visits")} == {patient}
    )
    if not is_here:
        raise BundleImpossible(part="cases")
    owned = {
        **{table: ("case_id", case_id) for table in OF_CASE},
        **{table: ("lesion_id", case["lesion_id"]) for table in OF_LESION},
    }
    for table, (name, owner) in owned.items():
        keys = [tuple(row.get(key.name) for key in table.primary_key) for row in rows[table.name]]
        if any(row[name] != owner for row in rows[table.name]) or len({*keys}) != len(keys):
            raise BundleImpossible(part=table.name)
    versions = [row["version"] for row in rows[patient_corrections.name]]
    if len({*versions}) != len(versions):
        raise BundleImpossible(part=patient_corrections.name)
    if any(row["patient_id"] != patient for row in rows["case_files"]):
        raise BundleImpossible(part="case_files")
