"""Where on a drawn body the sites of the short form lie."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("body.toml")


def sites_on(part: str, view: str) -> tuple[str, ...]:
    """Choices of the fact "site" on a part such as "arm_left", seen from "front" or "back"."""
    return tuple(_read()[view][part.partition("_")[0]])


def parts_with(site: str) -> frozenset[str]:
    """Parts such as "arm", left or right, on which a choice of "site" lies; () for none."""
    views = (_read()[view] for view in ("front", "back"))
    return frozenset(part for view in views for part, sites in view.items() if site in sites)


def is_of_face(site: str) -> bool:
    """Whether a choice of "site" lies on the face."""
    return site in _read()["face"]["sites"]


def side_of(part: str) -> str:
    """The choice of the fact "side" that a part tells; "" where it has none."""
    return part.partition("_")[2]


@cache
def _read() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
