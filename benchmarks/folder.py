"""Photos of phones and folders: the stages of one photo, and a command line over many."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.latency import median_ms
from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered import render_skin
from skin_core.inference import build_engine
from skin_core.inference.layers import MemoryLayers
from skin_core.services.analyse import analyse_case, run_to_end
from skin_core.services.pictures import load_photo
from skin_core.settings import ROOT, Settings

PHONE_PX = (1000, 750)
SMALL_PX = (240, 240)
PHOTOS = 400
REPEATS = 20
RUNS = 3  # of the command line: one alone is a seventh off at times


def measure() -> dict[str, float]:
    """Milliseconds from a decoded photo to its advice; photos a second, the start included."""
    return {"photo_stages_ms": round(_stages(), 1), "folder_photos_per_s": round(_folder(), 1)}


def _stages() -> float:
    networks = build_engine(Settings(device="cpu"))
    networks.warm()
    data = to_jpeg(render_skin("mole", "light", 1, PHONE_PX), 92)
    photo = load_photo(data, "photo.jpg", Settings().upload_limit_mb)

    def analyse() -> None:
        run_to_end(analyse_case([photo], {}, networks, MemoryLayers(), datetime.now(UTC)))

    return median_ms(analyse, REPEATS)


def _folder() -> float:
    with TemporaryDirectory() as name:
        photos, lines = Path(name) / "photos", Path(name) / "lines.jsonl"
        photos.mkdir()
        for number in range(PHOTOS):
            data = to_jpeg(render_skin("mole", "light", number, SMALL_PX), 90)
            (photos / f"{number}.jpg").write_bytes(data)
        command = [sys.executable, "-m", "skin_core", "analyse", str(photos), "--jsonl", str(lines)]
        return PHOTOS / median(_seconds(command) for _ in range(RUNS))


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start
