"""The signs of one photo: what a suggestion on the Severity page waits for."""

from __future__ import annotations

from benchmarks.latency import REPEATS, SIDE_PX, THREADS, median_ms
from skin_core.imaging.rendered import render_skin
from skin_core.inference import build_engine
from skin_core.inference.grade import OF_ACNE, OF_ECZEMA, grade_photo
from skin_core.settings import Settings


def measure() -> dict[str, float]:
    """Median milliseconds from a decoded photo to its grades, the slower of the two networks."""
    networks = build_engine(Settings(device="cpu", threads=THREADS))
    photo = render_skin("mole", "light", 1, (SIDE_PX, SIDE_PX))
    spent = [
        median_ms(lambda kind=kind: grade_photo(photo, kind, networks), REPEATS)  # type: ignore[misc]
        for kind in (OF_ECZEMA, OF_ACNE)
    ]
    return {"signs_ms": round(max(spent), 2)}
