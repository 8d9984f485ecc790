"""Why a file cannot be analysed as a photo."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.errors.base import SkinError


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


@dataclass(eq=False, kw_only=True)
class PhotoTooMany(PhotoError):
    """One photo more than a case may hold. most: so many."""

    code = "error.photo.too_many"
    most: int


class PhotoMissing(PhotoError):
    """There is no such file."""

    code = "error.photo.missing"
