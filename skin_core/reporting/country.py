"""The country of the clinic: its emergency number, and what its letters hold besides."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from skin_core.diseases import all_diseases
from skin_core.domain.disease import Words
from skin_core.narrative.speech import Speech

FILE = Path(__file__).with_name("countries.toml")


@dataclass(frozen=True, slots=True)
class Country:
    """A country. emergency: the number that calls an ambulance, "" where it is not known.

    codes: the national classification that keeps the codes of ICD-10, or "". insurance: whether a
    letter has lines for the health insurance.
    """

    emergency: str
    name: Words
    codes: str = ""
    insurance: bool = False


NOWHERE = Country("", {})
OF_THE_WHO = re.compile(r"[A-Z]\d\d(\.\d)?")  # deeper codes belong to one nation only


@cache
def all_countries() -> Mapping[str, Country]:
    """Every country by key, as Settings offers them."""
    with FILE.open("rb") as file:
        return {key: Country(**entry) for key, entry in tomllib.load(file).items()}


def country(key: str) -> Country:
    """One country; one of which nothing is known where none was chosen."""
    return all_countries().get(key, NOWHERE)


def emergency_number(key: str, speech: Speech) -> str:
    """The number to call, or words for it where the country has not been chosen."""
    return country(key).emergency or speech.t("report.patient.emergency_number")


def national_code(label: str, key: str) -> str:
    """The code of a disease in the country's own classification: "KCD B02"; "" where none is.

    Only where that classification keeps the code of ICD-10; it may ask for a finer one.
    """
    system, entry = country(key).codes, all_diseases().get(label)
    codes = [one.code for one in entry.codes if one.system == "icd10"] if entry else []
    if not system or not codes or not OF_THE_WHO.fullmatch(codes[0]):
        return ""
    return f"{system} {codes[0]}"
