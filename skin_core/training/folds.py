"""A grouped cross-validation: one training for each fold, and then, if wanted, one on all photos.

Each fold goes on where it was after a kill. The evaluation reads the folds by the run's name.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from skin_core.training.grades.config import GradeConfig
from skin_core.training.machine import add_machine, on_machine
from skin_core.training.outlines.config import OutlineConfig
from skin_core.training.refusal import in_one_sentence
from skin_core.training.tables import fold_name

C = TypeVar("C", OutlineConfig, GradeConfig)
SAME_FOLD = "fold:"  # go on from the same fold of an earlier experiment


def run_folds(config: C, run: Callable[[C, str], None], with_all: bool) -> None:
    """Train every fold, and then, if wanted, one network on all photos."""
    for fold in range(config.folds + with_all):
        one = of_fold(config, fold)
        run(one, one.init)


def of_fold(config: C, fold: int) -> C:
    """The experiment with one fold left out, or, beyond the last one, with none."""
    inside = fold < config.folds
    name = fold_name(config.name, fold) if inside else config.name
    init = config.init
    if init.startswith(SAME_FOLD):
        earlier = init.removeprefix(SAME_FOLD)
        init = f"run:{fold_name(earlier, fold) if inside else earlier}"
    return replace(config, name=name, fold=fold, init=init)


def command(
    prog: str, about: str | None, load: Callable[[Path], C], run: Callable[[C, str], None]
) -> None:
    """Read the command line and train the folds of one kind of network."""
    parser = argparse.ArgumentParser(prog=prog, description=about)
    parser.add_argument("config", type=Path, help="TOML file of the experiment")
    parser.add_argument("--folds-only", action="store_true", help="no network on all photos")
    add_machine(parser)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with in_one_sentence():
        run_folds(on_machine(load(given.config), given), run, not given.folds_only)
