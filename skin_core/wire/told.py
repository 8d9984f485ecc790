"""A case as another program tells it in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from skin_core.domain.case import Sex
from skin_core.domain.photo import PhotoKind
from skin_core.errors import InvalidCase
from skin_core.services.advise import ToldCase

Kind = TypeVar("Kind", bound=StrEnum)
_SHOWN = 40  # characters of what is wrong


def told_case(record: Mapping[str, Any]) -> ToldCase:
    """The case that an object tells; keys that are not known are left alone.

    Raises: InvalidCase.
    """
    patient, photo = _table(record, "patient"), _table(record, "photo")
    try:
        return ToldCase(
            now=_moment(record.get("now")),
            sex=_among(Sex, "sex", patient.get("sex") or Sex.UNKNOWN),
            age_years=_number(patient, "age_years"),
            birth_year=_year(patient),
            birth_date=str(patient.get("birth_date") or ""),
            facts=_table(record, "facts"),
            diagnosis=str(record.get("diagnosis") or ""),
            excluded=_labels(record, "excluded"),
            kind=_among(PhotoKind, "kind", photo.get("kind", "")) if photo else None,
            probabilities={
                str(label): float(chance)
                for label, chance in _table(photo, "probabilities").items()
            },
        )
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise InvalidCase(field="case", value=str(error)[: 2 * _SHOWN]) from error


def _moment(text: str | None) -> datetime:
    """The clock as it is told, with this machine's offset where none is told; now for None."""
    if not text:
        return datetime.now().astimezone()
    try:
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.astimezone()
    except (ValueError, TypeError, OverflowError) as error:
        raise InvalidCase(field="now", value=str(text)[:_SHOWN]) from error


def _among(kinds: type[Kind], key: str, value: object) -> Kind:
    try:
        return kinds(str(value))
    except ValueError as error:
        raise InvalidCase(field=key, value=str(value)[:_SHOWN]) from error


def _table(record: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = record.get(key)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise InvalidCase(field=key, value=str(found)[:_SHOWN])
    return found


def _labels(record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    found = record.get(key) or []
    if not isinstance(found, list):
        raise InvalidCase(field=key, value=str(found)[:_SHOWN])
    return tuple(map(str, found))


def _number(patient: Mapping[str, Any], key: str) -> float | None:
    value = patient.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidCase(field=key, value=str(value)[:_SHOWN])
    return float(value)


def _year(patient: Mapping[str, Any]) -> int | None:
    year = _number(patient, "birth_year")
    if year is not None and not year.is_integer():
        raise InvalidCase(field="birth_year", value=year)
    return None if year is None else int(year)
