"""What patients call a disease: "Shingles (herpes zoster)"."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from skin_core.narrative.speech import Speech

FILE = Path(__file__).with_name("plain_names.toml")


def plain_name(label: str, speech: Speech) -> str:
    """The plain name with the medical one behind it; first or alone where patients use it."""
    names = plain_names().get(label, {})
    plain, name = names.get(speech.language, ""), speech.in_sentence(label)
    if behind := names.get(f"{speech.language}_behind", ""):
        plain, name = speech.label(label), behind
    if not plain:
        return speech.label(label)
    return speech.t("report.patient.plain", plain=plain[:1].upper() + plain[1:], name=name)


@cache
def plain_names() -> Mapping[str, Mapping[str, str]]:
    """By disease and language, where the name that patients use is another."""
    with FILE.open("rb") as file:
        return tomllib.load(file)
