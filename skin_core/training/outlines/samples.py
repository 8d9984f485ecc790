"""Photos with the outline that a person drew, their groups and how they are split."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from skin_core.errors import SkinError
from skin_core.training.cache import check_whole, read_rgb
from skin_core.training.outlines.masks import FULL, grey_levels, own_mask
from skin_core.training.refusal import Refused, sentence_of

SHARE = 0.15
"""Share of the groups of a collection that settings are chosen on, and that is tested on."""
VITILIGO, UNMASKED, HEALTHY = "vitiligo", "vitiligo_unmasked", "normal"  # collections
UNSURE = 128  # of a mask by a network: neither within the outline nor outside
SAME_PATIENT = {
    "g011": "g004",
    "g020": "g000",
    "g026": "g025",
    "g030": "g000",
    "g033": "g027",
    "g034": "g032",
    "thumb23": "thumb18",
    "thumb32": "g013",
    "thumb48": "thumb47",
}
"""Groups of the collection vitiligo that show a patient of another one; found by eye."""
ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
OWN = "own"  # the collection of a clinic's own folder


@dataclass(frozen=True, slots=True)
class Outlined:
    """One photo and its outline.

    path, mask: relative to `root`; mask "" where a person found no lesion to outline.
    part: "train", "validation" or "test" where the publisher says so, else "".
    """

    root: Path
    path: str
    mask: str
    group: str
    source: str
    label: str = ""
    part: str = ""

    def pixels(self) -> NDArray[np.uint8]:
        """Photo and outline in one array: (H, W, 4) uint8, the last channel 0, 255 or UNSURE."""
        photo = read_rgb(self.root / self.path)
        return np.dstack([photo, self._outline(*photo.shape[:2])])

    def _outline(self, height: int, width: int) -> NDArray[np.uint8]:
        if not self.mask:
            return np.zeros((height, width), np.uint8)
        full = self._drawn(self.root / self.mask)
        if full.shape != (height, width):
            sizes = f"{full.shape[1]} x {full.shape[0]} pixels, its photo {width} x {height}"
            raise Refused(f"{self.root / self.mask}: {sizes}")
        return full

    def _drawn(self, file: Path) -> NDArray[np.uint8]:
        """A network tells how sure it is by levels; what a person drew is 0 or 255."""
        if self.source == OWN:
            return own_mask(file)
        levels = grey_levels(file)
        return levels if self.source == UNMASKED else np.where(levels > 127, FULL, np.uint8(0))


@dataclass(frozen=True, slots=True)
class OutlineSplit:
    """Photos to learn from, to choose by, and to look at once; no group is in two of them."""

    train: tuple[Outlined, ...]
    validation: tuple[Outlined, ...]
    test: tuple[Outlined, ...]


def collection(name: str, data: Path) -> list[Outlined]:
    """The outlined photos of one collection. Raises: Refused for a name that is none."""
    known = {
        "ham10000": _ham10000,
        "isic2017": _isic2017,
        "pad_ufes": _pad_ufes,
        VITILIGO: _vitiligo,
        UNMASKED: _unmasked,
        HEALTHY: _normal,
    }
    if name not in known:
        raise Refused(f"shares: no collection is called {name!r}; there are {', '.join(known)}")
    return known[name](data)


def _rows(data: Path, name: str) -> Iterator[dict[str, str]]:
    with (data / name / "labels.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _ham10000(data: Path) -> list[Outlined]:
    root = data / "ham10000"
    return [
        Outlined(root, r["frame"], r["mask"], f"ham:{r['lesion_id']}", "ham10000", r["label"])
        for r in _rows(data, "ham10000")
        if r["mask"]
    ]


def _isic2017(data: Path) -> list[Outlined]:
    """The given validation part is what is tested on; it is never chosen by."""
    root = data / "isic2017"
    return [
        Outlined(
            root,
            r["image"],
            r["mask"],
            f"isic:{Path(r['image']).stem}",
            "isic2017",
            r["label"],
            part="test" if r["split"] == "val" else "",
        )
        for r in _rows(data, "isic2017")
    ]


def _pad_ufes(data: Path) -> list[Outlined]:
    root = data / "pad_ufes"
    return [
        Outlined(root, r["image"], r["mask"], f"pad:{r['patient_id']}", "pad_ufes", r["label"])
        for r in _rows(data, "pad_ufes")
        if r["mask"]
    ]


def _vitiligo(data: Path) -> list[Outlined]:
    return [photo for photo in _patches(data) if photo.mask]


def _unmasked(data: Path) -> list[Outlined]:
    """Photos of vitiligo that nobody outlined: for self-training, never for a test."""
    return [replace(photo, source=UNMASKED) for photo in _patches(data) if not photo.mask]


def _patches(data: Path) -> list[Outlined]:
    """Photos of vitiligo, outlined (mask) and not (mask "")."""
    root = data / "vitiligo"
    return [
        Outlined(
            root,
            r["image"],
            r["mask"],
            f"vitiligo:{SAME_PATIENT.get(r['group'], r['group'])}",
            VITILIGO,
            "vitiligo",
        )
        for r in _rows(data, "vitiligo")
    ]


def _normal(data: Path) -> list[Outlined]:
    """Healthy skin: photos on which "no lesion" is the right answer."""
    root = data / "clinical"
    return [
        Outlined(root, r["image"], "", f"normal:{r['group']}", "normal", "normal")
        for r in _rows(data, "clinical")
        if r["label"] == "normal" and r["augmented_copy"] != "1"
    ]


def own_folder(folder: Path) -> list[Outlined]:
    """A clinic's folder: image/NAME.jpg and its outline; none means no lesion.

    The outline is mask/NAME.png, or NAME.json of labelme or COCO's run lengths in either folder.
    groups.csv (columns image, group) tells which photos show one lesion or patient; without it
    each photo is its own. Raises: FileNotFoundError where there is no photo.
    """
    photos = sorted(p for p in (folder / "image").glob("*") if p.suffix.lower() in ENDINGS)
    if not photos:
        raise Refused(f"{folder / 'image'}: there is no photo in it")
    _check_masks(folder / "mask", {photo.stem for photo in photos})
    listed = folder / "groups.csv"
    groups: dict[str, str] = {}
    if listed.is_file():
        with listed.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines)
            if not {"image", "group"} <= set(rows.fieldnames or ()):
                raise Refused(f"{listed}: the columns image and group are needed")
            groups = {row["image"]: row["group"] for row in rows}
        if strange := sorted(set(groups) - {photo.name for photo in photos}):
            raise Refused(f"{listed}: there is no photo {strange[0]!r} in {folder / 'image'}")
    found = []
    for photo in photos:
        names = (f"mask/{photo.stem}.png", *(f"{at}/{photo.stem}.json" for at in ("mask", "image")))
        drawn = next((name for name in names if (folder / name).is_file()), "")
        group = groups.get(photo.name, photo.stem)
        found.append(Outlined(folder, f"image/{photo.name}", drawn, f"own:{group}", OWN))
    return found


def _check_masks(folder: Path, photos: Collection[str]) -> None:
    """Every outline is of a photo: one by another name would make its photo one without a lesion.

    Raises: Refused naming the file.
    """
    for drawn in sorted(folder.glob("*")):
        if drawn.suffix.lower() in (*ENDINGS, ".json") and (
            drawn.stem not in photos or drawn.suffix not in (".png", ".json")
        ):
            raise Refused(f"{drawn}: NAME.png or NAME.json goes with the photo NAME.jpg")


def check_outlined(photos: Sequence[Outlined]) -> None:
    """Some photo is outlined, and of a clinic's own each photo and outline can be read.

    An outline of nothing is refused: it may be one that was lost, and "no lesion" has no outline.
    Raises: Refused naming the file.
    """
    if photos and not any(photo.mask for photo in photos):
        raise Refused(f"{photos[0].root}: no photo is outlined, there is nothing to learn")
    for photo in photos:
        if photo.source != OWN:
            continue
        check_whole(photo.root / photo.path)
        try:
            drawn = photo.pixels()[..., 3]
        except SkinError as error:
            raise Refused(f"{photo.root / photo.mask}: {sentence_of(error)}") from error
        if photo.mask and not drawn.any():
            empty = f"{photo.root / photo.mask}: nothing is outlined in it"
            raise Refused(f"{empty}; a photo without a lesion goes without such a file")


def split_outlined(photos: Iterable[Outlined], seed: int) -> OutlineSplit:
    """70/15/15 by group within each collection; a part that the publisher gives is kept."""
    parts: dict[str, list[Outlined]] = defaultdict(list)
    by_source: dict[str, list[Outlined]] = defaultdict(list)
    for photo in photos:
        by_source[photo.source].append(photo)
    for source in sorted(by_source):
        members = by_source[source]
        given = [photo for photo in members if photo.part == "test"]
        parts["test"] += given
        free = [photo for photo in members if photo.part != "test"]
        names = np.array(sorted({photo.group for photo in free}))
        order = np.random.default_rng(seed).permutation(len(names))
        count = round(SHARE * len(names))
        validation = set(names[order[:count]])
        test = set() if given else set(names[order[count : 2 * count]])
        for photo in free:
            part = "validation" if photo.group in validation else "train"
            parts["test" if photo.group in test else part].append(photo)
    return OutlineSplit(tuple(parts["train"]), tuple(parts["validation"]), tuple(parts["test"]))


def learned_too(split: OutlineSplit, parts: Collection[str]) -> OutlineSplit:
    """The split once these parts ("validation", "test") are measured and learned from, too.

    What its publisher holds back stays so: others compare by it.
    """
    more = [one for part in parts for one in getattr(split, part) if one.part != "test"]
    left = {
        part: tuple(one for one in getattr(split, part) if part not in parts or one.part == "test")
        for part in ("validation", "test")
    }
    return OutlineSplit((*split.train, *more), **left)


def fold_split(photos: Sequence[Outlined], folds: int, out: int, seed: int) -> OutlineSplit:
    """Grouped cross-validation: every group is tested in exactly one of `folds` runs."""
    names = sorted({photo.group for photo in photos})
    order = np.random.default_rng(seed).permutation(len(names))
    fold_of = {names[int(place)]: rank % folds for rank, place in enumerate(order)}
    test = tuple(photo for photo in photos if fold_of[photo.group] == out)
    train = tuple(photo for photo in photos if fold_of[photo.group] != out)
    return OutlineSplit(train, (), test)


def digest_of(photos: Iterable[Outlined]) -> str:
    """SHA-256 of the list of photos and their groups: which data a network saw."""
    lines = "\n".join(f"{one.source}/{one.path}|{one.mask}|{one.group}" for one in photos)
    return hashlib.sha256(lines.encode()).hexdigest()
