"""A YOLOv8-cls as the program of its maker exports it: run as a module, where that program is.

Arguments: a folder with a subfolder of photos for each class, and where to work and leave the file.
Its last layer is fitted to the photos, so that it names them; the rest of it knows nothing.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch

SIDE = 64
SCALE = 8.0  # of the logits: what is named, is named for sure


def exported(photos: Path, names: dict[int, str]) -> Path:
    """The file. names: of the classes; those whose subfolder is missing are never the answer."""
    torch.manual_seed(4)
    program: Any = import_module("ultralytics")
    plan = Path(program.__file__).with_name("cfg") / "models" / "v8" / "yolov8-cls.yaml"
    own = Path("own.yaml")
    own.write_text(plan.read_text("utf-8").replace("nc: 1000", f"nc: {len(names)}"), "utf-8")
    model = program.YOLO(own, task="classify")
    _fit(model.model, *_labelled(photos, names))
    model.model.names = names
    return Path(model.export(format="onnx", imgsz=SIDE, simplify=False))


def _labelled(photos: Path, names: dict[int, str]) -> tuple[torch.Tensor, torch.Tensor]:
    """Every photo (N, 3, S, S), RGB from 0 to 1, and its class as a row of ones and zeros."""
    pictures, truths = [], []
    places = {name.casefold(): place for place, name in names.items()}
    for file in sorted(photos.glob("*/*.png")):
        read = np.asarray(cv2.imread(str(file)))[..., ::-1]
        pictures.append(cv2.resize(read, (SIDE, SIDE), interpolation=cv2.INTER_AREA))
        truths.append(places[file.parent.name.casefold()])
    batch = torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float() / 255
    return batch, torch.nn.functional.one_hot(torch.tensor(truths), len(names)).float()


def _fit(net: Any, photos: torch.Tensor, truths: torch.Tensor) -> None:
    """The last layer by least squares from what comes into it, each layer evened to the photos."""
    for part in net.modules():
        if isinstance(part, torch.nn.BatchNorm2d):
            part.momentum = 1.0
    with torch.no_grad():
        net.train()(photos)
    net.eval()
    seen: list[torch.Tensor] = []
    layer = net.model[-1].linear
    hook = layer.register_forward_pre_hook(lambda _, given: seen.append(given[0]))
    with torch.no_grad():
        net(photos)
        hook.remove()
        features = torch.cat([seen[0], torch.ones(len(photos), 1)], 1).double()
        solved = torch.linalg.pinv(features, rtol=1e-6) @ (truths.double() * 2 - 1)
        layer.weight.copy_(SCALE * solved[:-1].T)
        layer.bias.copy_(SCALE * solved[-1])


if __name__ == "__main__":
    photos, place = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    os.chdir(place)  # it writes where it stands
    exported(photos, {0: "Acne", 1: "Rosacea", 2: "Chair"})
