"""Why two photos could not be laid over each other."""

from __future__ import annotations

from skin_core.errors.base import SkinError


class RegistrationError(SkinError):
    """Two photos that cannot be laid over each other."""

    code = "error.registration.failed"


class PhotosDiffer(RegistrationError):
    """They show different sites, or nothing on them agrees."""

    code = "error.registration.differ"


class TooFewMarks(RegistrationError):
    """The skin shows too little to compare."""

    code = "error.registration.few_marks"


class PointsNotSet(RegistrationError):
    """A point was left where the page had put it: that is no place of the skin."""

    code = "error.registration.points_unset"


class PointsTooClose(RegistrationError):
    """Points set by hand that lie together, or in one line, or are fewer than three."""

    code = "error.registration.points"
