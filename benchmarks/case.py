"""A 12-megapixel photo, analysed and saved."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2
import numpy as np

from skin_core.domain.case import Case, Draft
from skin_core.inference import Networks, build_engine
from skin_core.services.analyse import PhotoFile, analyse_case, run_to_end
from skin_core.services.drafts import add_photo, new_draft, save_draft
from skin_core.services.pictures import sample_photos
from skin_core.services.records import Store, open_store, save_case
from skin_core.settings import Settings

WIDTH_PX, HEIGHT_PX = 4000, 3000
REPEATS = 7


def measure() -> dict[str, float]:
    """Median milliseconds from the bytes of a 12-megapixel JPEG to the saved case."""
    with TemporaryDirectory() as home:
        settings = Settings(home=Path(home))
        store, networks = open_store(settings), build_engine(settings)
        networks.warm()
        spent = []
        for _ in range(REPEATS):
            start = time.perf_counter()
            _analyse_and_save(store, networks)
            spent.append((time.perf_counter() - start) * 1000)
    return {"photo_12mp_saved_ms": round(statistics.median(spent))}


def saved_case(home: Path) -> tuple[Store, Case]:
    """One saved case in a store of its own."""
    settings = Settings(home=home)
    store = open_store(settings)
    return store, _analyse_and_save(store, build_engine(settings))


@cache
def photo_12mp() -> bytes:
    """A rendered lesion with sensor noise as JPEG, 4000 x 3000 pixels, about 5 MB."""
    sample = np.frombuffer(sample_photos()[0].data, np.uint8)
    small = np.asarray(cv2.imdecode(sample, cv2.IMREAD_COLOR), np.uint8)
    large = cv2.resize(small, (WIDTH_PX, HEIGHT_PX), interpolation=cv2.INTER_CUBIC)
    noise = np.random.default_rng(0).normal(0, 4, large.shape)
    noisy = np.clip(large + noise, 0, 255).astype(np.uint8)
    return bytes(cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 92])[1])


def _analyse_and_save(store: Store, networks: Networks) -> Case:
    now = datetime.now(UTC)
    draft: Draft = new_draft(now)
    layers = store.layers(draft.draft_id)
    file = PhotoFile("photo.jpg", photo_12mp())
    outcome = run_to_end(analyse_case([file], {}, networks, layers, now))
    draft = save_draft(store, add_photo(store, draft, outcome.loaded[0]), now)
    draft = replace(draft, analysis=outcome.case)
    return save_case(store, draft, visit_date=now.date().isoformat(), now=now)
