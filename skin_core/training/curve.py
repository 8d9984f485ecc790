"""The learning curve of a run: how it does on the choosing part while it learns."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from skin_core.catalogue import PixelSpec
from skin_core.imaging.network_input import to_network_input
from skin_core.models.classifier import SkinNet
from skin_core.models.facts_input import encode
from skin_core.models.facts_net import FactsNet
from skin_core.training.cache import PhotoCache
from skin_core.training.config import TrainConfig
from skin_core.training.photos import Photo
from skin_core.training.strategy import THAWING

BATCH = 16
HALF = (0.5, 0.5, 0.5)


@dataclass(frozen=True)
class Watch:
    """Asks a half-trained network about the photos that settings are chosen by."""

    photos: Sequence[Photo]
    labels: Sequence[str]
    cache: PhotoCache

    def measure(self, net: SkinNet, size: int) -> dict[str, float]:
        """Top-1, top-3 and balanced accuracy with inputs of size x size; empty for no photos."""
        if not self.photos:
            return {}
        truths = np.array([self.labels.index(photo.label) for photo in self.photos])
        order = np.argsort(-self.logits(net, size), axis=1)[:, :3]
        first, among = order[:, 0] == truths, (order == truths[:, None]).any(1)
        by_label = [first[truths == label].mean() for label in np.unique(truths)]
        return {
            "top_1": float(first.mean()),
            "top_3": float(among.mean()),
            "balanced_accuracy": float(np.mean(by_label)),
        }

    @torch.inference_mode()
    def logits(self, net: SkinNet, size: int) -> NDArray[np.float32]:
        """Logits of the undistorted photos, (N, K), from a network in evaluation mode."""
        pixels, found = PixelSpec(size, 1.0, HALF, HALF), []
        place = net.head.weight.device
        for start in range(0, len(self.photos), BATCH):
            some = [self.cache[photo.path] for photo in self.photos[start : start + BATCH]]
            batch = torch.from_numpy(np.stack([to_network_input(photo, pixels) for photo in some]))
            inputs = [batch.to(memory_format=torch.channels_last)]
            if isinstance(net, FactsNet):
                known = self.photos[start : start + BATCH]
                inputs.append(torch.tensor([encode(photo.facts, net.names) for photo in known]))
            found.append(net(*(one.to(place) for one in inputs)).cpu().numpy())
        return np.asarray(np.concatenate(found), np.float32)


def is_point(step: int, steps: int, points: int) -> bool:
    """Whether a point of the learning curve falls on this step; the last step has one."""
    return step * points // steps > (step - 1) * points // steps


def best_point(curve: list[dict[str, float]]) -> int:
    """The first point of the highest balanced accuracy; where none is known, of the lowest loss."""
    heights = [point.get("balanced_accuracy", -point["loss"]) for point in curve]
    return heights.index(max(heights))


def gave_up(curve: list[dict[str, float]], config: TrainConfig, steps: int) -> bool:
    """Whether the curve has not risen for as many points as patience lasts; 0 lasts for ever.

    Points before everything learns do not count.
    """
    if not config.patience or not curve:
        return False
    thawed = config.thaw_share * steps if config.strategy in THAWING else 0
    counted = sum(point["step"] > thawed for point in curve)
    return min(counted, len(curve) - 1 - best_point(curve)) >= config.patience
