"""Every failure SkinDesk expects; the words a clinician reads live in i18n, under the code.

SkinError
 +-- PhotoError                 a file that cannot be analysed
 |    +-- PhotoEmpty            nothing in the file
 |    +-- PhotoUnreadable       not a picture, or a damaged one
 |    +-- PhotoTruncated        the file ends in the middle
 |    +-- PhotoAnimated         a moving picture
 |    +-- PhotoTooLarge         more pixels than may be decoded
 |    +-- PhotoFileTooLarge     more bytes than may be uploaded
 |    +-- PhotoTooSmall         fewer pixels than can be judged
 |    +-- PhotoMissing          no such file
 +-- UnknownModel               no model of that name in weights/
 +-- WeightsDamaged             a weight file is missing or differs from its digest
 +-- UnknownFact                a clinical fact that the schema does not hold
 +-- InvalidFact                a value outside what the fact allows
 +-- InvalidCase                a case told by another program that cannot be meant so
 +-- StoreError                 something in the store
 |    +-- StoreLocked           another process keeps the database
 |    +-- CaseNotFound          no such case, patient or draft
 |    +-- FileDamaged           a stored file is missing or differs from its digest
 |    +-- StoreFull             no space left on the disk
 +-- ReportError                something in a report
 |    +-- MissingGlyph          a character no packaged font can draw
 |    +-- ReportFrozen          the report was signed and cannot be changed
 |    +-- SignatureMissing      no name to sign with
 +-- SettingsError              a setting that cannot be read
"""

from __future__ import annotations

from typing import ClassVar


class SkinError(Exception):
    """A failure we expect. `code` names its message; `details` fill it in."""

    code: ClassVar[str] = "error.unexpected"

    def __init__(self, **details: object) -> None:
        super().__init__(f"{self.code} {details}")  # for the log; never patient data
        self.details = details


class PhotoError(SkinError):
    """A file that cannot be analysed as a photo."""

    code = "error.photo.unreadable"


class PhotoEmpty(PhotoError):
    """The file holds no bytes."""

    code = "error.photo.empty"


class PhotoUnreadable(PhotoError):
    """The file is no picture of a known format, or a damaged one."""

    code = "error.photo.unreadable"


class PhotoTruncated(PhotoError):
    """The picture ends in the middle."""

    code = "error.photo.truncated"


class PhotoAnimated(PhotoError):
    """The file holds a moving picture; which of its frames is meant cannot be told."""

    code = "error.photo.animated"


class PhotoTooLarge(PhotoError):
    """More pixels than may be decoded. details: width_px, height_px, limit_mp."""

    code = "error.photo.too_large"


class PhotoFileTooLarge(PhotoError):
    """More bytes than may be uploaded. details: size_mb, limit_mb."""

    code = "error.photo.file_too_large"


class PhotoTooSmall(PhotoError):
    """Fewer pixels than can be judged. details: width_px, height_px, minimum_px."""

    code = "error.photo.too_small"


class PhotoMissing(PhotoError):
    """There is no such file."""

    code = "error.photo.missing"


class UnknownModel(SkinError):
    """No model of that name. details: name, suggestion."""

    code = "error.model.unknown"


class WeightsDamaged(SkinError):
    """A weight file is missing or differs from its digest. details: file."""

    code = "error.model.damaged"


class UnknownFact(SkinError):
    """A clinical fact that the schema does not hold. details: key."""

    code = "error.fact.unknown"


class InvalidFact(SkinError):
    """A value outside what the fact allows. details: key, value."""

    code = "error.fact.invalid"


class InvalidCase(SkinError):
    """A case told by another program that cannot be meant so. details: field, value."""

    code = "error.case.invalid"


class StoreError(SkinError):
    """The store could not do what was asked."""

    code = "error.store.failed"


class StoreLocked(StoreError):
    """Another process keeps the database for too long."""

    code = "error.store.locked"


class StoreFull(StoreError):
    """No space is left on the disk."""

    code = "error.store.full"


class CaseNotFound(StoreError):
    """No such case, patient or draft."""

    code = "error.store.not_found"


class FileDamaged(StoreError):
    """A stored file is missing or differs from its digest. details: digest."""

    code = "error.store.file_damaged"


class ReportError(SkinError):
    """A report could not be written."""

    code = "error.report.failed"


class MissingGlyph(ReportError):
    """A character that no packaged font can draw. details: characters."""

    code = "error.report.missing_glyph"


class ReportFrozen(ReportError):
    """The report was signed and cannot be changed."""

    code = "error.report.frozen"


class SignatureMissing(ReportError):
    """No name was given to sign with."""

    code = "error.report.signature_missing"


class SettingsError(SkinError):
    """A setting that cannot be read. details: name, value."""

    code = "error.settings.invalid"
