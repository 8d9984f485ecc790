"""python -m skin_core.evaluation strata MODEL: figures per photo tone and per site anew.

Everything else of the model stays as it was measured; its card is written anew.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from skin_core.evaluation.classifier import as_released, rewrite_card, strata_figures
from skin_core.evaluation.held_out import find_classifier, read_figures


def main(words: Sequence[str]) -> None:
    """Measure, and write evaluation.json and the card."""
    parser = argparse.ArgumentParser(prog="skin_core.evaluation strata", description=__doc__)
    parser.add_argument("model", help="a classifier in weights/")
    spec = find_classifier(parser.parse_args(words).model)
    file = spec.folder / "evaluation.json"
    figures = read_figures(spec.folder)
    figures.pop("tones", None)  # what the table per tone was stored under before
    figures["strata"] = strata_figures(spec, as_released(spec))
    file.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    rewrite_card(spec)
