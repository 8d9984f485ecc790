"""The teachers of a student: earlier runs, asked once about fixed views of every photo."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from skin_core.catalogue import file_digest
from skin_core.models.classifier import SkinNet
from skin_core.training.config import config_from
from skin_core.training.curve import gave_up
from skin_core.training.loader import Loader, steps_of, to_tensor
from skin_core.training.loop import CHECKPOINT, build, read_checkpoint
from skin_core.training.machine import computing, drawn
from skin_core.training.refusal import Refused
from skin_core.training.tables import read_json
from skin_core.training.views import fixed_view

BATCH = 16
CPU = torch.device("cpu")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Teacher:
    """A finished run: its averaged network and the input size it ended with."""

    name: str
    net: SkinNet  # in evaluation mode
    size: int
    digest: str


def is_over(folder: Path) -> bool:
    """Whether a run has been trained to its end."""
    if not (folder / CHECKPOINT).exists() or not (folder / "run.json").exists():
        return False
    record = read_json(folder / "run.json")
    saved = read_checkpoint(folder / CHECKPOINT)
    config = config_from(record["config"])
    steps = steps_of(config, len(record["train"]))
    return saved["step"] >= steps or gave_up(saved.get("curve", []), config, steps)


def load_teacher(
    folder: Path, labels: Sequence[str], held_back: Collection[str], place: torch.device = CPU
) -> Teacher:
    """The network of a finished run, at a place to compute.

    held_back: paths of photos the student is judged by.
    Raises: Refused where it answers with other labels, or was trained on one of those photos.
    """
    record = read_json(folder / "run.json")
    if tuple(record["labels"]) != tuple(labels):
        raise Refused(f"{folder.name} answers with other labels than its student")
    if seen := sorted(set(record["train"]) & set(held_back)):
        raise Refused(f"{seen[0]}: {folder.name} was trained on it, its student is judged by it")
    config = config_from(record["config"])
    net = build(config, len(labels)).eval()
    saved = read_checkpoint(folder / CHECKPOINT)
    net.load_state_dict(saved["average"])
    net.to(place).to(memory_format=torch.channels_last)
    return Teacher(folder.name, net, config.sizes[-1], file_digest(folder / CHECKPOINT))


def asked(
    teachers: Sequence[Teacher], loader: Loader, views: int, folder: Path
) -> NDArray[np.float32]:
    """Logits of all teachers for all views of all photos, (T, V, N, K).

    Kept in `folder`, one file for each teacher and view, so that a kill costs one of them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = [[_view_of(one, loader, view, folder) for view in range(views)] for one in teachers]
    return np.asarray(found, np.float32)


def _view_of(teacher: Teacher, loader: Loader, view: int, folder: Path) -> NDArray[np.float16]:
    """Logits of one teacher for one view of all photos, (N, K)."""
    paths = [photo.path for photo in loader.photos]
    shown = [str(loader.config.seed), *loader.config.prepare]
    listed = "\n".join([teacher.digest, *shown, *paths])
    key = hashlib.sha256(listed.encode()).hexdigest()[:12]
    file = folder / f"{teacher.name}-{key}-{view}.npy"
    if not file.exists():
        log.info("asking %s about view %d of %d photos", teacher.name, view, len(paths))
        partial = folder / f"{file.stem}.part.npy"
        np.save(partial, _logits(teacher, loader, view))
        partial.replace(file)
    return np.asarray(np.load(file), np.float16)


@torch.inference_mode()
def _logits(teacher: Teacher, loader: Loader, view: int) -> NDArray[np.float16]:
    def shown(step: int) -> Tensor:
        paths = [photo.path for photo in loader.photos[step * BATCH : (step + 1) * BATCH]]
        seed, size = loader.config.seed, teacher.size
        return to_tensor(
            np.stack([fixed_view(loader.cache[path], path, view, size, seed) for path in paths])
        )

    config, place = loader.config, next(teacher.net.parameters()).device
    found = []
    for pixels in drawn(shown, range(-(-len(loader.photos) // BATCH)), config.workers):
        with computing(config):
            found.append(teacher.net(pixels.to(place)).half().cpu().numpy())
    return np.concatenate(found)
