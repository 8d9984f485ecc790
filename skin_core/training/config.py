"""One training experiment: a frozen configuration read from TOML."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from math import inf
from pathlib import Path

from skin_core.errors import SettingsError
from skin_core.models.facts_input import FACTS
from skin_core.training.tables import (
    ABOVE_ZERO,
    DEVICES,
    OF_EVERY_TRAINING,
    PRECISIONS,
    Bounds,
    check_bounds,
    check_name,
    check_sizes,
    checked,
    read_toml,
)

PLAIN = (
    "flip",
    "rotation",
    "zoom",
    "translation",
    "stretch",
    "brightness",
    "contrast",
    "white_balance",
    "saturation",
)
STRONG = (*PLAIN, "rescale", "blur", "watermark", "compression", "cutout")
MIXES = ("mixup", "cutmix")
DISTORTIONS = (
    *STRONG,
    "hue",
    "noise",
    "grid_mask",
    "colour_constancy",
    "frame",
    "whole",
    *MIXES,
)
PREPARED = ("frame", "marks", "lesion")
MEASURED = ("validation", "test")
LAYOUTS = ("folders", "sd_198", "csv", "ham10000", "isic", "pad_ufes_20", "json")
STRATEGIES = (
    "full",
    "linear_probing",
    "gradual_last_first",
    "gradual_first_last",
    "lp_ft",
    "l1_sp",
    "l2_sp",
    "auto_rgn",
)

HOLDS = {"l1_sp": 1e-4, "l2_sp": 0.1}  # by which each lets go about two thirds as far as `full`


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """Where other photos lie than those of the data folder, and how they are published."""

    layout: str  # of LAYOUTS
    folder: str  # "~" is the home folder
    labels: Mapping[str, str] = field(default_factory=dict)  # published name: taxonomy key, or ""
    label_key: str = "annotations.0.label"  # in JSON files
    group_key: str = ""  # in JSON files; empty: each photo is a group of its own

    @property
    def where(self) -> Path:
        """The folder, made absolute."""
        return Path(self.folder).expanduser().resolve()


@dataclass(frozen=True, slots=True, kw_only=True)
class Distillation:
    """How a student learns from an ensemble of teachers, beside the labels (distil.py)."""

    teachers: tuple[str, ...]  # names of experiments; what is not trained yet is trained first
    combination: str = "mean"  # or "confidence"
    temperature: float = 4.0  # softens what teachers and student say
    weight: float = 0.7  # of the teachers in the loss, 0 to 1; the labels have the rest
    views: int = 4  # fixed views of each photo that teachers are asked about
    easy_share: float = 0.4  # of each label's photos, the easiest, that training begins with
    easy_until: float = 0.5  # share of training by which all photos are drawn
    corruption: float = 0.8  # chance and strength of corruption at the end, 0 to 1; 0 at first


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainConfig:
    """One training experiment; saved beside its checkpoints and its weights."""

    name: str
    kind: str  # "clinical" or "dermoscopic"
    data: DataSet | None = None  # None: the photos of this kind in the data folder
    sources: tuple[str, ...] = ()  # only photos of these collections; empty: of all
    backbone: str  # a timm name; several joined by "+" share one last layer
    facts: tuple[str, ...] = ()  # of FACTS: read beside the photo
    init: str = ""  # a file of ImageNet weights (one for each backbone, joined by "+"),
    # "package" (registry), or "run:NAME" to go on
    strategy: str = "full"  # one of STRATEGIES: what learns, and when (strategy.py)
    thaw_share: float = 0.5  # share of training by which everything learns (gradual_*, lp_ft)
    anchor_strength: float = 0.0  # how firmly the start is held (l1_sp, l2_sp); 0: as HOLDS says
    layer_decay: float = 1.0  # each layer learns at this share of the rate of the one above it
    patience: int = 0  # points of the curve without a gain until training stops; 0: never
    sizes: tuple[int, ...] = (128, 160)  # input sizes in pixels, one after another
    size_ends: tuple[float, ...] = (0.6, 1.0)  # share of training at which each size ends
    epochs: float = 10.0
    batch: int = 32
    learning_rate: float = 4e-4  # peak, cosine decay
    head_learning_rate: float = 2e-3
    weight_decay: float = 0.02
    frozen_blocks: int = 2  # stem and first blocks stay as ImageNet left them
    label_smoothing: float = 0.1
    mix_probability: float = 0.5  # MixUp or CutMix, on whole batches
    drop_rate: float = 0.2
    augmentation: str = "strong"  # or "plain"
    without: tuple[str, ...] = ()  # of DISTORTIONS: left out of what the augmentation has
    also: tuple[str, ...] = ()  # of DISTORTIONS: added to it
    prepare: tuple[str, ...] = ()  # of PREPARED: done to every photo once, those judged by too
    balance: float = 0.5  # exponent of class balancing in sampling, 0 natural to 1 uniform
    source_balance: float = 0.5  # the same for collections within a class
    multiplier: Mapping[str, float] = field(default_factory=dict)  # label: drawn so often as before
    adjustment: float = 1.0  # logit adjustment for what balancing leaves
    invariance: float = 0.0  # weight of how unlike the losses of collections are, in the loss
    ema_decay: float = 0.998
    validation_share: float = 0.15
    test_share: float = 0.0  # looked at once per release; networks before December 2026 had none
    learn_too: tuple[str, ...] = ()  # of MEASURED: held-back parts that were measured before
    leave_out: tuple[str, ...] = ()  # collections ("set" or "set:label") kept from training
    curve_points: int = 8  # how often the choosing part is looked at while training
    distillation: Distillation | None = None
    seed: int = 2026
    threads: int = 1
    device: str = "cpu"  # or "cuda"
    precision: str = "float32"  # or "bf16": the network computes in half precision, mixed
    workers: int = 0  # processes that draw batches ahead; 0: the one that trains

    @property
    def distortions(self) -> frozenset[str]:
        """What a photo may undergo; MixUp and CutMix only as often as `mix_probability` says.

        A student sees the views that its teachers were asked about, whatever else is asked for.
        """
        if self.distillation:
            views = PLAIN if self.distillation.views > 1 else ()
            return frozenset((*views, *({*MIXES} - set(self.without))))
        base = STRONG if self.augmentation == "strong" else PLAIN
        return frozenset({*base, *MIXES, *self.also} - set(self.without))

    @property
    def unheard(self) -> tuple[str, ...]:
        """Distortions that a student is asked to see, or not to, and that its views do not heed."""
        asked = (*self.also, *self.without) if self.distillation else ()
        return tuple(name for name in asked if name not in MIXES)

    @property
    def hold(self) -> float:
        """How firmly the start is held: as asked for, or by the strategy's own strength."""
        return self.anchor_strength or HOLDS.get(self.strategy, 0.0)

    def to_dict(self) -> dict[str, object]:
        """All fields, ready for JSON."""
        return asdict(self)


def load_config(path: Path) -> TrainConfig:
    """The experiment of a TOML file.

    Raises: Refused where there is no such file, SettingsError naming the key that is wrong.
    """
    return config_from(read_toml(path))


def config_from(given: Mapping[str, object]) -> TrainConfig:
    """The experiment of a table; lists become tuples.

    Raises: SettingsError.
    """
    values = checked(given, TrainConfig)
    if (data := values.get("data")) is not None:
        values["data"] = _data_set(data)
    if (how := values.get("distillation")) is not None:
        values["distillation"] = _distillation(how)
    config = TrainConfig(**values)
    check_name(config.name)
    for name, allowed in WORDS.items():
        check_word(name, getattr(config, name), allowed)
    for name, allowed in LISTED.items():
        for word in getattr(config, name):
            check_word(name, word, allowed)
    check_bounds(config, BOUNDS)
    check_sizes(config.sizes, config.size_ends)
    _check_shares(config)
    return config


WORDS = {
    "kind": ("clinical", "dermoscopic"),
    "strategy": STRATEGIES,
    "augmentation": ("plain", "strong"),
    "device": DEVICES,
    "precision": PRECISIONS,
}
LISTED = {
    "without": DISTORTIONS,
    "also": DISTORTIONS,
    "facts": FACTS,
    "prepare": PREPARED,
    "learn_too": MEASURED,
}
BOUNDS: Bounds = OF_EVERY_TRAINING | {
    "thaw_share": (0, 1),
    "anchor_strength": (0, inf),
    "layer_decay": (ABOVE_ZERO, 1),
    "patience": (0, inf),
    "epochs": (ABOVE_ZERO, inf),
    "head_learning_rate": (0, inf),
    "label_smoothing": (0, 0.99),
    "mix_probability": (0, 1),
    "drop_rate": (0, 0.99),
    "balance": (0, 1),
    "source_balance": (0, 1),
    "multiplier": (ABOVE_ZERO, inf),
    "adjustment": (0, inf),
    "invariance": (0, inf),
    "validation_share": (0, 0.9),
    "test_share": (0, 0.9),
    "curve_points": (0, inf),
}
BOUNDS_OF_TEACHING: Bounds = {
    "temperature": (ABOVE_ZERO, inf),
    "weight": (0, 1),
    "views": (1, 1000),
    "easy_share": (ABOVE_ZERO, 1),
    "easy_until": (ABOVE_ZERO, 1),
    "corruption": (0, 1),
}


def _check_shares(config: TrainConfig) -> None:
    held_back = config.validation_share + config.test_share
    if held_back > 0.9:
        told = "with validation_share at most 0.9: something has to be learned from"
        raise SettingsError(name="test_share", value=config.test_share, allowed=told)
    if config.patience > config.curve_points:
        told = f"at most curve_points ({config.curve_points}): patience counts points of the curve"
        raise SettingsError(name="patience", value=config.patience, allowed=told)


def _data_set(given: Mapping[str, object]) -> DataSet:
    data = DataSet(**checked(given, DataSet))
    check_word("layout", data.layout, LAYOUTS)
    return data


def _distillation(given: Mapping[str, object]) -> Distillation:
    how = Distillation(**checked(given, Distillation))
    if not how.teachers:
        raise SettingsError(name="teachers", value=[], allowed="names of experiments")
    check_word("combination", how.combination, ("mean", "confidence"))
    check_bounds(how, BOUNDS_OF_TEACHING)
    return how


def check_word(name: str, value: object, allowed: tuple[str, ...]) -> None:
    """Refuse a word that is not one of the allowed.

    Raises: SettingsError naming the nearest.
    """
    if value not in allowed:
        nearest = difflib.get_close_matches(str(value), allowed, n=1, cutoff=0.0)[0]
        raise SettingsError(name=name, value=value, allowed=", ".join(allowed), suggestion=nearest)
