"""Every failure SkinDesk expects; the words a clinician reads live in i18n, under the code.

SkinError
 +-- PhotoError                 a file that cannot be analysed
 |    +-- PhotoEmpty            nothing in the file
 |    +-- PhotoUnreadable       not a picture, or a damaged one
 |    |    +-- PhotoRaw         a camera's raw file, or a small picture in front of the photo
 |    |    +-- PhotoColours     colours coded in a way that is not read
 |    |    +-- PhotoOtherFormat a picture format that is not read, by its name
 |    |    +-- JpegLossless     a JPEG coded without loss
 |    |    +-- JpegArithmetic   a JPEG with arithmetic coding
 |    |    +-- JpegDeep         a JPEG of more than 8 bits per colour
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
 |    +-- StoreNewer            made by a later version of SkinDesk
 |    +-- StoreDamaged          the database file is damaged, or is none
 |    +-- StoreReadOnly         the disk or the folder may not be written to
 |    +-- StoreOutOfReach       the folder or the server cannot be reached
 |    +-- StoreLocked           another process keeps the database
 |    +-- CaseNotFound          no such case, patient or draft
 |    +-- DraftChanged          another window changed the draft meanwhile
 |    +-- DraftSaved            another window saved the draft, or threw it away
 |    +-- FileDamaged           a stored file is missing or differs from its digest
 |    +-- StoreFull             no space left on the disk
 +-- ReportError                something in a report
 |    +-- MissingGlyph          a character no packaged font can draw
 |    +-- ReportFrozen          the report was signed and cannot be changed
 |    +-- SignatureMissing      no name to sign with
 +-- SettingsError              a setting that cannot be read
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar


@dataclass(eq=False, kw_only=True)
class SkinError(Exception):
    """A failure we expect. `code` names its message, which the fields fill in.

    Its text, for the log, is the code alone: fields may hold what a user typed.
    """

    code: ClassVar[str] = "error.unexpected"

    def __str__(self) -> str:
        return self.code

    @property
    def details(self) -> dict[str, object]:
        """Field by name, for the message."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


class PhotoError(SkinError):
    """A file that cannot be analysed as a photo."""

    code = "error.photo.unreadable"


class PhotoEmpty(PhotoError):
    """The file holds no bytes."""

    code = "error.photo.empty"


class PhotoUnreadable(PhotoError):
    """The file is no picture of a known format, or a damaged one."""

    code = "error.photo.unreadable"


class PhotoRaw(PhotoUnreadable):
    """A raw file, or a file in which a small picture stands in front of the photo."""

    code = "error.photo.raw"


class PhotoColours(PhotoUnreadable):
    """The file says that its colours are coded in a way that is not read."""

    code = "error.photo.colours"


@dataclass(eq=False, kw_only=True)
class PhotoOtherFormat(PhotoUnreadable):
    """A picture of a format that is not read. name: of the format, the same in every language."""

    code = "error.photo.other_format"
    name: str


class JpegLossless(PhotoUnreadable):
    """A JPEG coded without loss."""

    code = "error.photo.jpeg_lossless"


class JpegArithmetic(PhotoUnreadable):
    """A JPEG with arithmetic coding."""

    code = "error.photo.jpeg_arithmetic"


@dataclass(eq=False, kw_only=True)
class JpegDeep(PhotoUnreadable):
    """A JPEG of more than 8 bits per colour. bits: so many."""

    code = "error.photo.jpeg_deep"
    bits: int


class PhotoTruncated(PhotoError):
    """The picture ends in the middle."""

    code = "error.photo.truncated"


class PhotoAnimated(PhotoError):
    """The file holds a moving picture; which of its frames is meant cannot be told."""

    code = "error.photo.animated"


@dataclass(eq=False, kw_only=True)
class PhotoTooLarge(PhotoError):
    """More pixels than may be decoded."""

    code = "error.photo.too_large"
    width_px: int
    height_px: int
    limit_mp: float


@dataclass(eq=False, kw_only=True)
class PhotoFileTooLarge(PhotoError):
    """More bytes than may be uploaded."""

    code = "error.photo.file_too_large"
    size_mb: float
    limit_mb: float


@dataclass(eq=False, kw_only=True)
class PhotoTooSmall(PhotoError):
    """Fewer pixels than can be judged."""

    code = "error.photo.too_small"
    width_px: int
    height_px: int
    minimum_px: int


class PhotoMissing(PhotoError):
    """There is no such file."""

    code = "error.photo.missing"


@dataclass(eq=False, kw_only=True)
class UnknownModel(SkinError):
    """No model of that name."""

    code = "error.model.unknown"
    name: str
    suggestion: str


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
class InvalidCase(SkinError):
    """A case told by another program that cannot be meant so."""

    code = "error.case.invalid"
    field: str
    value: object


class StoreError(SkinError):
    """The store could not do what was asked."""

    code = "error.store.failed"


class StoreNewer(StoreError):
    """The database was made by a later version of SkinDesk."""

    code = "error.store.newer"


class StoreDamaged(StoreError):
    """The database file is damaged, or is no database."""

    code = "error.store.damaged"


class StoreReadOnly(StoreError):
    """The disk or the folder may not be written to."""

    code = "error.store.read_only"


class StoreOutOfReach(StoreError):
    """The folder or the database server cannot be reached or opened."""

    code = "error.store.out_of_reach"


class StoreLocked(StoreError):
    """Another process keeps the database for too long."""

    code = "error.store.locked"


class StoreFull(StoreError):
    """No space is left on the disk."""

    code = "error.store.full"


class CaseNotFound(StoreError):
    """No such case, patient or draft."""

    code = "error.store.not_found"


class DraftChanged(StoreError):
    """Another window changed the draft meanwhile; nothing of it was overwritten."""

    code = "error.store.draft_changed"


class DraftSaved(StoreError):
    """Another window made the draft a case, or threw it away."""

    code = "error.store.draft_saved"


@dataclass(eq=False, kw_only=True)
class FileDamaged(StoreError):
    """A stored file is missing or differs from its digest."""

    code = "error.store.file_damaged"
    digest: str


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


@dataclass(eq=False, kw_only=True)
class SettingsError(SkinError):
    """A setting that cannot be read. allowed: what it may be; suggestion: a near name."""

    code = "error.settings.invalid"
    name: str
    value: object
    allowed: str = ""
    suggestion: str = ""
