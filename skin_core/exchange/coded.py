"""What FHIR is told by codes: diseases, urgencies, measures, and what stands for no value."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from skin_core.diseases import all_diseases
from skin_core.narrative.speech import Speech

Json = dict[str, Any]
OWN = "urn:skindesk"
ICD10 = "http://hl7.org/fhir/sid/icd-10"
KOREAN = "ko"
UCUM = "http://unitsofmeasure.org"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"


def id_of(kind: str, number: str) -> str:
    """A UUID that is the same whenever the same thing is told. number: of what it is told of."""
    return str(uuid5(NAMESPACE_URL, f"{OWN}:{kind}:{number}"))


def reference(resource: Json) -> Json:
    """Points to a resource of the same bundle."""
    return {"reference": url_of(resource)}


def url_of(resource: Json) -> str:
    """Where a resource stands in its bundle."""
    return f"urn:uuid:{resource['id']}"


def concept(system: str, code: str, text: str) -> Json:
    """A code of SkinDesk's own with its words."""
    return {"coding": [{"system": f"{OWN}:{system}", "code": code}], "text": text}


def disease(label: str, speech: Speech) -> Json:
    """A disease by its key, its codes of ICD-10, in Korean its categories of KCD-8, and its name.

    Other classifications are left out: what the taxonomy has of them is not checked against them.
    """
    told, known = concept("disease", label, speech.label(label)), all_diseases().get(label)
    codes = [one.code for one in known.codes if one.system == "icd10"] if known else []
    told["coding"] += [{"system": ICD10, "code": code} for code in codes]
    if speech.language == KOREAN:
        told["coding"] += [kcd for code in codes if (kcd := _kcd8(code))]
    return told


def _kcd8(icd10: str) -> Json:
    """The category of a code in Korea; nothing of those that kcd8.toml leaves out."""
    table, category = kcd8_table(), icd10[:3]
    name = table["category"].get(category)
    return {"system": table["system"], "code": category, "display": name} if name else {}


@cache
def kcd8_table() -> Mapping[str, Any]:
    """The address of KCD-8, and the names of its categories by code."""
    return tomllib.loads(Path(__file__).with_name("kcd8.toml").read_text(encoding="utf-8"))


def quantity(value: float, unit: str, code: str) -> Json:
    """A number with its unit. unit: as it is read. code: of UCUM."""
    return {"value": round(value, 4), "unit": unit, "system": UCUM, "code": code}


def absent(reason: str) -> Json:
    """Why there is no value. reason: a code of FHIR."""
    return {"coding": [{"system": ABSENT, "code": reason}]}
