"""Which photos are trained on: no group is ever on two sides."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from numpy.random import Generator

from skin_core.training.photos import Photo


@dataclass(frozen=True, slots=True)
class Split:
    """Photos to learn from, photos to choose by, and photos looked at once per release."""

    train: tuple[Photo, ...]
    validation: tuple[Photo, ...]  # settings, calibration and thresholds are chosen on these
    test: tuple[Photo, ...] = ()  # nothing is ever chosen on these


def split_by_group(
    photos: Sequence[Photo], share: float, rng: Generator, test_share: float = 0.0
) -> Split:
    """A split in which every label gives about these shares of its photos to validation and test.

    Photos of one group stay together. Copies made by the publisher are dropped from all
    parts; ISIC 2017 is trained on only. The validation part does not depend on `test_share`.
    """
    kept = [photo for photo in photos if not photo.copy]
    validation = _draw_groups(kept, share, rng)
    rest = [photo for photo in kept if photo.group not in validation]
    test = _draw_groups(rest, test_share * len(kept) / max(1, len(rest)), rng)
    return Split(
        tuple(photo for photo in rest if photo.group not in test),
        tuple(photo for photo in kept if photo.group in validation),
        tuple(photo for photo in rest if photo.group in test),
    )


def learned_too(split: Split, parts: Sequence[str]) -> Split:
    """The split once these parts ("validation", "test") are measured and learned from, too."""
    more = [photo for part in parts for photo in getattr(split, part)]
    return Split(
        (*split.train, *more),
        () if "validation" in parts else split.validation,
        () if "test" in parts else split.test,
    )


def _draw_groups(photos: Sequence[Photo], share: float, rng: Generator) -> set[str]:
    """Groups that hold about `share` of the photos of every label."""
    groups: dict[str, list[Photo]] = defaultdict(list)
    for photo in photos:
        groups[photo.group].append(photo)
    by_label: dict[str, list[str]] = defaultdict(list)
    for name, members in groups.items():
        if members[0].source != "isic2017":
            by_label[Counter(photo.label for photo in members).most_common(1)[0][0]].append(name)
    chosen: set[str] = set()
    for label in sorted(by_label):
        names = sorted(by_label[label])
        wanted = share * sum(len(groups[name]) for name in names)
        for place in rng.permutation(len(names)):
            if wanted <= 0:
                break
            name = names[int(place)]
            if len(groups[name]) <= max(1.0, 1.5 * wanted):
                chosen.add(name)
                wanted -= len(groups[name])
    return chosen


def split_by_source(photos: Sequence[Photo], leave_out: Sequence[str]) -> Split:
    """A split that keeps whole collections ("set" or "set:label") out of training.

    Groups that reach into a left-out collection are trained on nowhere. A label that would
    lose every training photo gets its smallest left-out collection back.
    """
    kept = [photo for photo in photos if not photo.copy]
    out = [p for p in kept if p.source in leave_out or f"{p.source}:{p.label}" in leave_out]
    left = [photo for photo in kept if photo not in set(out)]
    for label in sorted({photo.label for photo in out} - {photo.label for photo in left}):
        sources = Counter(photo.source for photo in out if photo.label == label)
        if len(sources) > 1:
            smallest = min(sources, key=lambda source: (sources[source], source))
            back = [p for p in out if p.label == label and p.source == smallest]
            out = [photo for photo in out if photo not in back]
            left += back
    taught = {photo.label for photo in left}
    touched = {photo.group for photo in out}
    return Split(
        tuple(photo for photo in left if photo.group not in touched),
        tuple(photo for photo in out if photo.label in taught),
    )
