"""Why a set of photos cannot be graded."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.errors.base import SkinError


class ReadingError(SkinError):
    """Something in the reading room."""

    code = "error.reading.failed"


class ReadingSetIncomplete(ReadingError):
    """A set without a name, without a sign, or without a photo."""

    code = "error.reading.incomplete"


@dataclass(eq=False, kw_only=True)
class ReadingSetFull(ReadingError):
    """More photos than a set may hold. most: so many."""

    code = "error.reading.full"
    most: int


class ReadingSetGone(ReadingError):
    """No such set, or a photo of it is gone."""

    code = "error.reading.gone"


class ReaderMissing(ReadingError):
    """A reading without the name of who reads."""

    code = "error.reading.reader"


@dataclass(eq=False, kw_only=True)
class GradeImpossible(ReadingError):
    """A grade that its scale does not have, or one that is missing. allowed: what it may be."""

    code = "error.reading.grade"
    allowed: str
