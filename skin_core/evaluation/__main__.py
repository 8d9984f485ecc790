"""python -m skin_core.evaluation MODEL: calibrate, measure, write model.toml and the card.

Further commands stand in place of a model: robustness, compare, curves, few_shot, folds, labels,
leak, oversampling, screen, strata, switches, throughput; see their --help.
"""

import argparse
import difflib
import logging
import sys

import cv2

from skin_core.catalogue import GATE, GRADE, OUTLINE, find_spec
from skin_core.evaluation import (
    compare,
    curves_card,
    few_shot,
    folds,
    label_doubts,
    leak,
    oversampling,
    robustness,
    screen,
    strata,
    switches,
    throughput,
)
from skin_core.evaluation.classifier import evaluate_classifier, rewrite_card
from skin_core.evaluation.gate_card import evaluate_gate, rewrite_gate_card
from skin_core.evaluation.grade import evaluate_grades, rewrite_grade_card
from skin_core.evaluation.outline import evaluate_outline, rewrite_outline_card
from skin_core.evaluation.spec_values import write_spec
from skin_core.training.refusal import Refused, in_one_sentence

COMMANDS = {
    "robustness": robustness.main,
    "compare": compare.main,
    "curves": curves_card.main,
    "few_shot": few_shot.main,
    "folds": folds.main,
    "labels": label_doubts.main,
    "leak": leak.main,
    "oversampling": oversampling.main,
    "screen": screen.main,
    "strata": strata.main,
    "switches": switches.main,
    "throughput": throughput.main,
}


def main() -> None:
    """Read the command line and evaluate."""
    cv2.setNumThreads(1)
    logging.basicConfig(format="%(asctime)s %(message)s")
    logging.getLogger("skin_core").setLevel(logging.INFO)
    with in_one_sentence():
        word = sys.argv[1] if len(sys.argv) > 1 else ""
        near = difflib.get_close_matches(word, COMMANDS, n=1, cutoff=0.8)
        if near and word not in COMMANDS:
            raise Refused(f"there is no command {word!r}; the nearest is {near[0]!r}")
        if word in COMMANDS:
            COMMANDS[word](sys.argv[2:])
        else:
            evaluate_models()


def evaluate_models() -> None:
    """Evaluate the models that the command line names."""
    parser = argparse.ArgumentParser(prog="skin_core.evaluation", description=__doc__)
    parser.add_argument("model", nargs="+", help="names of models in weights/")
    parser.add_argument("--card-only", action="store_true", help="stored figures, card anew")
    given = parser.parse_args()
    for spec in [find_spec(name) for name in given.model]:
        if spec.task == OUTLINE:
            (rewrite_outline_card if given.card_only else evaluate_outline)(spec)
            continue
        if spec.task == GRADE:
            (rewrite_grade_card if given.card_only else evaluate_grades)(spec)
            continue
        if given.card_only:
            (rewrite_gate_card if spec.task == GATE else rewrite_card)(spec)
            continue
        evaluate = evaluate_gate if spec.task == GATE else evaluate_classifier
        write_spec(evaluate(spec))


if __name__ == "__main__":
    main()
