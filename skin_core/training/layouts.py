"""Data sets as they are published, or a folder or table of one's own, read into photos.

Whoever has access to one names it in a configuration:

    [data]
    layout = "pad_ufes_20"
    folder = "~/PAD-UFES-20"

Published names are turned into taxonomy keys by the table of the layout and by `labels`, which
goes before it; a name mapped to "" is left out. Of SD-198 and SD-260, too, is every class that no
disease of the taxonomy is called after; it is told which, and how many photos.
"""

from __future__ import annotations

import glob
import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from skin_core.diseases.taxonomy import all_diseases
from skin_core.models.facts_input import UNKNOWN, PatientFacts
from skin_core.training.cache import PhotoCache, open_cache
from skin_core.training.checks import check_collections
from skin_core.training.config import DataSet, TrainConfig
from skin_core.training.photos import (
    DERMOSCOPIC,
    RENAMED,
    Photo,
    data_folder,
    facts_of,
    photos_of_kind,
)
from skin_core.training.refusal import Refused
from skin_core.training.rows import check_columns, read_table
from skin_core.training.tables import read_json, read_toml

SUFFIXES = frozenset((".jpg", ".jpeg", ".png", ".webp", ".bmp"))
ISIC = {
    "MEL": "melanoma",
    "NV": "melanocytic_nevus",
    "BCC": "basal_cell_carcinoma",
    "AK": "actinic_keratosis",
    "AKIEC": "actinic_keratosis_or_bowen",
    "BKL": "benign_keratosis",
    "DF": "dermatofibroma",
    "VASC": "vascular_lesion",
    "SCC": "squamous_cell_carcinoma",
    "UNK": "",
}
SD_198: Mapping[str, str] = read_toml(Path(__file__).with_name("sd_198.toml"))
ONLY_OURS = ("sd_198",)  # layouts of which a class that no disease is called after is left out
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Row:
    """One photo as published: file name without folder, label, whom it belongs with."""

    image: str
    label: str
    group: str
    facts: PatientFacts = UNKNOWN


def photos_for(config: TrainConfig) -> list[Photo]:
    """The photos of an experiment: of its data set or its kind, and of the collections it names.

    Raises: Refused.
    """
    photos = read_set(config.data) if config.data else photos_of_kind(config.kind, data_folder())
    check_collections("sources", config.sources, photos)
    return [photo for photo in photos if not config.sources or photo.source in config.sources]


def folder_of(config: TrainConfig) -> Path:
    """The folder that the paths of an experiment's photos count from."""
    return config.data.where if config.data else data_folder()


def decoded(config: TrainConfig, photos: Sequence[Photo], cache: Path) -> PhotoCache:
    """The decoded photos; those of a data set have a place of their own, paths may be alike.

    A picture that was put in the place of another of its name is decoded anew.
    """
    if config.data:
        files = [config.data.where / photo.path for photo in photos]
        now = "\n".join(f"{file.stat().st_size} {file.stat().st_mtime_ns}" for file in files)
        cache = cache / hashlib.sha256(f"{config.data.where}\n{now}".encode()).hexdigest()[:12]
    steps, strange = config.prepare, bool(config.data)
    return open_cache(photos, folder_of(config), cache, strange=strange, prepare=steps)


def read_set(data: DataSet) -> list[Photo]:
    """The photos of a data set, paths relative to its folder.

    Raises: Refused naming the row whose picture is missing or could be several, a name that
    `labels` maps and nothing has, or the folder without any photo.
    """
    folder = data.where
    if not folder.is_dir():
        raise Refused(f"folder: there is no folder {folder}")
    read, names = LAYOUTS[data.layout]
    names = {**names, **data.labels}
    files = _files(folder)
    photos, found, strange = [], set[str](), Counter[str]()
    for row in read(data, folder):
        found.add(row.label)
        label = names.get(row.label, row.label.strip().lower().replace(" ", "_"))
        if data.layout in ONLY_OURS and row.label not in names and label not in all_diseases():
            strange[row.label] += 1
        elif label:
            file = _picture(row.image, files, folder)
            group = f"{data.layout}:{row.group}"
            photos.append(Photo(file, label, group, data.layout, facts=row.facts))
    if strange:
        told = ", ".join(f"{name} ({count})" for name, count in sorted(strange.items()))
        _tell(
            f"{folder}: left out, as no disease is called so and `labels` does not map it: {told}"
        )
    if not photos:
        raise Refused(f"{folder}: no photo found in the layout {data.layout!r}")
    for name in data.labels:
        if name not in found:
            there = ", ".join(sorted(found)[:12])
            raise Refused(f"labels: nothing is called {name!r} in {folder}; there are {there}")
    return photos


@cache
def _tell(told: str) -> None:
    """Warn, once in a command: a set is read several times."""
    log.warning(told)


def _files(folder: Path) -> dict[str, list[str]]:
    """Every picture by its path and, for tables of names, by its name with and without ending."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES:
            relative = path.relative_to(folder).as_posix()
            for name in {relative, path.name, path.stem}:
                found.setdefault(name, []).append(relative)
    return found


def _picture(image: str, files: Mapping[str, list[str]], folder: Path) -> str:
    """The picture of a row: of this path, or the only one of this name wherever it lies.

    Raises: Refused.
    """
    found = files.get(PurePosixPath(image).as_posix(), []) if image else []
    if image in found:
        return image
    if not found:
        raise Refused(f"{image or 'a row without image'}: listed, but not in {folder}")
    if len(found) > 1:
        raise Refused(
            f"{image}: could be {found[0]} or {found[1]} in {folder}; tell its path, or rename one"
        )
    return found[0]


def _table(file: Path, *columns: str) -> list[dict[str, str]]:
    """The rows of a table; a column of `columns` is in each, never empty but for facts.

    Raises: Refused naming file and column, or the line.
    """
    there, rows = read_table(file, *(name for name in columns if name not in MAY_BE_EMPTY))
    check_columns(file, there, columns)
    return rows


MAY_BE_EMPTY = ("age", "sex", "localization", "gender", "region")


def _one(folder: Path, pattern: str) -> Path:
    """The one file of a name, wherever in the folder it lies.

    Raises: Refused where there is none, or several: which is meant nobody could say.
    """
    found = sorted(folder.rglob(pattern))
    if not found:
        raise Refused(f"{folder}: no file {pattern}")
    if len(found) > 1:
        raise Refused(f"{found[0]} and {found[1]}: name the folder of one of them")
    return found[0]


def _folders(data: DataSet, folder: Path) -> Iterator[Row]:
    """One folder for each label, as in SD-198 and SD-260; each photo its own group."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES:
            place = path.relative_to(folder).as_posix()
            yield Row(place, path.parent.name, place)


def _csv(data: DataSet, folder: Path) -> Iterator[Row]:
    """labels.csv with the columns image, label and group; age, sex and site where it has them."""
    for row in _table(folder / "labels.csv", "image", "label", "group"):
        known = facts_of(row.get("age", ""), row.get("sex", ""), row.get("site", ""))
        yield Row(row["image"], row["label"], row["group"], known)


def _ham10000(data: DataSet, folder: Path) -> Iterator[Row]:
    """HAM10000: HAM10000_metadata and two folders of JPEG files."""
    columns = ("image_id", "dx", "lesion_id", "age", "sex", "localization")
    for row in _table(_one(folder, "HAM10000_metadata*"), *columns):
        known = facts_of(row["age"], row["sex"], row["localization"])
        yield Row(row["image_id"], row["dx"], row["lesion_id"], known)


def _isic(data: DataSet, folder: Path) -> Iterator[Row]:
    """An ISIC challenge (2018, 2019): a table of ones and zeros, and what more there is."""
    about = {
        row["image"]: row
        for name in ("*Metadata.csv", "*LesionGroupings.csv")
        for file in folder.rglob(name)
        for row in _table(file, "image")
    }
    for row in _table(_one(folder, "*GroundTruth.csv"), "image"):
        image = row["image"]
        told = [name for name in ISIC if row.get(name, "").strip() in ("1", "1.0")]
        if len(told) != 1:
            raise Refused(f"{image}: {len(told)} diagnoses are 1, where one has to be")
        label = told[0]
        more = about.get(image, {})
        known = facts_of(
            more.get("age_approx", ""), more.get("sex", ""), more.get("anatom_site_general", "")
        )
        yield Row(image, label, more.get("lesion_id") or image, known)


def _pad_ufes(data: DataSet, folder: Path) -> Iterator[Row]:
    """PAD-UFES-20: metadata.csv and three folders of PNG files."""
    columns = ("img_id", "diagnostic", "patient_id", "age", "gender", "region")
    for row in _table(_one(folder, "metadata.csv"), *columns):
        known = facts_of(row["age"], row["gender"], row["region"])
        yield Row(row["img_id"], row["diagnostic"], row["patient_id"], known)


def _json(data: DataSet, folder: Path) -> Iterator[Row]:
    """A JSON file beside, or in a folder apart from, each picture of the same name (AI-Hub).

    The sets differ in their keys: `label_key` and `group_key` are paths of dots in the file.
    """
    for file in sorted(folder.rglob("*.json")):
        tree = read_json(file)
        label = _at(tree, data.label_key, file)
        group = _at(tree, data.group_key, file) if data.group_key else _of_itself(file, folder)
        yield Row(_beside(file, folder), label, group)


def _of_itself(file: Path, folder: Path) -> str:
    """The group of a photo of which nothing else is told: its place, as names begin anew."""
    return file.relative_to(folder).with_suffix("").as_posix()


def _beside(file: Path, folder: Path) -> str:
    """The picture of a JSON file: the one of its name beside it, else of its name alone."""
    for path in sorted(file.parent.glob(f"{glob.escape(file.stem)}.*")):
        if path.suffix.lower() in SUFFIXES:
            return path.relative_to(folder).as_posix()
    return file.stem


def _at(tree: object, path: str, file: Path) -> str:
    for key in path.split("."):
        if isinstance(tree, list) and key.isdigit() and int(key) < len(tree):
            tree = tree[int(key)]
        elif isinstance(tree, dict) and key in tree:
            tree = tree[key]
        else:
            raise Refused(f"{file}: nothing at {path!r}")
    return str(tree)


LAYOUTS: Mapping[str, tuple[Callable[[DataSet, Path], Iterator[Row]], Mapping[str, str]]] = {
    "folders": (_folders, SD_198),
    "sd_198": (_folders, SD_198),
    "csv": (_csv, {}),
    "ham10000": (_ham10000, DERMOSCOPIC),
    "isic": (_isic, ISIC),
    "pad_ufes_20": (_pad_ufes, RENAMED),
    "json": (_json, {}),
}
