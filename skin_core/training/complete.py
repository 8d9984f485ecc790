"""python -m skin_core.training.complete MODEL RUN: what ships has learned from every photo.

A released network is measured on photos that were held back from it. RUN went on from it with those
as well (`learn_too`, or the fold after the last). Its weights take the place of the measured ones;
cuts, thresholds and temperature stay, and so do the figures, which the card says to be those of the
network before. Nothing is left to measure the new one on.
"""

import argparse
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
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
from skin_core.models.spec_file import read_table, write_table
from skin_core.training import release as classifiers
from skin_core.training.checks import check_finished
from skin_core.training.config import MEASURED
from skin_core.training.grades import release as grades
from skin_core.training.outlines import release as outlines
from skin_core.training.refusal import Refused, in_one_sentence
from skin_core.training.tables import read_json

Phase = dict[str, Any]  # of training.json: config, revision, data_digest
KEPT = ("config", "revision", "data_digest", "step")
OF_TASK: dict[str, Any] = {CLASSIFY: classifiers, GRADE: grades, OUTLINE: outlines}


def complete(folder: Path, run: str) -> None:
    """Put the weights of a run in the place of those of a released and measured model.

    Raises: Refused where the model was not measured, has been completed already, or the run did
    not go on from it or holds photos back.
    """
    spec = load_spec(folder)
    if spec.task not in OF_TASK:
        raise Refused(f"{spec.name}: a network of the task {spec.task!r} cannot go on")
    training = read_json(folder / "training.json")
    if "measured" in training:
        raise Refused(f"{spec.name} has learned from all photos already")
    if not (folder / "evaluation.json").is_file():
        raise Refused(f"{spec.name} was not measured: python -m skin_core.evaluation {spec.name}")
    of_task = OF_TASK[spec.task]
    net, record = of_task.load_run(run)
    if "steps" in record["config"]:
        check_finished(run, record)
    history = of_task.phases(run)
    _check_history(spec, run, training["runs"], history)
    measured = {"version": spec.version, "onnx": file_digest(spec.onnx), "runs": len(history) - 1}
    _write(net, spec)
    write_table(folder, read_table(folder) | {"version": version_after(spec.version)})
    runs = [*training["runs"], {key: history[-1][key] for key in KEPT if key in history[-1]}]
    told = json.dumps(training | {"runs": runs, "measured": measured}, indent=1)
    (folder / "training.json").write_text(told, encoding="utf-8")


def _check_history(
    spec: ModelSpec, run: str, released: Sequence[Phase], history: Sequence[Phase]
) -> None:
    before, config = history[:-1], history[-1]["config"]
    names = [[phase["config"]["name"] for phase in phases] for phases in (released, before)]
    if names[0] != names[1]:
        raise Refused(f"{run} did not go on from {spec.name}, which is {', then '.join(names[0])}")
    if config["kind"] != spec.kind:
        raise Refused(f"{run} is of the kind {config['kind']!r}, not {spec.kind!r}")
    learns_all = set(MEASURED) <= set(config.get("learn_too", ()))
    if not learns_all and config.get("fold", -1) != config.get("folds"):
        raise Refused(f"{run} holds photos back: learn_too has to name {' and '.join(MEASURED)}")


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


def version_after(version: str) -> str:
    """Today's version; of a second one of a day the number follows, so that both can be told."""
    today = datetime.now(UTC).strftime("%Y.%m.%d")
    if not version.startswith(today):
        return today
    number = version.removeprefix(today).removeprefix(".")
    return f"{today}.{int(number or 1) + 1}"


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
