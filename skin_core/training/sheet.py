"""A contact sheet of what a network is shown while it learns; nothing is trained for it."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from skin_core.imaging.overlay import to_jpeg
from skin_core.training.distil import Lesson, TaughtLoader
from skin_core.training.loader import Loader
from skin_core.training.refusal import Refused

ROWS = 4


def shown(loader: Loader) -> Loader:
    """The loader whose batches an experiment learns from.

    Of a student it draws the views that its teachers are asked about, more and more corrupted.
    Teachers are not asked for a sheet, so hard photos are among the first too.
    """
    how = loader.config.distillation
    if not how:
        return loader
    photos, labels = len(loader.photos), len(loader.labels)
    lesson = Lesson(np.zeros((photos, how.views, labels), np.float32), np.zeros(photos))
    return TaughtLoader(loader.photos, loader.labels, loader.cache, loader.config, lesson, how)


def steps_shown(loader: Loader) -> list[int]:
    """The first steps; of a student, whose photos get worse, steps from the first to the last."""
    if not isinstance(loader, TaughtLoader):
        return list(range(ROWS))
    return [round(step) for step in np.linspace(0, loader.steps - 1, ROWS)]


def draw_sheet(loader: Loader, file: Path) -> None:
    """Draw a batch of each of some steps into a JPEG file, one a row.

    Raises: Refused for a name of another kind of file.
    """
    if file.suffix.lower() not in (".jpg", ".jpeg"):
        raise Refused(f"--sheet: {file} is no name of a JPEG file")
    loader = shown(loader)
    side, rows = loader.config.sizes[-1], []
    for step in steps_shown(loader):
        views = loader.batch(step).pixels.permute(0, 2, 3, 1).numpy()
        row = np.clip(np.concatenate(list(views), axis=1) * 127.5 + 127.5, 0, 255).astype(np.uint8)
        rows.append(cv2.resize(row, (side * len(views), side)) if len(row) != side else row)
    file.write_bytes(to_jpeg(np.concatenate(rows), 90))
