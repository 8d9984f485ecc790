"""Which answers still hold when a lesion is looked at again, and under which condition."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "follow_up.toml"


class Holds(StrEnum):
    """When an answer of the last visit still holds."""

    ALWAYS = "always"
    IF_YES = "if_yes"
    DATED = "dated"
    UNLESS_DENIED = "unless_denied"


@cache
def still_holding() -> Mapping[str, Holds | Sequence[str]]:
    """By the key of the fact: when its answer holds, or the choices that do."""
    with FILE.open("rb") as file:
        return {
            key: Holds(when) if isinstance(when, str) else tuple(when)
            for key, when in tomllib.load(file).items()
        }
