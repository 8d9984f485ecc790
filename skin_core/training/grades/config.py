"""One experiment with grades: a frozen configuration read from TOML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import inf
from pathlib import Path

from skin_core.training.config import TrainConfig, check_word
from skin_core.training.tables import (
    DEVICES,
    OF_EVERY_TRAINING,
    PRECISIONS,
    Bounds,
    check_bounds,
    check_fold,
    check_name,
    check_sizes,
    checked,
    read_toml,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeConfig:
    """One training experiment; saved beside its checkpoints and its weights."""

    name: str
    kind: str  # of what: "eczema" or "acne"
    folder: str  # "eczema_signs" or "acne_grade" in the data folder, or one of a clinic's own
    table: str = "labels.csv"  # in that folder, or a path of its own
    backbone: str = "mobilenetv2_100"
    init: str = ""  # ImageNet weights, "package", "run:NAME", or a model.safetensors of weights/
    held_by: str = ""  # experiment whose held-back photos are held back here; else drawn by group
    held_share: float = 0.3  # of the groups, where they are drawn
    fold: int = -1  # which of the folds is left out; -1: held back as above
    folds: int = 5  # `fold` equal to it: none is left out
    folds_by: str = "group"  # or "image", as others published: of a patient on both sides
    closest: float = 0.6  # share of the photo's sides that a view shows at least
    sizes: tuple[int, ...] = (160, 208)  # input sizes in pixels, one after another
    size_ends: tuple[float, ...] = (0.5, 1.0)  # share of training at which each size ends
    steps: int = 800
    batch: int = 24
    learning_rate: float = 3e-4  # of the backbone: peak, cosine decay
    head_learning_rate: float = 2e-3
    weight_decay: float = 0.05
    frozen_blocks: int = 2  # stem and first blocks stay as they came
    drop_rate: float = 0.3
    balance: float = 0.5  # of rare grades in drawing, 0 natural to 1 uniform
    ema_decay: float = 0.99
    seed: int = 2026
    split_seed: int = 2026  # what is held back; another seed learns otherwise of the same photos
    threads: int = 1
    device: str = "cpu"  # or "cuda"
    precision: str = "float32"  # or "bf16": the network computes in half precision, mixed
    workers: int = 0  # processes that draw batches ahead; 0: the one that trains

    @property
    def fine_tuning(self) -> TrainConfig:
        """How the layers of the network learn, in the words of the classifiers' training."""
        return TrainConfig(
            name=self.name,
            kind=self.kind,
            backbone=self.backbone,
            learning_rate=self.learning_rate,
            head_learning_rate=self.head_learning_rate,
            weight_decay=self.weight_decay,
        )

    def to_dict(self) -> dict[str, object]:
        """All fields, ready for JSON."""
        return asdict(self)


def load_config(path: Path) -> GradeConfig:
    """The experiment of a TOML file.

    Raises: Refused where there is no such file, SettingsError naming the key that is wrong.
    """
    return config_from(read_toml(path))


def config_from(given: Mapping[str, object]) -> GradeConfig:
    """The experiment of a table; lists become tuples. Raises: SettingsError."""
    config = GradeConfig(**checked(given, GradeConfig))
    check_name(config.name)
    check_bounds(config, BOUNDS)
    check_sizes(config.sizes, config.size_ends)
    check_word("device", config.device, DEVICES)
    check_word("precision", config.precision, PRECISIONS)
    check_word("kind", config.kind, ("eczema", "acne"))
    check_word("folds_by", config.folds_by, ("group", "image"))
    check_fold(config.fold, config.folds)
    return config


BOUNDS: Bounds = OF_EVERY_TRAINING | {
    "held_share": (0, 0.9),
    "fold": (-1, inf),
    "folds": (2, inf),
    "closest": (0.05, 1),
    "steps": (1, inf),
    "head_learning_rate": (0, inf),
    "drop_rate": (0, 0.99),
    "balance": (0, 1),
}
