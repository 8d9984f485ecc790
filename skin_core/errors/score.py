"""Why a severity index was not worked out: what is missing, impossible or not understood."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.errors.base import SkinError


@dataclass(eq=False, kw_only=True)
class ScoreError(SkinError):
    """An index could not be worked out. index: its key, or its name where words are said."""

    code = "error.score.failed"
    index: str


@dataclass(eq=False, kw_only=True)
class ScoreIncomplete(ScoreError):
    """Values are missing. missing: their places such as "head.erythema", parted by ", "."""

    code = "error.score.incomplete"
    missing: str


@dataclass(eq=False, kw_only=True)
class ScoreOutOfRange(ScoreError):
    """A value that the index does not know. allowed: what it may be."""

    code = "error.score.out_of_range"
    place: str
    value: object
    allowed: str


@dataclass(eq=False, kw_only=True)
class ScoreNotUnderstood(ScoreError):
    """A value that is no number, no yes or no, or no table where one is wanted."""

    code = "error.score.not_understood"
    place: str
    value: object


@dataclass(eq=False, kw_only=True)
class ScoreUnknownPlace(ScoreError):
    """A value that the index does not ask for. suggestion: what is meant, perhaps."""

    code = "error.score.unknown_place"
    place: str
    suggestion: str


@dataclass(eq=False, kw_only=True)
class ScoreContradicts(ScoreError):
    """A sign of a region without disease, or an area without any sign."""

    code = "error.score.contradicts"
    place: str
