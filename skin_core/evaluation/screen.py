"""python -m skin_core.evaluation screen MODEL: find the point of the zoster screen anew.

Everything else of the model stays as it was measured; its card is written anew.
"""

import argparse
import json
from collections.abc import Sequence

import numpy as np

from skin_core.evaluation.classifier import SEED, measure, rewrite_card
from skin_core.evaluation.held_out import find_classifier, held_out, read_figures
from skin_core.evaluation.spec_values import write_spec
from skin_core.evaluation.zoster_screen import can_screen, screened
from skin_core.training.refusal import Refused


def main(words: Sequence[str]) -> None:
    """Measure, and write model.toml, evaluation.json and the card."""
    parser = argparse.ArgumentParser(prog="skin_core.evaluation screen", description=__doc__)
    parser.add_argument("model", help="a classifier in weights/ that knows zoster")
    spec = find_classifier(parser.parse_args(words).model)
    if not can_screen(spec):
        raise Refused(f"{spec.name} does not know both zoster and normal skin: it cannot screen")
    parts = held_out(spec.folder)
    measured = measure(spec, (*parts.validation, *parts.test))
    fitted, found = screened(spec, measured, np.random.default_rng(SEED))
    file = spec.folder / "evaluation.json"
    figures = {**read_figures(spec.folder), "zoster_screen": found}
    file.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    write_spec(fitted)
    rewrite_card(fitted)
