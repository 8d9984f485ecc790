"""The models in weights/, described beside their weights; torch-free.

Each folder of weights/ holds model.toml (read here), MODEL_CARD.md, SHA256SUMS, model.onnx
and model.safetensors. Adding a model means adding a folder and, to have it answer, naming it in
in_use.toml (skin_core.inference.networks).
"""

import difflib
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from skin_core.domain.screen import ScreenPoint
from skin_core.errors import UnknownModel, WeightsDamaged

WEIGHTS = Path(__file__).resolve().parents[1] / "weights"
ONNX_FILE = "model.onnx"
TORCH_FILE = "model.safetensors"
GATE, CLASSIFY, OUTLINE, GRADE = "gate", "classify", "outline", "grade"
"""Tasks. The networks of the first two answer classes; one of any other has its own reader."""


@dataclass(frozen=True, slots=True)
class PixelSpec:
    """How a network wants its pixels.

    size: side of the square input, pixels. crop: side of the central square that is looked
    at, as a share of the photo's short side. mean, std: per channel R, G, B of values 0..1.
    fit: "trained", by way of the resolution of the training photos; "crop", straight from the
    photo; "stretch", the whole photo squeezed to a square.
    """

    size: int
    crop: float
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    fit: str = "trained"


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """A probability threshold with what it was measured to reach on validation."""

    threshold: float
    sensitivity: float
    specificity: float


@dataclass(frozen=True, slots=True)
class OperatingPoints:
    """Two thresholds of one disease; None where none was found or none is needed.

    alert: low, of dangerous diseases. accept: high; a top class below it is uncertain.
    """

    alert: OperatingPoint | None
    accept: OperatingPoint | None


@dataclass(frozen=True, slots=True)
class TierPoints:
    """Two thresholds on the summed probability of all diseases of one urgency; None: never.

    ask: low, opens questions. act: higher, raises the case to that urgency.
    """

    ask: OperatingPoint | None
    act: OperatingPoint | None


@dataclass(frozen=True, slots=True)
class OutlinePoints:
    """Where a network that outlines draws its lines, on calibrated log odds of each pixel.

    limits: by kind of photo the odds of the inner and of the outer line; the area between them
    holds the area that a person would draw in 9 of 10 photos. largest_only: one lesion a photo, of
    several regions the largest; else all. smallest: share of the photo; less is no lesion.
    """

    limits: Mapping[str, tuple[float, float]]
    largest_only: bool
    smallest: float


@dataclass(frozen=True, slots=True)
class GradePoints:
    """How a network's height of a sign becomes chances of its grades.

    slopes, cuts: by sign; the chance of more than grade k is sigmoid(slope * height - cut_k), and
    cuts rise. certain_from: chance of the grade told from which it counts as certain.
    """

    slopes: Mapping[str, float]
    cuts: Mapping[str, tuple[float, ...]]
    certain_from: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSpec:
    """One model of weights/: what it is, what it answers, how its answers are read.

    task: what it does: "gate", "classify" or a later one. kind: of what: a kind of photo, a kind
    of lesion, "gate". outputs: names of the arrays that one pass gives. Labels, set mass, points
    and scope belong to models that answer classes, outline to those that outline, grades (and
    labels, which are signs there) to those that grade; the rest keep the defaults. heatmap: "cams"
    where it gives maps; of a model of the clinic's own "occlusion" or "none", too.
    """

    name: str
    task: str
    kind: str
    version: str
    folder: Path
    architecture: str
    pixels: PixelSpec
    sha256: Mapping[str, str]
    licence: str
    research_use: bool
    outputs: tuple[str, ...] = ("logits", "embedding", "cams")
    labels: tuple[str, ...] = ()  # order = output index
    temperature: float = 1.0  # logits are divided by it
    set_mass: float = 1.0  # probability that a prediction set has to gather
    operating_points: Mapping[str, OperatingPoints] = field(default_factory=dict)
    scope_threshold: float | None = None  # scope distance beyond which a photo is out of scope
    tiers: Mapping[str, TierPoints] = field(default_factory=dict)  # by "urgent", "soon"
    zoster: ScreenPoint | None = None  # from where on its answer speaks for zoster
    outline: OutlinePoints | None = None
    grades: GradePoints | None = None
    heatmap: str = "cams"

    @property
    def role(self) -> str:
        """What it answers for where it is in use: "gate", a kind of photo, "lesion-outline"."""
        return self.kind if self.task in (GATE, CLASSIFY) else f"{self.kind}-{self.task}"

    @property
    def onnx(self) -> Path:
        """The network for the CPU."""
        return self.folder / ONNX_FILE

    @property
    def safetensors(self) -> Path:
        """The same network for PyTorch."""
        return self.folder / TORCH_FILE


def load_spec(folder: Path) -> ModelSpec:
    """The model described by `folder`/model.toml.

    Raises: WeightsDamaged when the file is missing, cannot be read or lacks a field.
    """
    file = folder / "model.toml"
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        return _spec(folder, table)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise WeightsDamaged(file=str(file)) from error


def _spec(folder: Path, table: Mapping[str, Any]) -> ModelSpec:
    pixels = table["input"]
    more = _classes(table) if table["task"] in (GATE, CLASSIFY) else {}
    if "outline" in table:
        more |= _outline(table)
    if "grades" in table:
        more |= _grades(table)
    if "outputs" in table:
        more["outputs"] = tuple(table["outputs"])
    return ModelSpec(
        name=table["name"],
        task=table["task"],
        kind=table["kind"],
        version=table["version"],
        folder=folder,
        architecture=table["architecture"],
        pixels=PixelSpec(
            int(pixels["size"]),
            float(pixels["crop"]),
            _three(pixels["mean"]),
            _three(pixels["std"]),
            str(pixels.get("fit", "trained")),
        ),
        sha256=dict(table["sha256"]),
        licence=table["licence"],
        research_use=bool(table["research_use"]),
        heatmap=str(table.get("heatmap", "cams")),
        **more,
    )


def _classes(table: Mapping[str, Any]) -> dict[str, Any]:
    """How the answers of a network of classes are read."""
    scope = table.get("scope", {}).get("threshold")
    return {
        "labels": tuple(table["labels"]),
        "temperature": float(table["temperature"]),
        "set_mass": float(table["set_mass"]),
        "operating_points": {
            label: OperatingPoints(_point(points.get("alert")), _point(points.get("accept")))
            for label, points in table.get("operating_points", {}).items()
        },
        "scope_threshold": None if scope is None else float(scope),
        "tiers": {
            urgency: TierPoints(_point(points.get("ask")), _point(points.get("act")))
            for urgency, points in table.get("tiers", {}).items()
        },
        "zoster": ScreenPoint(**table["zoster_screen"]) if "zoster_screen" in table else None,
    }


def _outline(table: Mapping[str, Any]) -> dict[str, Any]:
    """How the answers of a network that outlines are read."""
    points = table["outline"]
    limits = points["limits"].items()
    return {
        "temperature": float(table["temperature"]),
        "outline": OutlinePoints(
            {kind: (float(pair["inner"]), float(pair["outer"])) for kind, pair in limits},
            bool(points["largest_only"]),
            float(points["smallest"]),
        ),
    }


def _grades(table: Mapping[str, Any]) -> dict[str, Any]:
    """How the answers of a network that grades are read."""
    points = table["grades"]
    signs = {sign: points["signs"][sign] for sign in table["labels"]}
    slopes = {sign: float(one["slope"]) for sign, one in signs.items()}
    cuts = {sign: tuple(float(cut) for cut in one["cuts"]) for sign, one in signs.items()}
    return {
        "labels": tuple(signs),
        "grades": GradePoints(slopes, cuts, float(points["certain_from"])),
    }


def _three(values: list[float]) -> tuple[float, float, float]:
    red, green, blue = values
    return float(red), float(green), float(blue)


def _point(table: Mapping[str, float] | None) -> OperatingPoint | None:
    if table is None:
        return None
    return OperatingPoint(table["threshold"], table["sensitivity"], table["specificity"])


def list_specs(root: Path = WEIGHTS) -> tuple[ModelSpec, ...]:
    """All models of a weights folder by name; empty when there are none.

    Each is called as its folder is: a copy put by beside it would else take its place.
    """
    folders = (file.parent for file in sorted(root.glob("*/model.toml")))
    return tuple(replace(load_spec(folder), name=folder.name) for folder in folders)


def find_spec(name: str, root: Path = WEIGHTS) -> ModelSpec:
    """The model of this name.

    Raises: UnknownModel with the nearest name there is.
    """
    specs = {spec.name: spec for spec in list_specs(root)}
    if name in specs:
        return specs[name]
    nearest = difflib.get_close_matches(name, specs, n=1, cutoff=0.0)
    raise UnknownModel(name=name, suggestion=nearest[0] if nearest else "")


def verify(spec: ModelSpec) -> None:
    """Check every weight file of a model against its digest.

    Raises: WeightsDamaged naming the first file that is missing or differs.
    """
    for name, digest in spec.sha256.items():
        file = spec.folder / name
        if not file.is_file() or file_digest(file) != digest:
            raise WeightsDamaged(file=str(file))


def file_digest(file: Path) -> str:
    """SHA-256 of a file, hexadecimal; one that did not change is read once."""
    state = file.stat()
    return _digest(file, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=32)
def _digest(file: Path, _changed_ns: int, _size: int) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
