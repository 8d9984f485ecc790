"""python -m skin_core.training.release clinical RUN [RUN]: weights/<name>/ from finished runs.

Two runs of one split become one network whose logits are their mean. Run the evaluation
afterwards: it calibrates the model and writes its card.
"""

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from skin_core.catalogue import CLASSIFY, GATE, WEIGHTS, PixelSpec, load_spec
from skin_core.errors import SettingsError
from skin_core.models.checkpoint import average_of, release, save_network
from skin_core.models.classifier import SkinNet
from skin_core.models.onnx_export import export_onnx
from skin_core.models.spec_file import forget_figures, version_after, write_table
from skin_core.settings import ROOT
from skin_core.training.checks import record_of
from skin_core.training.config import config_from
from skin_core.training.layouts import decoded, photos_for
from skin_core.training.loop import CHECKPOINT, read_checkpoint
from skin_core.training.refit import add_fitted_layer, embeddings, give_prior_back
from skin_core.training.refusal import Refused, in_one_sentence
from skin_core.training.tables import check_name
from skin_core.training.teachers import is_over

RUNS = ROOT / ".runs"
LICENCE = "research use only; trained on photos of CC BY-NC and unclear licences, see MODEL_CARD.md"
OF_OTHERS = "research use only; the terms of the photos it was trained on hold, see MODEL_CARD.md"
HALF = (0.5, 0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Fitting:
    """What is done to the last layer at release.

    refit: a layer fitted on undistorted training photos is added, its squared weights held back by
    `penalty`. prior_share: how much of the
    training photos' own frequencies is given back to logits that were trained for balanced
    classes, 0 to 1: more of it makes the first guesses right more often, rare classes less.
    """

    refit: bool = True
    penalty: float = 1e-2
    prior_share: float = 0.0

    def check(self) -> None:
        """Raises: SettingsError."""
        if not self.penalty > 0:
            raise SettingsError(name="--penalty", value=self.penalty, allowed="more than 0")
        if not 0 <= self.prior_share <= 1:
            raise SettingsError(name="--prior-share", value=self.prior_share, allowed="from 0 to 1")


def finished_record(name: str) -> dict[str, Any]:
    """The record of a run that was trained to its end.

    Raises: Refused.
    """
    record = record_of(RUNS / name)
    if not is_over(RUNS / name):
        raise Refused(f"the run {name} is not finished: give its training the same command again")
    return record


def load_run(name: str) -> tuple[SkinNet, dict[str, Any]]:
    """The averaged network of a run in evaluation mode, and the record of the run.

    Raises: Refused for a run that is not there or not finished, or that reads facts or prepared
    photos.
    """
    record = finished_record(name)
    if record["config"].get("facts"):
        raise Refused(f"{name} reads facts of the patient: no engine can give it them yet")
    if config_from(record["config"]).prepare:
        raise Refused(f"{name} learned from prepared photos: no engine prepares them yet")
    saved = read_checkpoint(RUNS / name / CHECKPOINT)
    net = SkinNet(record["config"]["backbone"].split("+"), len(record["labels"]))
    net.load_state_dict(saved["average"])
    record["step"] = int(saved["step"])
    return net.eval(), record


def phases(name: str) -> list[dict[str, Any]]:
    """The records of a run and of the runs it went on from, the first one first."""
    record: dict[str, Any] = json.loads((RUNS / name / "run.json").read_text(encoding="utf-8"))
    init = str(record["config"].get("init", ""))
    earlier = phases(init.removeprefix("run:")) if init.startswith("run:") else []
    return [*earlier, record]


def publish(
    name: str, runs: list[str], pixels: PixelSpec, fitting: Fitting, root: Path = WEIGHTS
) -> Path:
    """Export finished runs of one split as the model `name`; its folder.

    Raises: Refused where the runs were trained on different photos.
    """
    fitting.check()
    if not 0.1 <= pixels.crop <= 1:
        raise SettingsError(name="--crop", value=pixels.crop, allowed="from 0.1 to 1")
    loaded = [load_run(run) for run in runs]
    records = [record for _, record in loaded]
    check_release(name, CLASSIFY, records[0]["config"]["kind"], pixels.size, root)
    for run, record in zip(runs, records, strict=True):
        if record["labels"] != records[0]["labels"]:
            raise Refused(f"{run} answers with other labels than {runs[0]}")
        if record["train"] != records[0]["train"]:
            raise Refused(f"{run} was trained on photos that {runs[0]} is measured on")
    backbones = [record["config"]["backbone"] for record in records]
    net = joined(loaded)
    table = base_table(name, records[0]["config"]["kind"], "+".join(backbones), pixels.size)
    table["labels"] = records[0]["labels"]
    table["input"]["crop"] = pixels.crop
    if records[0]["config"].get("data"):
        table["licence"] = OF_OTHERS
    folder = root / name
    release(net)
    fit_last_layer(net, records[0], pixels, fitting)
    write_model(net, table, folder)
    keep = ("config", "revision", "data_digest")
    history = [phase for run in runs for phase in phases(run)]
    provenance: dict[str, Any] = {"last_layer": asdict(fitting)}
    provenance |= {"runs": [{key: phase[key] for key in keep} for phase in history]}
    for file in folder.iterdir():
        file.chmod(0o644)
    (folder / "training.json").write_text(json.dumps(provenance, indent=1), encoding="utf-8")
    return folder


def check_release(name: str, task: str, kind: str, size: int, root: Path) -> None:
    """A release takes no other model's place, and has a name and a size that can be.

    Raises: SettingsError, Refused.
    """
    check_name(name)
    if not 16 <= size <= 2048:
        raise SettingsError(name="--size", value=size, allowed="from 16 to 2048 pixels")
    if (root / name / "model.toml").is_file():
        there = load_spec(root / name)
        if (there.task, there.kind) != (task, kind):
            told = f"a model of the task {there.task!r} and kind {there.kind!r}"
            raise Refused(
                f"{name} is {told}, not {task!r} and {kind!r}: release under another name"
            )


def joined(loaded: list[tuple[SkinNet, dict[str, Any]]]) -> SkinNet:
    """One network of one run, or of several whose logits are averaged."""
    if len(loaded) == 1:
        return loaded[0][0]
    return average_of([net for net, _ in loaded], [r["config"]["backbone"] for _, r in loaded])


def fit_last_layer(
    net: SkinNet, record: dict[str, Any], pixels: PixelSpec, fitting: Fitting
) -> None:
    """Fit the last layer anew, as far as wanted, on the photos a run was trained on."""
    if not fitting.refit and not fitting.prior_share:
        return
    config = config_from(record["config"])
    photos = photos_for(config)
    taught = set(record["train"])
    trained = [photo for photo in photos if photo.path in taught]
    numbers = np.array([record["labels"].index(photo.label) for photo in trained], np.int64)
    if fitting.refit:
        cache = decoded(config, photos, ROOT / ".cache")
        values = embeddings(net, trained, cache, pixels)
        add_fitted_layer(net, values, numbers, fitting.penalty)
    give_prior_back(net, numbers, fitting.prior_share)


def base_table(name: str, kind: str, architecture: str, size: int) -> dict[str, Any]:
    """A model.toml before calibration."""
    return {
        "name": name,
        "task": GATE if kind == GATE else CLASSIFY,
        "kind": kind,
        "version": "",  # told as it is written
        "architecture": architecture,
        "labels": [],
        "temperature": 1.0,
        "set_mass": 0.9,
        "licence": LICENCE,
        "research_use": True,
        "input": {"size": size, "crop": 1.0, "mean": HALF, "std": HALF},
    }


def write_model(net: SkinNet, table: dict[str, Any], folder: Path) -> None:
    """Write both weight files of one network and model.toml; figures of another one go."""
    folder.mkdir(parents=True, exist_ok=True)
    release(net)
    save_network(net, folder / "model.safetensors")
    export_onnx(net, table["input"]["size"], folder / "model.onnx")
    forget_figures(folder)
    write_table(folder, table | {"version": version_after(folder)})


def main() -> None:
    """Read the command line and publish."""
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(prog="skin_core.training.release", description=__doc__)
    parser.add_argument("name")
    parser.add_argument("runs", nargs="+")
    parser.add_argument("--size", type=int, default=160)
    parser.add_argument("--crop", type=float, default=1.0)
    parser.add_argument("--no-refit", action="store_true", help="keep the trained last layer")
    parser.add_argument("--penalty", type=float, default=Fitting().penalty, help="see Fitting")
    parser.add_argument("--prior-share", type=float, default=0.0, help="see Fitting")
    given = parser.parse_args()
    pixels = PixelSpec(given.size, given.crop, HALF, HALF)
    fitting = Fitting(not given.no_refit, given.penalty, given.prior_share)
    with in_one_sentence():
        publish(given.name, given.runs, pixels, fitting)


if __name__ == "__main__":
    main()
