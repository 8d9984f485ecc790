"""Why a report could not be written or signed."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.errors.base import SkinError


class ReportError(SkinError):
    """A report could not be written."""

    code = "error.report.failed"


@dataclass(eq=False, kw_only=True)
class MissingGlyph(ReportError):
    """A character that no packaged font can draw."""

    code = "error.report.missing_glyph"
    characters: str


class ReportFrozen(ReportError):
    """The report was signed and cannot be changed."""

    code = "error.report.frozen"


class SignatureMissing(ReportError):
    """No name was given to sign with."""

    code = "error.report.signature_missing"
