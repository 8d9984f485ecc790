"""python -m skin_core.training.outlines.folds CONFIG: a grouped cross-validation, then on all.

Each fold goes on where it was after a kill. The evaluation reads the folds by the run's name.
"""

from __future__ import annotations

import argparse
import logging
from dataclasses import replace
from pathlib import Path

from skin_core.training.machine import add_machine, on_machine
from skin_core.training.outlines.__main__ import run
from skin_core.training.outlines.config import OutlineConfig, fold_name, load_config
from skin_core.training.refusal import in_one_sentence

SAME_FOLD = "fold:"  # go on from the same fold of an earlier experiment


def run_folds(config: OutlineConfig, with_all: bool) -> None:
    """Train every fold, and then, if wanted, one network on all photos."""
    for fold in range(config.folds):
        run_fold(config, fold)
    if with_all:
        run_fold(config, config.folds)


def run_fold(config: OutlineConfig, fold: int) -> None:
    """Train with one fold left out, or, beyond the last one, with none."""
    inside = fold < config.folds
    name = fold_name(config.name, fold) if inside else config.name
    init = config.init
    if init.startswith(SAME_FOLD):
        earlier = init.removeprefix(SAME_FOLD)
        init = f"run:{fold_name(earlier, fold) if inside else earlier}"
    run(replace(config, name=name, fold=fold, init=init), init)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="skin_core.training.outlines.folds", description=__doc__)
    parser.add_argument("config", type=Path, help="TOML file of the experiment")
    parser.add_argument("--folds-only", action="store_true", help="no network on all photos")
    add_machine(parser)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with in_one_sentence():
        run_folds(on_machine(load_config(given.config), given), not given.folds_only)


if __name__ == "__main__":
    main()
