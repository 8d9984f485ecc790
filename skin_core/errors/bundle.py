"""Why the bundle of a case was not taken in; nothing of it is stored then."""

from __future__ import annotations

from dataclasses import dataclass

from skin_core.errors.base import SkinError

_LONGEST_SHOWN = 120


class BundleError(SkinError):
    """The bundle could not be taken in."""

    code = "error.bundle.failed"


class BundleUnreadable(BundleError):
    """No ZIP, one that ends in the middle, or one that is locked by a password."""

    code = "error.bundle.unreadable"


class BundleOther(BundleError):
    """A ZIP that holds no case to take in; so are exports of before December 2026."""

    code = "error.bundle.other"


@dataclass(eq=False, kw_only=True)
class OfPart(BundleError):
    """Something in one part. part: its name, as letters alone: whoever sent it may have chosen it
    to rule a console.
    """

    part: str

    def __post_init__(self) -> None:
        shown = self.part[:_LONGEST_SHOWN]
        self.part = "".join(one if one.isprintable() else "?" for one in shown)


class BundleUnsafe(OfPart):
    """A part that no export of SkinDesk has: a path out of it, a link, a ZIP within, a twin."""

    code = "error.bundle.unsafe"


@dataclass(eq=False, kw_only=True)
class BundleTooLarge(BundleError):
    """More parts or bytes than a case has, or parts that swell far beyond their size."""

    code = "error.bundle.too_large"
    limit_mb: int
    limit_parts: int


class BundleAltered(OfPart):
    """A part is missing, too many, or not as it was exported."""

    code = "error.bundle.altered"


class BundleNewer(BundleError):
    """Exported by a later version of SkinDesk."""

    code = "error.bundle.newer"


class BundleImpossible(OfPart):
    """Something in it that no case can have. part: which."""

    code = "error.bundle.impossible"


class BundleDiffers(BundleError):
    """The case is here already and went on otherwise; both stay as they are."""

    code = "error.bundle.differs"
