"""Why something was not entered in the diary of a lesion."""

from __future__ import annotations

from skin_core.errors.base import SkinError


class InvalidTreatment(SkinError):
    """A treatment without a name, that ends before it began, or of an impossible number."""

    code = "error.treatment.invalid"
