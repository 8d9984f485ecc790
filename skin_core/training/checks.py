"""Bad photo lists stop before training, with a sentence that names the row."""

import json
from collections.abc import Collection, Sequence
from pathlib import Path

from skin_core.training.photos import Photo
from skin_core.training.splits import Split


def check_photos(photos: Sequence[Photo], known: Collection[str], data: Path) -> None:
    """Every photo is there and its label is known; there is something to tell apart.

    Raises: ValueError.
    """
    for photo in photos:
        if photo.label not in known:
            raise ValueError(f"{photo.path}: no disease is called {photo.label!r}")
        if not (data / photo.path).is_file():
            raise ValueError(f"{photo.path}: listed, but not in {data}")
    if len({photo.label for photo in photos}) < 2:
        raise ValueError(f"all {len(photos)} photos have one label: nothing to tell apart")


def check_split(split: Split) -> None:
    """No group is in two parts of a split.

    Raises: ValueError.
    """
    part_of: dict[str, str] = {}
    for name in ("train", "validation", "test"):
        for photo in getattr(split, name):
            if part_of.setdefault(photo.group, name) != name:
                where = f"{part_of[photo.group]} and {name}"
                raise ValueError(f"{photo.path}: group {photo.group} is in {where}")


def check_multiplier(multiplier: Collection[str], labels: Collection[str]) -> None:
    """Only labels of the photos are multiplied.

    Raises: ValueError.
    """
    for label in multiplier:
        if label not in labels:
            raise ValueError(f"multiplier: no photo is labelled {label!r}")


def check_run(folder: Path, digest: str) -> None:
    """A run goes on only with the photos it began with: others would be split anew.

    Raises: ValueError.
    """
    began = folder / "run.json"
    if not (folder / "checkpoint.pt").exists() or not began.exists():
        return
    if json.loads(began.read_text(encoding="utf-8"))["data_digest"] != digest:
        raise ValueError(f"photos changed since {folder} began: remove it to start anew")
