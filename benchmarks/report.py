"""The PDF of a case with photo and heatmap."""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.case import saved_case
from skin_core.i18n import LANGUAGES
from skin_core.services.reports import ReportChoice, preview_report, warm_up

REPEATS = 5


def measure() -> dict[str, float]:
    """Median milliseconds and largest kB over the three languages, fonts read before."""
    warm_up()
    spent, sizes = [], []
    with TemporaryDirectory() as home:
        store, case = saved_case(Path(home))
        for language in LANGUAGES:
            for _ in range(REPEATS):
                start = time.perf_counter()
                pdf = preview_report(
                    store, case, ReportChoice(language=language), datetime.now(UTC)
                )
                spent.append((time.perf_counter() - start) * 1000)
                sizes.append(len(pdf) / 1000)
    return {"pdf_ms": round(statistics.median(spent)), "pdf_kb": round(max(sizes))}
