"""Take in a case that was exported from another SkinDesk: looked at whole before anything is kept.

A digest tells damage, not who made it: whoever takes a case in trusts whom it came from.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from skin_core.domain.case import Patient
from skin_core.domain.score import KeptScore
from skin_core.errors import BundleAltered, BundleImpossible, CaseNotFound, PhotoError
from skin_core.exchange.archive import read_archive
from skin_core.exchange.bundle import unsealed
from skin_core.imaging.formats import format_of
from skin_core.imaging.load import load_photo
from skin_core.imaging.metadata import STRIPPERS
from skin_core.scoring.kept import can_be
from skin_core.services.bundle_drawn import check_drawn
from skin_core.storage.carried import Carried, Row, Rows, Standing, standing_of, take_in
from skin_core.storage.carried_check import checked_rows
from skin_core.storage.cases import case_ids_from
from skin_core.storage.codec import entered_from_json
from skin_core.storage.export import STORED
from skin_core.storage.patients import find_patient, find_patients
from skin_core.storage.schema import NEWEST
from skin_core.storage.store import Store
from skin_core.storage.tables import visits

__all__ = ["Arrival", "Standing", "look_at", "read_bundle", "take_in"]

_NO_LIMIT_MB = 10_000  # the ZIP has one
_LARGEST_LAYER = 64_000_000  # bytes once unpacked


@dataclass(frozen=True, slots=True, eq=False)
class Arrival:
    """A case that may be taken in.

    standing: to the one here. is_here: there is one. patient_differs: the patient is entered
    otherwise here, and stays so. twin: another patient here of the same number.
    """

    carried: Carried
    standing: Standing
    is_here: bool
    patient_differs: bool
    twin: Patient | None

    @property
    def visit_date(self) -> str:
        """ISO date."""
        return str(self.carried.one(visits)["date"])

    @property
    def photos(self) -> int:
        """How many there are."""
        return len(self.carried.rows["photos"])

    @property
    def signed_by(self) -> str:
        """Whose name stands under the newest conclusion, "" where none does."""
        versions = self.carried.rows["clinician_assessments"]
        newest = max(versions, key=lambda row: row["version"], default={"signed_by": ""})
        return str(newest["signed_by"])


def look_at(store: Store, data: bytes) -> Arrival:
    """The case in a ZIP and what taking it in would do; nothing is stored. Raises: BundleError."""
    found = read_bundle(data)
    patient = found.patient
    here = _find_patient(store, patient.patient_id)
    return Arrival(
        carried=found,
        standing=standing_of(store, found),
        is_here=found.case_id in case_ids_from(store, found.case_id),
        patient_differs=here is not None and here != patient,
        twin=_twin(store, patient),
    )


def _find_patient(store: Store, patient_id: str) -> Patient | None:
    with suppress(CaseNotFound):
        return find_patient(store, patient_id)
    return None


def _twin(store: Store, patient: Patient) -> Patient | None:
    """Somebody else here of the same number: numbers of two clinics may meet by chance."""
    same = find_patients(store, patient.code) if patient.code else ()
    others = (one for one in same if one.patient_id != patient.patient_id)
    return next((one for one in others if one.code == patient.code), None)


def read_bundle(data: bytes) -> Carried:
    """The case in a ZIP, every part of it looked at; nothing is stored.

    Raises: BundleError and its kinds.
    """
    parts = read_archive(data)
    case_id = unsealed(parts, NEWEST)
    told = _stored(parts)
    rows = checked_rows(told.get("rows"), case_id)
    files = _named(parts, told.get("files"), [row["key"] for row in rows["case_files"]])
    papers = _named(parts, told.get("papers"), [row["report_id"] for row in rows["reports"]])
    _check_files(files, rows)
    check_drawn(rows, files)
    for row in rows["scores"]:
        entered = entered_from_json(row["entered"])
        score = KeptScore(row["index"], entered, row["total"], row["band"], row["created_at"])
        if not can_be(score):  # advice follows from it
            raise BundleImpossible(part="scores")
    for row in rows["reports"]:
        if hashlib.sha256(papers[row["report_id"]]).hexdigest() != row["sha256"]:
            raise BundleAltered(part=row["report_id"])
    return Carried(case_id, rows, files, papers)


def _stored(parts: Mapping[str, bytes]) -> Mapping[str, object]:
    try:
        told = json.loads(parts.get(STORED, b""))
    except (ValueError, RecursionError) as error:
        raise BundleImpossible(part=STORED) from error
    if not isinstance(told, dict):
        raise BundleImpossible(part=STORED)
    return told


def _named(parts: Mapping[str, bytes], names: object, wanted: Sequence[str]) -> Mapping[str, bytes]:
    """Parts by what the rows call them: all that they name, and nothing else."""
    if not isinstance(names, dict) or {*map(str, names.values())} != {*wanted}:
        raise BundleImpossible(part=STORED)
    missing = sorted(name for name in names if name not in parts)
    if missing:
        raise BundleAltered(part=missing[0])
    return {str(key): parts[name] for name, key in names.items()}


def _check_files(files: Mapping[str, bytes], rows: Rows) -> None:
    """Photos, small pictures and layers are what their keys and rows say, without metadata."""
    patient, photos = rows["patients"][0]["patient_id"], rows["photos"]
    of_photos = {row["key"]: row for row in photos}
    small = {row["thumbnail_key"] for row in photos if row["thumbnail_key"]}
    if not {*of_photos, *small} <= {*files}:
        raise BundleImpossible(part="photos")
    for key, data in files.items():
        owner, _, name = key.partition("/")
        digest, _, ending = name.partition(".")
        if owner != patient or hashlib.sha256(data).hexdigest() != digest:
            raise BundleImpossible(part=key)
        if key in of_photos:
            _check_photo(data, of_photos[key])
        elif key in small:
            _check_small(data, key)
        elif ending != "npz" or not _is_layer(data):
            raise BundleImpossible(part=key)


def _check_photo(data: bytes, row: Row) -> None:
    try:
        photo = load_photo(data, "", _NO_LIMIT_MB)
    except PhotoError as error:
        raise BundleImpossible(part=row["key"]) from error
    told = (row["photo_id"], row["media_type"], row["width_px"], row["height_px"])
    found = (photo.photo_id, photo.media_type, photo.width_px, photo.height_px)
    if told != found or photo.stored != data:
        raise BundleImpossible(part=row["key"])


def _check_small(data: bytes, key: str) -> None:
    try:
        strip = STRIPPERS.get(format_of(data))
        is_plain = strip is not None and strip(data) == data
    except PhotoError:
        is_plain = False
    if not is_plain:
        raise BundleImpossible(part=key)


def _is_layer(data: bytes) -> bool:
    """Whether it is arrays of a size that layers have, once unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(part.file_size for part in archive.infolist()) <= _LARGEST_LAYER
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
