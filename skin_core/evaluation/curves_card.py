"""The curves of evaluation.json: as tables of the card, and drawn as a page for a browser."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from skin_core.domain.analysis import Urgency
from skin_core.evaluation.held_out import find_classifier, read_figures
from skin_core.evaluation.model_card import WILSON, pairs, section, table, with_intervals
from skin_core.training.refusal import Refused
from skin_core.training.release import RUNS
from skin_core.training.tables import read_json

BENEFIT = (
    "Net benefit of a referral, in true referrals a photo (Vickers and Elkin 2006): by the summed "
    "probability of the tier, and of referring everybody; of referring nobody it is 0. At a "
    "threshold p one true referral is worth p / (1 - p) needless ones."
)
SOURCES = (
    "Coverage: share of photos whose disease stands in the prediction set. Told: diseases that a "
    "collection does not have are left out beforehand, as in a clinic that knows what it treats."
)
HEIGHT_PX = 420
SHARES = ("top_1", "top_3", "coverage", "told: top_1", "told: top_3")


def curve_sections(curves: Mapping[str, Any]) -> list[str]:
    """Calibration and what following the risk is worth, for the card."""
    told = curves["calibration"]
    errors = {key: told[key] for key in ("ece_before", "ece_after")}
    note = "Before and after the temperature; below, first guesses in ten bins of confidence."
    lines = section("Calibration", [*pairs(errors), *table(told["bins"])], note)
    for tier in (Urgency.URGENT, Urgency.SOON):  # where any photo must be seen so soon
        if not (rows := curves.get(f"net_benefit_{tier}")):
            continue
        lines += section(f"What a referral at {tier} is worth", table(rows), BENEFIT)
    return lines


def sources_section(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Every collection by itself, for the card."""
    told = with_intervals(rows, dict.fromkeys(SHARES, "photos"))
    return section("Per collection", table(told), f"{SOURCES} {WILSON}")


def main(arguments: list[str]) -> None:
    """python -m skin_core.evaluation curves clinical --html page.html: draw what was measured.

    With --runs NAME ... the learning curves of runs in .runs/, too.
    """
    parser = argparse.ArgumentParser(prog="skin_core.evaluation curves", description=main.__doc__)
    parser.add_argument("model", help="name of a model in weights/")
    parser.add_argument("--html", type=Path, required=True, help="page to write; opens offline")
    parser.add_argument("--runs", nargs="*", default=(), help="runs whose learning is drawn, too")
    given = parser.parse_args(arguments)
    found = read_figures(find_classifier(given.model).folder)
    curves = found["curves"] | {f"learning_of_{run}": learning(RUNS / run) for run in given.runs}
    given.html.write_text(page(given.model, curves), encoding="utf-8")


def learning(run: Path) -> list[dict[str, float]]:
    """Points of a learning curve: step, loss since the point before, figures of the choosing part.

    Raises: Refused where the run has no curve.
    """
    if not (run / "curve.json").is_file():
        raise Refused(f"--runs: there is no learning curve in {run}")
    points: list[dict[str, float]] = read_json(run / "curve.json")
    return points


def page(title: str, curves: Mapping[str, Any]) -> str:
    """One HTML page of all curves, with the script that draws them inside."""
    from plotly.offline import get_plotlyjs  # only a researcher's page needs it

    charts = "".join(
        _chart(name, rows).to_html(False, include_plotlyjs=False) for name, rows in _drawn(curves)
    )
    head = f"<meta charset='utf-8'><title>{title}</title><script>{get_plotlyjs()}</script>"
    return f"<!doctype html><html><head>{head}</head><body><h1>{title}</h1>{charts}</body></html>"


def _drawn(curves: Mapping[str, Any]) -> list[tuple[str, Sequence[Mapping[str, float]]]]:
    """Name and rows of each chart; the first value of a row goes across, the others go up."""
    bins = [
        {"confidence": r["confidence"], "right": r["right"]} for r in curves["calibration"]["bins"]
    ]
    return [
        ("reliability", bins),
        *((key, rows) for key, rows in curves.items() if key != "calibration"),
    ]


def _chart(name: str, rows: Sequence[Mapping[str, float]]) -> Any:
    import plotly.graph_objects as go

    across, *up = rows[0]
    chart = go.Figure(layout={"title": name.replace("_", " "), "height": HEIGHT_PX})
    for key in up:
        chart.add_scatter(x=[row[across] for row in rows], y=[row[key] for row in rows], name=key)
    chart.update_xaxes(title=across.replace("_", " "))
    return chart
