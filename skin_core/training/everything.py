"""python -m skin_core.training.everything: train, release and measure all that is shipped.

The steps stand in configs/everything.toml. Each goes on where it was stopped; the first that fails
stops the rest. With --device cuda all that can be trained on a graphics processor is.
"""

from __future__ import annotations

import argparse
import logging
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from skin_core.settings import ROOT
from skin_core.training.machine import add_machine, options_of
from skin_core.training.refusal import Refused, in_one_sentence
from skin_core.training.tables import read_toml

STEPS = ROOT / "configs" / "everything.toml"
PARTS = ("training", "evaluation")
ON_A_MACHINE = (
    "training",
    "training.outlines",
    "training.outlines.folds",
    "training.grades",
    "training.grades.folds",
)
log = logging.getLogger(__name__)


def steps_of(file: Path) -> list[list[str]]:
    """The steps of a file, each a module of training or evaluation and what it is given.

    Raises: Refused.
    """
    table = read_toml(file)
    steps = table.get("steps")
    if set(table) != {"steps"} or not isinstance(steps, list) or not steps:
        raise Refused(f"{file}: has to hold a list of steps, and nothing else")
    for step in steps:
        if not isinstance(step, str) or not step.startswith(PARTS):
            raise Refused(f'{file}: {step!r} is no step such as "training configs/clinical.toml"')
    return [shlex.split(step) for step in steps]


def command_of(step: Sequence[str], machine: Sequence[str]) -> list[str]:
    """The command of a step, on this machine where it is a training."""
    module, *given = step
    there = machine if module in ON_A_MACHINE else ()
    return [sys.executable, "-m", f"skin_core.{module}", *given, *there]


def everything(
    file: Path, machine: Sequence[str], call: Callable[[list[str]], int] = subprocess.call
) -> None:
    """Do all steps, one after another.

    Raises: Refused naming the step that failed.
    """
    began = time.monotonic()
    for step in steps_of(file):
        log.info("%s", shlex.join(step))
        if call(command_of(step, machine)):
            raise Refused(f"{shlex.join(step)}: failed; the same command goes on from there")
    log.info("done in %.1f minutes", (time.monotonic() - began) / 60)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="skin_core.training.everything", description=__doc__)
    parser.add_argument("--steps", type=Path, default=STEPS, help="TOML file of the steps")
    add_machine(parser)
    given = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    with in_one_sentence():
        everything(given.steps, options_of(given))


if __name__ == "__main__":
    main()
