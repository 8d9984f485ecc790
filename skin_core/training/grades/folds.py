"""python -m skin_core.training.grades.folds CONFIG: a cross-validation by group, then on all."""

from skin_core.training.folds import command
from skin_core.training.grades.__main__ import run
from skin_core.training.grades.config import load_config

if __name__ == "__main__":
    command("skin_core.training.grades.folds", __doc__, load_config, run)
