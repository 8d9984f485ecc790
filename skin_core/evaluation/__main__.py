"""python -m skin_core.evaluation MODEL: calibrate, measure, write model.toml and the card.

Further commands stand in place of a model: robustness, compare, curves, leak; see their --help.
"""

import argparse
import logging
import sys
from collections.abc import Mapping
from typing import Any

import cv2

from skin_core.catalogue import GATE, GRADE, OUTLINE, ModelSpec, OperatingPoint, find_spec
from skin_core.evaluation import compare, curves_card, leak, robustness
from skin_core.evaluation.classifier import evaluate_classifier, rewrite_card
from skin_core.evaluation.gate_card import evaluate_gate
from skin_core.evaluation.grade import evaluate_grades, rewrite_grade_card
from skin_core.evaluation.outline import evaluate_outline, rewrite_outline_card
from skin_core.models.spec_file import read_table, write_table

COMMANDS = {
    "robustness": robustness.main,
    "compare": compare.main,
    "curves": curves_card.main,
    "leak": leak.main,
}


def main() -> None:
    """Read the command line and evaluate."""
    cv2.setNumThreads(1)
    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("skin_core").setLevel(logging.INFO)
    if sys.argv[1:2] and sys.argv[1] in COMMANDS:
        COMMANDS[sys.argv[1]](sys.argv[2:])
        return
    parser = argparse.ArgumentParser(prog="skin_core.evaluation", description=__doc__)
    parser.add_argument("model", nargs="+", help="names of models in weights/")
    parser.add_argument("--card-only", action="store_true", help="stored figures, card anew")
    given = parser.parse_args()
    for name in given.model:
        spec = find_spec(name)
        if spec.task == OUTLINE:
            (rewrite_outline_card if given.card_only else evaluate_outline)(spec)
            continue
        if spec.task == GRADE:
            (rewrite_grade_card if given.card_only else evaluate_grades)(spec)
            continue
        if given.card_only:
            rewrite_card(spec)
            continue
        evaluate = evaluate_gate if spec.task == GATE else evaluate_classifier
        write_spec(evaluate(spec))


def write_spec(spec: ModelSpec) -> None:
    """Write the calibrated values of a spec into its model.toml."""
    table = read_table(spec.folder)
    table["temperature"] = spec.temperature
    table["set_mass"] = spec.set_mass
    if spec.scope_threshold is not None:
        table["scope"] = {"threshold": spec.scope_threshold}
    table["operating_points"] = {
        label: {
            name: _point(point)
            for name, point in (("alert", points.alert), ("accept", points.accept))
            if point is not None
        }
        for label, points in spec.operating_points.items()
    }
    table["tiers"] = {
        urgency: {
            name: _point(point)
            for name, point in (("ask", points.ask), ("act", points.act))
            if point is not None
        }
        for urgency, points in spec.tiers.items()
    }
    write_table(spec.folder, table)


def _point(point: OperatingPoint) -> Mapping[str, Any]:
    return {
        "threshold": point.threshold,
        "sensitivity": point.sensitivity,
        "specificity": point.specificity,
    }


if __name__ == "__main__":
    main()
