"""Bad photo lists stop before training, with a sentence that names the row."""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from skin_core.training.config import HOLDS, TrainConfig
from skin_core.training.photos import Photo, labels_of
from skin_core.training.refusal import Refused
from skin_core.training.splits import Split
from skin_core.training.tables import read_json

FREE = ("threads", "device", "workers")  # may be other ones when a run goes on
SHOWN = 6
log = logging.getLogger(__name__)


def check_photos(photos: Sequence[Photo], known: Collection[str], data: Path) -> None:
    """Every photo is there once and its label is known; there is something to tell apart.

    Raises: Refused.
    """
    seen: dict[str, Photo] = {}
    for photo in photos:
        if photo.label not in known:
            told = "map it by `labels` in [data], or leave it out there by an empty name"
            raise Refused(f"{photo.path}: no disease is called {photo.label!r}; {told}")
        if not (data / photo.path).is_file():
            raise Refused(f"{photo.path}: listed, but not in {data}")
        if (other := seen.setdefault(photo.path, photo)) is not photo:
            told = f"as {other.label} and {photo.label}, groups {other.group} and {photo.group}"
            raise Refused(f"{photo.path}: listed twice, {told}; keep one")
    if len({photo.label for photo in photos}) < 2:
        raise Refused(f"all {len(photos)} photos have one label: nothing to tell apart")


def check_split(split: Split) -> None:
    """No group is in two parts of a split.

    Raises: Refused.
    """
    part_of: dict[str, str] = {}
    for name in ("train", "validation", "test"):
        for photo in getattr(split, name):
            if part_of.setdefault(photo.group, name) != name:
                where = f"{part_of[photo.group]} and {name}"
                raise Refused(f"{photo.path}: group {photo.group} is in {where}")


def check_shares(split: Split, photos: Sequence[Photo], config: TrainConfig) -> None:
    """Every part that is asked for holds photos, and every label has some to learn from.

    Where whole collections are left out, a label may be learned nowhere: it is judged nowhere.
    Raises: Refused naming the label or the key.
    """
    learned = labels_of(split.train)
    lost = [label for label in labels_of(photos) if label not in learned]
    if len(learned) < 2:
        key = "leave_out: " if config.leave_out else ""
        told = f"{len(split.train)} photos are left to learn from, of {len(learned)} labels"
        raise Refused(f"{key}{told}: two are needed")
    if config.leave_out and not split.validation:
        raise Refused("leave_out: no label of what is left out is learned elsewhere")
    if lost and not config.leave_out:
        few = _some(f"{label} ({_groups(photos, label)} groups)" for label in lost)
        raise Refused(f"no photo is left to learn from of {few}: add groups or leave it out")
    for name, part in (("validation", split.validation), ("test", split.test)):
        key = f"{name}_share"
        if getattr(config, key) and not part and name not in config.learn_too:
            groups = len({photo.group for photo in photos})
            told = f"no group of the {groups} is small enough to be held back: add groups, or set 0"
            raise Refused(f"{key}: {told}")
    unjudged = [label for label in learned if label not in labels_of(split.validation)]
    if split.validation and unjudged and not config.leave_out:
        log.warning("learned, but on no photo to choose by: %s", _some(unjudged))


def _groups(photos: Sequence[Photo], label: str) -> int:
    return len({photo.group for photo in photos if photo.label == label})


def _some(words: Collection[str] | Any) -> str:
    listed = list(words)
    return ", ".join(listed[:SHOWN]) + (f" and {len(listed) - SHOWN} more" * (len(listed) > SHOWN))


def check_collections(key: str, named: Sequence[str], photos: Sequence[Photo]) -> None:
    """Collections that a key names ("set", or "set:label" where it may) are among the photos.

    Raises: Refused.
    """
    sources = {photo.source for photo in photos}
    pairs = {f"{photo.source}:{photo.label}" for photo in photos}
    for name in named:
        if name not in sources and not (key == "leave_out" and name in pairs):
            told = f"no photo is of the collection {name!r}; there are {_some(sorted(sources))}"
            raise Refused(f"{key}: {told}")


def check_facts(names: Sequence[str], photos: Sequence[Photo]) -> None:
    """Each fact that a network is to read is known of some photo.

    Raises: Refused.
    """
    for name in names:
        field = "age_years" if name == "age" else name
        if all(getattr(photo.facts, field) in (None, "") for photo in photos):
            raise Refused(f"facts: {name} is known of none of the {len(photos)} photos")


def check_multiplier(multiplier: Collection[str], labels: Collection[str]) -> None:
    """Only labels of the photos are multiplied.

    Raises: Refused.
    """
    for label in multiplier:
        if label not in labels:
            raise Refused(f"multiplier: no photo is labelled {label!r}")


def check_run(folder: Path, digest: str, settings: dict[str, object]) -> None:
    """A run goes on only with the photos and settings it began with.

    Other photos would be split anew, and a network of two recipes is of neither.
    Raises: Refused naming the key.
    """
    began = folder / "run.json"
    if not (folder / "checkpoint.pt").exists() or not began.exists():
        return
    record = read_json(began)
    if record["data_digest"] != digest:
        raise Refused(f"photos changed since {folder} began: remove it to start anew")
    check_settings(folder, record, settings)


def record_of(folder: Path) -> dict[str, Any]:
    """What is written down of a run that has trained.

    Raises: Refused where there is none.
    """
    if not (folder / "checkpoint.pt").is_file():
        raise Refused(f"there is no run {folder.name!r} in {folder.parent}: train it first")
    record: dict[str, Any] = read_json(folder / "run.json")
    return record


def check_finished(name: str, record: dict[str, Any]) -> None:
    """A run of so many steps was trained to its end.

    Raises: Refused.
    """
    if record["step"] < record["config"]["steps"]:
        told = f"{record['step']} of {record['config']['steps']} steps"
        raise Refused(f"the run {name} is at {told}: give its training the same command again")


def check_restorable(folder: Path, digest: str, phase: Mapping[str, Any]) -> None:
    """A run is made anew only where there is none, and from the photos that it learned from.

    Raises: Refused.
    """
    if (file := folder / "checkpoint.pt").exists():
        raise Refused(f"{file} is there already; remove it to have what was released")
    if digest != phase["data_digest"]:
        raise Refused(f"{folder.name}: the photos are not those it was trained on any more")


def check_settings(
    folder: Path, record: dict[str, Any], settings: dict[str, object], free: Sequence[str] = FREE
) -> None:
    """The settings of a run are those it began with.

    free: keys that may differ, and those that were added to the program since.
    Raises: Refused naming the key.
    """
    now = json.loads(json.dumps(settings))
    if now.get("strategy") not in HOLDS:
        free = (*free, "anchor_strength")  # nothing is held: its default may be another one
    for key, value in record["config"].items():
        if key in now and key not in free and now[key] != value:
            told = f"{key}: {folder} began with {value!r}, now it is {now[key]!r}"
            raise Refused(f"{told}; give the experiment another name, or remove the folder")
