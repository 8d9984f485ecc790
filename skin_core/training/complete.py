"""python -m skin_core.training.complete MODEL RUN: what ships has learned from every photo.

A released network is measured on photos that were held back from it. RUN went on from it with those
as well (`learn_too`, or the fold after the last). Its weights take the place of the measured ones;
cuts, thresholds and temperature stay, and so do the figures, which the card says to be those of the
network before. Nothing is left to measure the new one on.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import torch

from skin_core.catalogue import (
    CLASSIFY,
    GRADE,
    OUTLINE,
    WEIGHTS,
    ModelSpec,
    file_digest,
    load_spec,
)
from skin_core.models.checkpoint import release, save_network
from skin_core.models.onnx_export import export_onnx
from skin_core.models.segmenter_file import write_segmenter
from skin_core.models.spec_file import read_table, version_after, write_table
from skin_core.training import release as classifiers
from skin_core.training.checks import check_finished
from skin_core.training.config import MEASURED
from skin_core.training.grades import release as grades
from skin_core.training.outlines import release as outlines
from skin_core.training.refusal import Refused, in_one_sentence
from skin_core.training.tables import read_json

Phase = dict[str, Any]  # of training.json: config, revision, data_digest
NAMED = " and ".join(MEASURED)
KEPT = ("config", "revision", "data_digest", "step")
OF_TASK: dict[str, Any] = {CLASSIFY: classifiers, GRADE: grades, OUTLINE: outlines}


def complete(folder: Path, run: str) -> None:
    """Put the weights of a run in the place of those of a released and measured model.

    The folder is written beside and then exchanged: a kill leaves the measured model whole.
    Raises: Refused where the model was not measured, has been completed already or has a last layer
    that was fitted at release, or where the run did not go on from it or holds photos back.
    """
    spec, training = load_spec(folder), read_json(folder / "training.json")
    _check_model(spec, training)
    of_task = OF_TASK[spec.task]
    net, record = of_task.load_run(run)
    if "steps" in record["config"]:
        check_finished(run, record)
    history = of_task.phases(run)
    _check_history(spec, run, training["runs"], history)
    made = folder.with_name(f".{folder.name}.completed")
    rmtree(made, ignore_errors=True)
    copytree(folder, made)
    _write(net, load_spec(made))
    write_table(made, read_table(made) | {"version": version_after(folder)})
    measured = {"version": spec.version, "onnx": file_digest(spec.onnx), "runs": len(history) - 1}
    runs = [*training["runs"], {key: history[-1][key] for key in KEPT if key in history[-1]}]
    told = json.dumps(training | {"runs": runs, "measured": measured}, indent=1)
    (made / "training.json").write_text(told, encoding="utf-8")
    rmtree(folder)
    made.rename(folder)


def _check_model(spec: ModelSpec, training: Mapping[str, Any]) -> None:
    if spec.task not in OF_TASK:
        raise Refused(f"{spec.name}: a network of the task {spec.task!r} cannot go on")
    last = training["runs"][-1]["config"]
    if "measured" in training or last.get("fold", -1) == last.get("folds"):
        raise Refused(f"{spec.name} has learned from all photos already")
    if not (spec.folder / "evaluation.json").is_file():
        raise Refused(f"{spec.name} was not measured: python -m skin_core.evaluation {spec.name}")
    fitting = training.get("last_layer", {})
    if fitting.get("refit") or fitting.get("prior_share"):
        told = "its last layer was fitted at release, and would be lost; release it with --no-refit"
        raise Refused(f"{spec.name}: {told}")


def _check_history(
    spec: ModelSpec, run: str, released: Sequence[Phase], history: Sequence[Phase]
) -> None:
    before, last, config = history[:-1], history[-1], history[-1]["config"]
    names = [[phase["config"]["name"] for phase in phases] for phases in (released, before)]
    if names[0] != names[1]:
        raise Refused(f"{run} did not go on from {spec.name}, which is {', then '.join(names[0])}")
    network = config.get("backbone", config.get("architecture"))
    if (config["kind"], network) != (spec.kind, spec.architecture):
        told = f"{config['kind']} and {network}, not {spec.kind} and {spec.architecture}"
        raise Refused(f"{run} is {told}")
    if spec.task != GRADE and last["data_digest"] != before[-1]["data_digest"]:
        raise Refused(f"{run} learned from other photos than {spec.name}")
    held = sum(len(last.get(part, ())) for part in ("validation", "test", "held"))
    published = spec.task == OUTLINE and set(MEASURED) <= set(config["learn_too"])
    if held and not (published and config["fold"] < 0):
        raise Refused(f"{run} holds {held} photos back: learn_too has to name {NAMED}")


def _write(net: Any, spec: ModelSpec) -> None:
    """Both weight files, as a release writes them."""
    if spec.task == OUTLINE:
        write_segmenter(net, spec.pixels.size, spec.folder)
        return
    release(net)
    save_network(net, spec.safetensors)
    export_onnx(net, spec.pixels.size, spec.onnx)
    for file in (spec.safetensors, spec.onnx):
        file.chmod(0o644)


def main() -> None:
    """Read the command line and complete."""
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(prog="skin_core.training.complete", description=__doc__)
    parser.add_argument("model", help="name of a model in weights/")
    parser.add_argument("run")
    given = parser.parse_args()
    with in_one_sentence():
        complete(WEIGHTS / given.model, given.run)


if __name__ == "__main__":
    main()
