"""Why something was not entered in the diary of a lesion."""

from __future__ import annotations

from skin_core.errors.base import SkinError


class ReviewInPast(SkinError):
    """A next review on a day that is over."""

    code = "error.treatment.review_past"


class InvalidTreatment(SkinError):
    """A treatment without a name, that ends before it began, or of an impossible number."""

    code = "error.treatment.invalid"
