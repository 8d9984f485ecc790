"""Signs of an emergency that are asked before anything else, each by one tap."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "signs.toml"


@cache
def emergency_signs() -> Mapping[str, Mapping[str, str]]:
    """Words by language of each sign, by the key of its fact, in the order of the page."""
    with FILE.open("rb") as file:
        return {one["fact"]: one["name"] for one in tomllib.load(file)["sign"]}
