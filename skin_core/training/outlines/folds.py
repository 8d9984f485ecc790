"""python -m skin_core.training.outlines.folds CONFIG: a grouped cross-validation, then on all."""

from skin_core.training.folds import command
from skin_core.training.outlines.__main__ import run
from skin_core.training.outlines.config import load_config

if __name__ == "__main__":
    command("skin_core.training.outlines.folds", __doc__, load_config, run)
