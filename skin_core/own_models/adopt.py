"""A model brought in, whole or not at all: read, tried, calibrated, written into the home."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray

from skin_core.catalogue import CLASSIFY, ONNX_FILE, WEIGHTS, ModelSpec, PixelSpec, load_spec
from skin_core.domain.photo import PhotoKind
from skin_core.errors import OnnxWillNotRun, OwnNameInvalid, OwnNameTaken
from skin_core.models.spec_file import write_table
from skin_core.own_models.card import card_text
from skin_core.own_models.edit import CAMS, LOGITS, VALUES, labelled, opened
from skin_core.own_models.figures import Figures, measured
from skin_core.own_models.graph import read_graph
from skin_core.own_models.labels import ClassMap, class_map
from skin_core.own_models.photos import Labelled, read_labelled
from skin_core.own_models.trial import Fitting, Runner, fitting_way, label_logits

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_OCCLUSION_MS = 40  # a pass that may be made fifty times for one photo
_COMPARED = 3  # photos
_SEED = 2026


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be brought in.

    names: of the classes, () as the file tells them. told: class to taxonomy key, None where the
    names are those. declared: how photos are handed to it, where its maker tells that.
    source: what the card calls the file. architecture: "onnx", or a name of timm.
    """

    file: Path
    photos: Path
    name: str
    kind: PhotoKind
    names: tuple[str, ...] = ()
    told: Mapping[str, str] | None = None
    declared: PixelSpec | None = None
    source: str = ""
    architecture: str = "onnx"


@dataclass(frozen=True, slots=True)
class Adopted:
    """What came of it. unread: files among the photos that are none."""

    spec: ModelSpec
    fitting: Fitting
    figures: Figures
    unread: int


def adopt(wanted: Wanted, home: Path) -> Adopted:
    """Bring a model in, as a folder of `home`. Raises: OwnModelError, OSError."""
    check_name(wanted.name, home)
    found = read_graph(wanted.file, len(wanted.names))
    known = class_map(wanted.names or found.names, found.classes, wanted.told)
    photos = read_labelled(wanted.photos, known)
    model = opened(found)
    runner = Runner(model)
    fitting = fitting_way(runner, found, photos, known.members, wanted.declared)
    values = np.array([runner.ask(one, fitting.pixels)[VALUES] for one in photos.photos])
    logits = label_logits(values, known.members, gives_chances=fitting.gives_chances)
    rng = np.random.default_rng(_SEED)
    figures = measured(logits, photos.truths, photos.digests, known.labels, rng)
    whole = labelled(
        model,
        known.members,
        found.size,
        gives_chances=fitting.gives_chances,
        maps=fitting.has_maps,
    )
    _compare(whole, fitting, photos, logits)
    card = replace(wanted, source=wanted.source or wanted.file.name)
    spec = _write(card, home, whole, known, fitting, figures, found.told_licence)
    return Adopted(spec, fitting, figures, photos.unread)


def _compare(
    model: onnx.ModelProto, fitting: Fitting, photos: Labelled, logits: NDArray[np.float64]
) -> None:
    """Whether the rewritten graph answers as what was measured. Raises: OnnxWillNotRun."""
    runner = Runner(model)
    for place in range(_COMPARED):
        answer = runner.ask(photos.photos[place], fitting.pixels)[LOGITS]
        if not np.allclose(np.exp(answer), np.exp(logits[place]), atol=1e-3):
            raise OnnxWillNotRun


def check_name(name: str, home: Path) -> None:
    """Whether a model may be called so. Raises: OwnNameInvalid, OwnNameTaken."""
    if not _NAME.fullmatch(name):
        raise OwnNameInvalid(label=name)
    if (home / name).exists() or (WEIGHTS / name).exists():
        raise OwnNameTaken(label=name)


def usual_name(file: Path) -> str:
    """A name made of the file's: small letters, numbers and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")[:40] or "model"


def _write(
    wanted: Wanted,
    home: Path,
    model: onnx.ModelProto,
    known: ClassMap,
    fitting: Fitting,
    figures: Figures,
    licence: str,
) -> ModelSpec:
    """The folder, moved to its place when it is whole."""
    heatmap = heatmap_of(fitting)
    home.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=home.parent, prefix="model-"))
    try:
        onnx.save(model, str(scratch / ONNX_FILE))
        card = card_text(wanted.name, wanted.source, licence, known, fitting, figures, heatmap)
        (scratch / "MODEL_CARD.md").write_text(card, encoding="utf-8")
        told = {"trial": asdict(fitting), "figures": asdict(figures)}
        text = json.dumps(told, indent=1, ensure_ascii=False)
        (scratch / "evaluation.json").write_text(text, encoding="utf-8")
        write_table(scratch, _table(wanted, known, fitting, figures, licence, heatmap))
        load_spec(scratch)
        scratch.rename(home / wanted.name)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return load_spec(home / wanted.name)


def heatmap_of(fitting: Fitting) -> str:
    """How its heatmap comes about: "cams", "occlusion" or "none"."""
    if fitting.has_maps:
        return "cams"
    return "occlusion" if fitting.pass_ms <= _OCCLUSION_MS else "none"


def _table(
    wanted: Wanted, known: ClassMap, fitting: Fitting, figures: Figures, licence: str, heatmap: str
) -> dict[str, Any]:
    pixels = fitting.pixels
    return {
        "name": wanted.name,
        "task": CLASSIFY,
        "kind": wanted.kind.value,
        "version": date.today().strftime("%Y.%m.%d"),
        "architecture": wanted.architecture,
        "labels": known.labels,
        "temperature": figures.temperature,
        "set_mass": figures.set_mass,
        "licence": "".join(c for c in licence if c.isprintable())[:200],
        "research_use": True,
        "heatmap": heatmap,
        "outputs": [LOGITS, CAMS] if fitting.has_maps else [LOGITS],
        "input": {
            "size": pixels.size,
            "crop": pixels.crop,
            "fit": pixels.fit,
            "mean": pixels.mean,
            "std": pixels.std,
        },
    }
