"""What every failure is: a code, and fields for its message."""

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
