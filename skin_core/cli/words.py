"""Words of the command line."""

from __future__ import annotations

from enum import StrEnum

from skin_core.i18n import t


class Language(StrEnum):
    """What --language takes."""

    EN = "en"
    KO = "ko"
    VI = "vi"


def word(name: str, language: str = "en", **values: object) -> str:
    """A text of the area "cli"."""
    return t(f"cli.{name}", language, **values)
