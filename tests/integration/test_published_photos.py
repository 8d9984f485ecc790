"""Photos that were published pass the check of their quality; blurred ones do not."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from skin_core.imaging.load import load_photo
from skin_core.imaging.quality import measure_quality


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("folder", "column"),
    [("clinical", "image"), ("pad_ufes", "image"), ("ham10000", "square224")],
)
def test_published_photos_pass(real_data: Path, folder: str, column: str) -> None:
    with (real_data / folder / "labels.csv").open(encoding="utf-8") as rows:
        names = [row[column] for row in csv.DictReader(rows) if row[column]]
    chosen = random.Random(11).sample(names, 120)
    refused = 0
    spoiled = 0
    for name in chosen:
        photo = load_photo((real_data / folder / name).read_bytes(), name)
        refused += bool(measure_quality(photo).refused)
        sigma = 3 * min(photo.pixels.shape[:2]) / 224
        blurred = np.asarray(cv2.GaussianBlur(photo.pixels, (0, 0), sigma), np.uint8)
        spoiled += bool(measure_quality(replace(photo, photo_id="", pixels=blurred)).refused)
    assert refused <= 0.02 * len(chosen)  # 1 in 100, and the chance of the draw
    assert spoiled >= 0.95 * len(chosen)
