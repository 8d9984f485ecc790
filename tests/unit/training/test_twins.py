"""One picture in two groups is found before a training, however it was saved."""

from __future__ import annotations

import csv
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from skin_core.training.cache import PhotoCache
from skin_core.training.photos import Photo
from skin_core.training.splits import Split
from skin_core.training.twins import twins_across, write_twins

Pixels = NDArray[np.uint8]


def picture(seed: int) -> Pixels:
    coarse = np.random.default_rng(seed).integers(60, 220, (20, 26, 3)).astype(np.uint8)
    return np.asarray(cv2.resize(coarse, (130, 100), interpolation=cv2.INTER_CUBIC), np.uint8)


def saved_anew(photo: Pixels) -> Pixels:
    """Smaller, mirrored, brighter, compressed and with a watermark."""
    small = cv2.resize(photo, (91, 70), interpolation=cv2.INTER_AREA)[:, ::-1]
    bright = np.clip(small * 1.1 + 6, 0, 255).astype(np.uint8)
    cv2.putText(bright, "www", (3, 66), cv2.FONT_HERSHEY_SIMPLEX, 0.3, (255, 255, 255))
    _, code = cv2.imencode(".jpg", bright, [cv2.IMWRITE_JPEG_QUALITY, 60])
    return np.asarray(cv2.imdecode(code, cv2.IMREAD_COLOR), np.uint8)


def cache_of(pictures: dict[str, Pixels]) -> PhotoCache:
    places, start = {}, 0
    for name, one in pictures.items():
        places[name] = (start, one.shape[0], one.shape[1])
        start += one.size
    return PhotoCache(np.concatenate([one.ravel() for one in pictures.values()]), places)


def test_a_picture_saved_anew_is_found_and_another_is_not(tmp_path: Path) -> None:
    pictures = {f"{seed}": picture(seed) for seed in range(6)} | {
        "flat": np.full_like(picture(0), 9)
    }
    pictures["again"] = saved_anew(picture(2))
    photos = {name: Photo(name, "acne", name, "drawn") for name in pictures}
    split = Split(
        tuple(photos[name] for name in ("0", "1", "2", "flat")),
        (photos["again"], photos["3"]),
        (photos["4"], photos["5"]),
    )
    twins = twins_across(split, cache_of(pictures))
    assert [(one.path, other.path) for one, other, _ in twins] == [("2", "again")]
    write_twins(twins, tmp_path / "twins.csv")
    with (tmp_path / "twins.csv").open(encoding="utf-8") as lines:
        (row,) = csv.DictReader(lines)
    assert (row["learned_from"], row["held_back"]) == ("2", "again")


def test_without_held_back_photos_nothing_is_compared() -> None:
    assert (
        twins_across(Split((Photo("0", "acne", "0", "x"),), ()), cache_of({"0": picture(0)})) == []
    )
