"""One outline experiment: a frozen configuration read from TOML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from math import inf
from pathlib import Path

from skin_core.errors import SettingsError
from skin_core.training.config import MEASURED, check_word
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
class OutlineConfig:
    """One training experiment; saved beside its checkpoints and its weights."""

    name: str
    kind: str  # of what: "lesion", "vitiligo", or a clinic's own word
    architecture: str = "light:mobilenetv2_100"  # or "torchvision:…", "smp:…": segmenter
    init: str = ""  # a file of ImageNet weights, "package", "run:NAME" or "fold:NAME" to go on
    shares: Mapping[str, float] = field(default_factory=dict)  # collection -> share of all draws
    folder: str = ""  # a clinic's own folder of photos and masks, drawn as collection "own"
    composites: float = 0.0  # share of draws that are depigmented patches laid on healthy skin
    unmasked: float = 0.0  # share beside `shares` of photos that a teacher outlines
    teacher: str = ""  # run that outlines them where it is sure; of the same fold
    sizes: tuple[int, ...] = (128, 160)  # input sizes in pixels, one after another
    size_ends: tuple[float, ...] = (0.6, 1.0)  # share of training at which each size ends
    steps: int = 1500
    batch: int = 16
    learning_rate: float = 5e-4  # of the encoder: peak, cosine decay
    decoder_learning_rate: float = 2e-3
    weight_decay: float = 0.01
    frozen_blocks: int = 1  # stem and first blocks of the encoder stay as they came
    loss: str = "bce"  # or "focal"; soft Dice is added to either
    dice_share: float = 0.5  # weight of soft Dice in the loss
    augmentation: str = "strong"  # or "founding"
    ema_decay: float = 0.995
    seed: int = 2026
    threads: int = 1
    device: str = "cpu"  # or "cuda"
    precision: str = "float32"  # or "bf16": the network computes in half precision, mixed
    workers: int = 0  # processes that draw batches ahead; 0: the one that trains
    fold: int = -1  # which of the grouped folds is left out; -1: a split into three parts
    folds: int = 5  # `fold` equal to it: none is left out
    learn_too: tuple[str, ...] = ()  # of MEASURED: parts that were measured before, but for what
    # a publisher holds back for all to compare by

    def to_dict(self) -> dict[str, object]:
        """All fields, ready for JSON."""
        return {**asdict(self), "shares": dict(self.shares)}


def load_config(path: Path) -> OutlineConfig:
    """The experiment of a TOML file.

    Raises: Refused where there is no such file, SettingsError naming the key that is wrong.
    """
    return config_from(read_toml(path))


def config_from(given: Mapping[str, object]) -> OutlineConfig:
    """The experiment of a table; lists become tuples. Raises: SettingsError."""
    config = OutlineConfig(**checked(given, OutlineConfig))
    check_name(config.name)
    check_bounds(config, BOUNDS)
    check_sizes(config.sizes, config.size_ends)
    check_word("loss", config.loss, ("bce", "focal"))
    check_word("device", config.device, DEVICES)
    check_word("precision", config.precision, PRECISIONS)
    check_word("augmentation", config.augmentation, ("strong", "founding"))
    if not config.shares and not config.folder:
        raise SettingsError(
            name="shares", value={}, allowed="collections, or a folder of one's own"
        )
    check_fold(config.fold, config.folds)
    for word in config.learn_too:
        check_word("learn_too", word, MEASURED)
    if bool(config.unmasked) != bool(config.teacher):
        told = (
            "the name of a run, with unmasked above 0" if config.unmasked else "none, or unmasked"
        )
        raise SettingsError(name="teacher", value=config.teacher, allowed=told)
    return config


BOUNDS: Bounds = OF_EVERY_TRAINING | {
    "shares": (0, 1),
    "composites": (0, 1),
    "unmasked": (0, 1),
    "steps": (1, inf),
    "decoder_learning_rate": (0, inf),
    "dice_share": (0, inf),
    "fold": (-1, inf),
    "folds": (2, inf),
}
