"""python -m skin_core.training.outlines.release lesion-outline RUN: weights/<name>/ from a run.

Run the evaluation afterwards: it calibrates the network, sets its lines and writes its card.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import torch

from skin_core.catalogue import OUTLINE, WEIGHTS
from skin_core.models.segmenter import OutlineNet, build_segmenter
from skin_core.models.segmenter_file import OUTPUTS, write_segmenter
from skin_core.models.spec_file import forget_figures, version_after, write_table
from skin_core.training.__main__ import RUNS
from skin_core.training.checks import check_finished, record_of
from skin_core.training.loop import CHECKPOINT
from skin_core.training.refusal import in_one_sentence
from skin_core.training.release import check_release
from skin_core.training.tables import read_json

LICENCE = "research use only; trained on photos of CC BY-NC and unclear licences, see MODEL_CARD.md"
HALF = (0.5, 0.5, 0.5)
SMALLEST = 0.002  # share of a photo: of 12,887 outlines that people drew one is smaller
WIDE_OPEN = {"inner": 2.0, "outer": -2.0}
KINDS = ("clinical", "dermoscopic")


def load_run(name: str) -> tuple[OutlineNet, dict[str, Any]]:
    """The averaged network of a run in evaluation mode, and the record of the run."""
    record = record_of(RUNS / name)
    saved = torch.load(RUNS / name / CHECKPOINT, map_location="cpu", weights_only=True)
    net = build_segmenter(record["config"]["architecture"])
    net.load_state_dict(saved["average"])
    record["step"] = int(saved["step"])
    return net.eval(), record


def phases(name: str) -> list[dict[str, Any]]:
    """The records of a run and of the runs it went on from, the first one first.

    Of those before, checkpoints may be gone; each was trained to its end.
    """
    record: dict[str, Any] = read_json(RUNS / name / "run.json")
    record["step"] = record["config"]["steps"]
    init = str(record["config"].get("init", ""))
    earlier = phases(init.removeprefix("run:")) if init.startswith("run:") else []
    return [*earlier, record]


def publish(name: str, run: str, size: int, root: Path = WEIGHTS) -> Path:
    """Export a finished run as the model `name`; its folder."""
    net, record = load_run(run)
    check_finished(run, record)
    check_release(name, OUTLINE, record["config"]["kind"], size, root)
    folder = root / name
    write_segmenter(net, size, folder)
    forget_figures(folder)
    table = base_table(name, record["config"], size)
    write_table(folder, table | {"version": version_after(folder)})
    keep = ("config", "revision", "data_digest", "step")
    history = [{key: phase[key] for key in keep} for phase in phases(run)]
    text = json.dumps({"runs": history}, indent=1)
    (folder / "training.json").write_text(text, encoding="utf-8")
    return folder


def base_table(name: str, config: dict[str, Any], size: int) -> dict[str, Any]:
    """A model.toml before calibration: its lines are set by the evaluation."""
    return {
        "name": name,
        "task": OUTLINE,
        "kind": config["kind"],
        "version": "",  # told as it is written
        "architecture": config["architecture"],
        "outputs": list(OUTPUTS),
        "temperature": 1.0,
        "licence": LICENCE,
        "research_use": True,
        "input": {"size": size, "crop": 1.0, "mean": HALF, "std": HALF},
        "outline": {
            "largest_only": config["kind"] == "lesion",
            "smallest": SMALLEST,
            "limits": {kind: WIDE_OPEN for kind in KINDS},
        },
    }


def main() -> None:
    """Read the command line and publish."""
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(
        prog="skin_core.training.outlines.release", description=__doc__
    )
    parser.add_argument("name")
    parser.add_argument("run")
    parser.add_argument("--size", type=int, default=160)
    given = parser.parse_args()
    with in_one_sentence():
        publish(given.name, given.run, given.size)


if __name__ == "__main__":
    main()
