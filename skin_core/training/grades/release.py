"""python -m skin_core.training.grades.release eczema-signs RUN: weights/<name>/ from a run.

Run the evaluation afterwards: it sets the cuts between grades and writes the card.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import torch

from skin_core.catalogue import GRADE, WEIGHTS
from skin_core.models.classifier import SkinNet
from skin_core.models.folding import fold
from skin_core.training.__main__ import RUNS
from skin_core.training.checks import check_finished, record_of
from skin_core.training.loop import CHECKPOINT
from skin_core.training.refusal import in_one_sentence
from skin_core.training.release import HALF, LICENCE, check_release, write_model

CERTAIN_FROM = 0.5
"""Chance of a grade from which it is suggested: likelier than all others together."""
UNFITTED = {"slope": 1.0, "cuts": (-1.0, 1.0, 3.0)}


def load_run(name: str) -> tuple[SkinNet, dict[str, Any]]:
    """The averaged network of a run in evaluation mode without its cuts, and the run's record."""
    record = record_of(RUNS / name)
    saved = torch.load(RUNS / name / CHECKPOINT, map_location="cpu", weights_only=True)
    net = SkinNet([record["config"]["backbone"]], len(record["labels"]))
    average = {key.removeprefix("module."): value for key, value in saved["average"].items()}
    if not any(key.endswith("running_mean") for key in average):
        fold(net.eval())  # begun from a released network, which has no batch norms
    net.load_state_dict({key: average[key] for key in net.state_dict()})
    record["step"] = int(saved["step"])
    return net.eval(), record


def phases(name: str) -> list[dict[str, Any]]:
    """The records of a run and of the grading runs it went on from, the first one first."""
    _, record = load_run(name)
    earlier = str(record["config"]["init"]).removeprefix("run:")
    began = RUNS / earlier / "run.json"
    if not earlier or not began.is_file() or "held" not in json.loads(began.read_text("utf-8")):
        return [record]
    return [*phases(earlier), record]


def publish(name: str, run: str, size: int, root: Path = WEIGHTS) -> Path:
    """Export a finished run as the model `name`; its folder."""
    net, record = load_run(run)
    check_finished(run, record)
    check_release(name, GRADE, record["config"]["kind"], size, root)
    folder = root / name
    write_model(net, base_table(name, record, size), folder)
    keep = ("config", "revision", "data_digest", "step")
    history = [{key: phase[key] for key in keep} for phase in phases(run)]
    text = json.dumps({"runs": history}, indent=1)
    (folder / "training.json").write_text(text, encoding="utf-8")
    for file in folder.iterdir():
        file.chmod(0o644)
    return folder


def base_table(name: str, record: dict[str, Any], size: int) -> dict[str, Any]:
    """A model.toml whose cuts the evaluation has yet to set."""
    return {
        "name": name,
        "task": GRADE,
        "kind": record["config"]["kind"],
        "version": "",  # told as it is written
        "architecture": record["config"]["backbone"],
        "outputs": ["logits"],
        "labels": list(record["labels"]),
        "licence": LICENCE,
        "research_use": True,
        "input": {"size": size, "crop": 1.0, "mean": HALF, "std": HALF},
        "grades": {
            "certain_from": CERTAIN_FROM,
            "signs": {sign: UNFITTED for sign in record["labels"]},
        },
    }


def main() -> None:
    """Read the command line and publish."""
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(prog="skin_core.training.grades.release", description=__doc__)
    parser.add_argument("name")
    parser.add_argument("run")
    parser.add_argument("--size", type=int, default=0, help="the last one it was trained at")
    given = parser.parse_args()
    with in_one_sentence():
        _, record = load_run(given.run)
        publish(given.name, given.run, given.size or record["config"]["sizes"][-1])


if __name__ == "__main__":
    main()
