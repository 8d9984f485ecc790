"""Evaluate a network that outlines: calibrate it, set its lines, measure it, write its card."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from skin_core.catalogue import ModelSpec
from skin_core.evaluation import outline_figures as figures
from skin_core.evaluation.cost import latency_ms, macs
from skin_core.evaluation.held_out import read_figures, read_measurable, read_training
from skin_core.evaluation.outline_answers import Answered, answered, calibrated
from skin_core.evaluation.outline_card import render_outline_card
from skin_core.evaluation.outline_folds import FILE, fold_figures
from skin_core.models.segmenter_file import load_segmenter
from skin_core.models.spec_file import read_table, write_table
from skin_core.training.outlines.__main__ import photos_of, split_for
from skin_core.training.outlines.config import config_from
from skin_core.training.outlines.samples import OutlineSplit, digest_of
from skin_core.training.refusal import Refused

SEED = 2026
ROUNDS = 200
FLIPPED = 150  # photos of a collection that are asked about twice


def evaluate_outline(spec: ModelSpec) -> ModelSpec:
    """Set temperature and lines on the choosing part, measure on the test part, write the card.

    Raises: ValueError where today's photos are not those that the network was trained with.
    """
    if (spec.folder / FILE).exists():
        spec, found = fold_figures(spec, np.random.default_rng(SEED))
        found["cost"] = outline_cost(spec)
    else:
        split = held_out_split(spec)
        chosen_on = answered(spec, split.validation)
        spec = calibrated(spec, chosen_on)
        found = _figures(spec, split, chosen_on)
    (spec.folder / "evaluation.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    write_outline_spec(spec)
    rewrite_outline_card(spec)
    return spec


def held_out_split(spec: ModelSpec) -> OutlineSplit:
    """The split that the last run of a model was trained with. Raises: ValueError."""
    run = read_measurable(spec.folder)["runs"][-1]
    config = config_from(run["config"])
    photos = photos_of(config)
    if digest_of(photos) != run["data_digest"]:
        raise Refused(f"no list of photos has the digest {run['data_digest']}")
    return split_for(config, photos)


def _figures(spec: ModelSpec, split: OutlineSplit, chosen_on: list[Answered]) -> dict[str, Any]:
    rng = np.random.default_rng(SEED)
    test = answered(spec, split.test)
    found = figures.scored(spec, test)
    return {
        "cost": outline_cost(spec),
        "headline": figures.per_source(found, rng),
        "intervals": figures.intervals(found),
        "nothing_found": figures.nothing_found(found),
        "labels": figures.per_label(found),
        "pixel_ece": figures.pixel_error(spec, test),
        "chosen_on": len(chosen_on),
        "flips": _flips(spec, chosen_on),
    }


def _flips(spec: ModelSpec, chosen_on: list[Answered]) -> list[dict[str, Any]]:
    """Whether asking about the mirror image too pays, on some photos of the choosing part."""
    rows = []
    for source in sorted({one.photo.source for one in chosen_on if one.true_area > 0}):
        mine = [one for one in chosen_on if one.photo.source == source][:FLIPPED]
        again = answered(spec, [one.photo for one in mine], flipped=True)
        once, twice = (figures.scored(spec, some) for some in (mine, again))
        rows.append(
            {
                "collection": source,
                "photos": len(mine),
                "dice": float(np.mean([one.dice for one in once])),
                "dice_with_the_mirror_image": float(np.mean([one.dice for one in twice])),
            }
        )
    return rows


def outline_cost(spec: ModelSpec) -> dict[str, Any]:
    """Parameters and MACs in millions; ms per photo."""
    net = load_segmenter(spec)
    return {
        "parameters_m": sum(value.numel() for value in net.parameters()) / 1e6,
        "macs_m": macs(net, spec.pixels.size) / 1e6,
        "latency_ms": latency_ms(spec, ROUNDS),
        "onnx_mb": spec.onnx.stat().st_size / 1e6,
    }


def rewrite_outline_card(spec: ModelSpec) -> None:
    """Write MODEL_CARD.md anew from the stored figures."""
    card = render_outline_card(spec, read_figures(spec.folder), read_training(spec.folder))
    (spec.folder / "MODEL_CARD.md").write_text(card, encoding="utf-8")


def write_outline_spec(spec: ModelSpec) -> None:
    """Write the calibrated values of a spec into its model.toml."""
    assert spec.outline is not None
    table = read_table(spec.folder)
    table["temperature"] = spec.temperature
    table["outline"]["limits"] = {
        kind: {"inner": inner, "outer": outer}
        for kind, (inner, outer) in spec.outline.limits.items()
    }
    write_table(spec.folder, table)
