"""The photos that models learn from, read from the label files of the data folder.

Labels are turned into taxonomy keys here, once; every group is a set of photos that must
never lie on two sides of a split.
"""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from skin_core.models.facts_input import UNKNOWN, PatientFacts
from skin_core.training.refusal import Refused

DEFAULT_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

RENAMED = {
    "comedo": "comedonal_acne",
    "neurodermatitis": "lichen_simplex_chronicus",
    "ringworm": "tinea_corporis",
    "athlete_foot": "tinea_pedis",
    "nail_fungus": "onychomycosis",
    "monkeypox": "mpox",
    "keratosis": "seborrheic_keratosis",
    "SEK": "seborrheic_keratosis",
    "carcinoma": "basal_cell_carcinoma",
    "BCC": "basal_cell_carcinoma",
    "normal": "normal_skin",
    "NEV": "melanocytic_nevus",
    "MEL": "melanoma",
    "ACK": "actinic_keratosis",
    "SCC": "squamous_cell_carcinoma",
    "molluscum": "molluscum_contagiosum",
    "candidiasis": "cutaneous_candidiasis",
    "lupus": "cutaneous_lupus",
}
SITES = {  # words of PAD-UFES-20, HAM10000 and ISIC; what they leave open ("acral") is unknown
    "nose": "face",
    "lip": "face",
    "forearm": "arm",
    "thigh": "leg",
    "upper extremity": "arm",
    "lower extremity": "leg",
    "anterior torso": "trunk",
    "posterior torso": "back",
    "lateral torso": "trunk",
}
DERMOSCOPIC = {
    "nv": "melanocytic_nevus",
    "nevus": "melanocytic_nevus",
    "mel": "melanoma",
    "melanoma": "melanoma",
    "bkl": "benign_keratosis",
    "seborrheic_keratosis": "benign_keratosis",
    "bcc": "basal_cell_carcinoma",
    "akiec": "actinic_keratosis_or_bowen",
    "vasc": "vascular_lesion",
    "df": "dermatofibroma",
}


@dataclass(frozen=True, slots=True)
class Photo:
    """One labelled photo: where it lies, what it shows, and whom it belongs with."""

    path: str  # relative to the data folder
    label: str  # taxonomy key, or "not_skin"
    group: str  # photos of one patient, lesion or near-duplicate share it
    source: str  # the collection it was published in
    tone: str = ""  # rough photo tone, empty where unknown
    copy: bool = False  # a rotated or flipped copy made by the publisher
    facts: PatientFacts = UNKNOWN


def data_folder() -> Path:
    """The photos' folder: SKINDESK_DATA, else ../shared/data beside the repository."""
    return Path(os.environ.get("SKINDESK_DATA", DEFAULT_DATA))


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    file = folder / name / "labels.csv"
    if not file.is_file():
        raise Refused(f"{file}: there is no such file; SKINDESK_DATA says where the photos lie")
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def facts_of(age: str, sex: str, site: str) -> PatientFacts:
    """Facts of published words in our words; what is no word of ours is missing."""
    site = SITES.get(site.lower(), site.lower())
    years = float(age) if age.replace(".", "", 1).isdigit() else None
    return PatientFacts(years, sex.lower(), site)


def clinical_photos(folder: Path) -> list[Photo]:
    """Camera photos of 45 classes: clinical, PAD-UFES-20 and vitiligo merged."""
    photos = [
        Photo(
            path=f"clinical/{row['image']}",
            label=RENAMED.get(row["label"], row["label"]),
            group=f"clinical:{row['group']}",
            source=row["set"],
            tone=row["tone"],
            copy=row["augmented_copy"] == "1",
        )
        for row in _rows(folder, "clinical")
    ]
    photos += [
        Photo(
            path=f"pad_ufes/{row['image']}",
            label=RENAMED[row["label"]],
            group=f"pad_ufes:{row['patient_id']}",
            source="pad_ufes",
            facts=facts_of(row["age"], row["sex"], row["region"]),
        )
        for row in _rows(folder, "pad_ufes")
    ]
    photos += [
        Photo(f"vitiligo/{row['image']}", "vitiligo", f"vitiligo:{row['group']}", "vitiligo")
        for row in _rows(folder, "vitiligo")
    ]
    return photos


def dermoscopic_photos(folder: Path) -> list[Photo]:
    """Dermoscopy of seven classes: HAM10000 (its larger square where there is one), ISIC 2017."""
    photos = [
        Photo(
            path=f"ham10000/{row['square224'] or row['frame']}",
            label=DERMOSCOPIC[row["label"]],
            group=f"ham10000:{row['lesion_id']}",
            source="ham10000",
            facts=facts_of(row["age"], row["sex"], row["localization"]),
        )
        for row in _rows(folder, "ham10000")
    ]
    photos += [
        Photo(
            path=f"isic2017/{row['image']}",
            label=DERMOSCOPIC[row["label"].replace(" ", "_")],
            group=f"isic2017:{Path(row['image']).stem}",
            source="isic2017",
        )
        for row in _rows(folder, "isic2017")
    ]
    return photos


def not_skin_photos(folder: Path) -> list[Photo]:
    """Ordinary pictures of animals and things."""
    return [
        Photo(f"not_skin/{path.name}", "not_skin", f"not_skin:{path.stem}", "not_skin")
        for path in sorted((folder / "not_skin").glob("*.webp"))
    ]


def unknown_photos(folder: Path) -> list[Photo]:
    """Photos of diseases that no shipped model was taught: measured with, never trained on.

    None where the data folder has no such photos: a clinic that trains on its own need not.
    """
    if not (folder / "unknown_disease" / "labels.csv").is_file():
        return []
    return [
        Photo(
            f"unknown_disease/{row['image']}",
            row["label"],
            f"unknown:{row['label']}",
            f"unknown_disease:{row['set']}",
        )
        for row in _rows(folder, "unknown_disease")
    ]


def photos_of_kind(kind: str, folder: Path) -> list[Photo]:
    """All photos a model of this kind may be trained or validated on."""
    if kind == "clinical":
        return clinical_photos(folder)
    if kind == "dermoscopic":
        return dermoscopic_photos(folder)
    return clinical_photos(folder) + dermoscopic_photos(folder) + not_skin_photos(folder)


def labels_of(photos: Sequence[Photo]) -> tuple[str, ...]:
    """The labels in the order of the network's outputs: alphabetical."""
    return tuple(sorted({photo.label for photo in photos}))


def digest_of(photos: Sequence[Photo]) -> str:
    """SHA-256 of the list of photos, their labels and groups: which data a model saw."""
    lines = "\n".join(
        f"{photo.path}|{photo.label}|{photo.group}|{photo.source}" for photo in photos
    )
    return hashlib.sha256(lines.encode()).hexdigest()
