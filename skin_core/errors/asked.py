"""What was asked for and cannot be: a model, a fact, a case, a setting."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.errors.base import SkinError


@dataclass(eq=False, kw_only=True)
class UnknownModel(SkinError):
    """No model of that name."""

    code = "error.model.unknown"
    name: str
    suggestion: str


@dataclass(eq=False, kw_only=True)
class NoOwnModel(SkinError):
    """A model of one's own was asked for, and none was brought in."""

    code = "error.model.none_own"
    name: str


@dataclass(eq=False, kw_only=True)
class ModelNotChosen(SkinError):
    """Several models could answer for a kind, and in_use.toml names none of them."""

    code = "error.model.not_chosen"
    kind: str
    names: str


@dataclass(eq=False, kw_only=True)
class WeightsDamaged(SkinError):
    """A weight file is missing or differs from its digest."""

    code = "error.model.damaged"
    file: str


@dataclass(eq=False, kw_only=True)
class UnknownFact(SkinError):
    """A clinical fact that the schema does not hold."""

    code = "error.fact.unknown"
    key: str


@dataclass(eq=False, kw_only=True)
class InvalidFact(SkinError):
    """A value outside what the fact allows."""

    code = "error.fact.invalid"
    key: str
    value: object


@dataclass(eq=False, kw_only=True)
class OnsetAfterVisit(InvalidFact):
    """Something is told to have begun after the visit at which it was seen."""

    code = "error.fact.after_visit"


@dataclass(eq=False, kw_only=True)
class OnsetBeforeBirth(InvalidFact):
    """Something is told to have begun before the patient was born."""

    code = "error.fact.before_birth"


@dataclass(eq=False, kw_only=True)
class InvalidCase(SkinError):
    """A case told by another program that cannot be meant so."""

    code = "error.case.invalid"
    field: str
    value: object


@dataclass(eq=False, kw_only=True)
class InvalidBirth(SkinError):
    """A birth that is no date, before 1880 or after a visit. visit: ISO date of the first one."""

    code = "error.patient.birth"
    visit: str


class TextNotStorable(SkinError):
    """Text with characters that no database holds: a NUL, or half of one."""

    code = "error.patient.text"


@dataclass(eq=False, kw_only=True)
class SettingsError(SkinError):
    """A setting that cannot be read. allowed: what it may be; suggestion: a near name."""

    code = "error.settings.invalid"
    name: str
    value: object
    allowed: str = ""
    suggestion: str = ""
