"""Two processes, as torchrun starts them, train one network, each on half of every batch."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from skin_core.settings import ROOT
from skin_core.training import parallel

CHILD = """
import json, os, sys
from dataclasses import replace
from pathlib import Path
import torch
from skin_core.training import loop, parallel
from skin_core.training.curve import Watch
from tests.integration.training_photos import TINY, rendered_loader
parallel.join("cpu")
torch.set_num_threads(1)
config = replace(TINY, epochs=16.0, patience=9, curve_points=2)
loader = rendered_loader(config)
folder = Path(sys.argv[1])
batch = loader.batch(0).on(torch.device("cpu"))
net = loop.train(config, loader, "", folder, Watch(loader.photos, loader.labels, loader.cache))
total = sum(float(value.double().sum()) for value in net.state_dict().values())
told = {"rows": batch.pixels.flatten(1).sum(1).tolist(), "weights": total}
(folder / f"told-{os.environ['RANK']}.json").write_text(json.dumps(told))
"""


def test_two_processes_end_with_one_network(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    shared = {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "WORLD_SIZE": "2"}
    meet = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port}
    children = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, str(tmp_path)],
            cwd=ROOT,
            env={**os.environ, **shared, **meet, "RANK": str(rank), "LOCAL_RANK": str(rank)},
            stderr=subprocess.PIPE,
            text=True,
        )
        for rank in range(2)
    ]
    try:
        for child in children:
            _, said = child.communicate(timeout=240)
            assert child.returncode == 0, said[-3000:]
    finally:
        for child in children:
            child.kill()
    first, second = (json.loads((tmp_path / f"told-{n}.json").read_text()) for n in (0, 1))
    assert first["weights"] == second["weights"]
    assert len(first["rows"]) == len(second["rows"]) == 4
    assert not set(first["rows"]) & set(second["rows"])
    curve = json.loads((tmp_path / "curve.json").read_text())
    assert curve[1]["loss"] < curve[0]["loss"]


def test_alone_nothing_is_shared_out() -> None:
    rows = torch.arange(5)
    assert torch.equal(parallel.own_part(rows), rows)
    assert parallel.is_first()
    assert parallel.of_first(lambda: 3) == parallel.after_first(lambda: 3) == 3


def test_a_batch_that_cannot_be_shared_out_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "in_all", lambda: 2)
    with pytest.raises(ValueError, match="a batch of 5 cannot be shared out to 2"):
        parallel.own_part(torch.arange(5))
