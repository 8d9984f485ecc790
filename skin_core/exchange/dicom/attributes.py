"""What every object of a case has in common: patient, study, series, equipment, and its file.

pydicom is imported where it is used: half a second that no page waits for.
"""

from __future__ import annotations

import io
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from skin_core import __version__
from skin_core.domain.case import Case, Patient, Sex
from skin_core.exchange.coded import id_of

if TYPE_CHECKING:
    from pydicom import DataElement, Dataset

MAKER = "SkinDesk"
NO_SERIAL_NUMBER = "0"  # of a program; the attribute may not be empty
_UUID_ROOT = "2.25"  # of identifiers made of a UUID, which nobody hands out: DICOM PS3.5 B.2
_SEX = {Sex.FEMALE: "F", Sex.MALE: "M", Sex.OTHER: "O", Sex.UNKNOWN: ""}
_SIDES = {"left": "L", "right": "R", "both": "B", "midline": "U"}
_LONGEST = {"LO": 64, "SH": 16, "PN": 64}  # signs of a value
_MARKS = str.maketrans({"\\": " ", "^": " ", "=": " "})


@dataclass(frozen=True, slots=True)
class Series:
    """Objects of one kind. number: its place in the study. modality: a code of DICOM."""

    kind: str
    number: int
    modality: str


def uid_of(kind: str, number: str) -> str:
    """An identifier that is the same whenever the same thing is told."""
    return f"{_UUID_ROOT}.{UUID(id_of(f'dicom-{kind}', number)).int}"


def text_of(value: str, kind: str) -> str:
    """Words as a value of DICOM: without signs that divide or rule, no longer than allowed."""
    told = "".join(" " if unicodedata.category(one) == "Cc" else one for one in value)
    return " ".join(told.translate(_MARKS).split())[: _LONGEST[kind]]


def instance(case: Case, series: Series, sop_class: str, number: str, place: int) -> Dataset:
    """An object of a case, to be filled. number: what its identifier is made of."""
    from pydicom import Dataset

    told = Dataset()
    tell(
        told,
        SpecificCharacterSet="ISO_IR 192",
        SOPClassUID=sop_class,
        SOPInstanceUID=uid_of(series.kind, number),
        SeriesInstanceUID=uid_of(f"series-{series.kind}", case.case_id),
        SeriesNumber=series.number,
        Modality=series.modality,
        InstanceNumber=place,
        Manufacturer=MAKER,
        ManufacturerModelName=MAKER,
        DeviceSerialNumber=NO_SERIAL_NUMBER,
        SoftwareVersions=__version__,
        TimezoneOffsetFromUTC="+0000",
    )
    tell_moment(told, "Content", case.created_at)
    _tell_patient(told, case)
    _tell_study(told, case)
    return told


def tell(told: Dataset | DataElement, **values: object) -> None:
    """Write attributes, by their names in DICOM."""
    for name, value in values.items():
        setattr(told, name, value)


def tell_moment(told: Dataset, which: str, moment: str) -> None:
    """Date and time in UTC. moment: ISO 8601 with offset."""
    at = datetime.fromisoformat(moment).astimezone(UTC)
    tell(told, **{f"{which}Date": f"{at:%Y%m%d}", f"{which}Time": f"{at:%H%M%S}"})


def file_of(told: Dataset, transfer_syntax: str) -> bytes:
    """The object as a file."""
    from pydicom import dcmwrite
    from pydicom.dataset import FileMetaDataset
    from pydicom.uid import UID

    meta = FileMetaDataset()
    tell(
        meta,
        MediaStorageSOPClassUID=told.SOPClassUID,
        MediaStorageSOPInstanceUID=told.SOPInstanceUID,
        TransferSyntaxUID=UID(transfer_syntax),
        ImplementationClassUID=UID(uid_of("implementation", "skindesk")),
        ImplementationVersionName=MAKER.upper(),
    )
    tell(told, file_meta=meta)
    buffer = io.BytesIO()
    dcmwrite(buffer, told, enforce_file_format=True)
    return buffer.getvalue()


def tell_place(told: Dataset, case: Case) -> None:
    """Where on the skin, as far as it was answered."""
    known = _sites()
    site = known["site"].get(case.lesion.site, known["skin"])
    region = code_of(site["code"], known["scheme"], site["words"])
    tell(told, AnatomicRegionSequence=[region])
    if side := _SIDES.get(case.lesion.side):
        tell(told, ImageLaterality=side)


def code_of(value: str, scheme: str, words: str) -> Dataset:
    """A code with its words."""
    from pydicom import Dataset

    told = Dataset()
    tell(told, CodeValue=value, CodingSchemeDesignator=scheme, CodeMeaning=words)
    return told


def _tell_patient(told: Dataset, case: Case) -> None:
    """As entered: a name is not divided, and nothing is told that nobody entered."""
    patient = case.patient
    name = text_of(patient.name, "PN")
    tell(
        told,
        PatientName=f"{name}^" if name else "",  # the mark says that it is one part
        PatientID=text_of(patient.code, "LO") or patient.patient_id,
        PatientBirthDate=patient.birth_date.replace("-", ""),
        PatientSex=_SEX[patient.sex],
    )
    if age := _age(patient, date.fromisoformat(case.visit_date)):
        tell(told, PatientAge=age)


def _age(patient: Patient, day: date) -> str:
    age = patient.age_on(day)
    if age is None or age.low_years != age.high_years:
        return ""
    return f"{age.low_years:03d}Y"


def _tell_study(told: Dataset, case: Case) -> None:
    tell(
        told,
        StudyInstanceUID=uid_of("study", case.case_id),
        StudyID=case.case_id[:8],
        StudyDate=case.visit_date.replace("-", ""),
        StudyTime="",
        AccessionNumber="",
        ReferringPhysicianName="",
    )


@cache
def _sites() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("sites.toml").read_text(encoding="utf-8"))
