"""Measure everything the budgets name, print a table, and keep the figures.

usage: python -m benchmarks [--quick]; clicks and keys alone: python -m benchmarks.steps
Writes benchmarks/results.json, newest run first, with commit and machine; then the table of README.
"""

from __future__ import annotations

import json
import sys
from math import inf
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import (
    api,
    case,
    folder,
    latency,
    machine,
    memo,
    outline,
    picture,
    registration,
    report,
    score,
    signs,
    start_up,
    steps,
)
from skin_core.evaluation.readme import write_readme

RESULTS = Path(__file__).with_name("results.json")
KEPT = 10  # runs
BUDGETS = {
    "classifier_heatmap_ms": 8.0,
    "outline_ms": 20.0,
    "signs_ms": 15.0,
    "registration_ms": 500.0,
    "photo_12mp_saved_ms": 200.0,
    "first_page_s": 4.0,
    "idle_mb": 500.0,
    "memo_shown_ms": 50.0,
    "score_shown_ms": 100.0,
    "opacity_step_ms": 30.0,
    "stroke_step_ms": 16.0,
    "pdf_ms": 300.0,
    "pdf_kb": 1000.0,
    "api_p95_s": 2.5,
    "api_wrong_answers": 0.0,
    "api_grown_mb": 50.0,
    "api_first_event_ms": 100.0,
    "api_stages_12mp_ms": 300.0,
    "api_findings_ms": 100.0,
}
AT_LEAST = {
    "folder_photos_per_s": 40.0,
    "outline_times_faster": 4.0,
    "api_analyses_per_s": 8.0,
}


def main() -> None:
    """Run every benchmark once."""
    if set(sys.argv[1:]) - {"--quick"}:  # ten minutes and a changed file are no answer to --help
        sys.exit(__doc__)
    quick = "--quick" in sys.argv
    figures = {
        **latency.measure(),
        **outline.measure(),
        **signs.measure(),
        **registration.measure(),
        **folder.measure(),
        **case.measure(),
        **report.measure(),
        **start_up.measure(1 if quick else 3),
        **memo.measure(),
        **score.measure(),
        **picture.measure(),
        **api.measure(),
    }
    _keep({**machine.describe(), "figures": figures, "steps": steps.measure()})
    if not quick:
        write_readme()
    _show(figures)


def _keep(run: dict[str, object]) -> None:
    earlier = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else []
    runs = [run, *earlier][:KEPT]
    RESULTS.write_text(json.dumps(runs, indent=1) + "\n", encoding="utf-8")


def keep_steps(found: dict[str, dict[str, int]]) -> None:
    """Add clicks and keys to the newest run, which measured no speed of its own meanwhile."""
    runs = json.loads(RESULTS.read_text(encoding="utf-8"))
    runs[0]["steps"] = found
    RESULTS.write_text(json.dumps(runs, indent=1) + "\n", encoding="utf-8")
    write_readme()


def _show(figures: dict[str, float]) -> None:
    table = Table("figure", "measured", "budget")
    for name, value in figures.items():
        most, least = BUDGETS.get(name, inf), AT_LEAST.get(name, 0.0)
        words = f"≤ {most:g}" if most < inf else f"≥ {least:g}" if least else ""
        table.add_row(name, f"{value:g}", words + ("" if least <= value <= most else "  missed"))
    Console().print(table)


if __name__ == "__main__":
    main()
