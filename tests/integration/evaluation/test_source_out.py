"""Runs that left collections out are measured as they were trained, with intervals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from skin_core.evaluation import source_out
from skin_core.evaluation.model_card import source_out_section
from skin_core.imaging.overlay import to_jpeg
from skin_core.models.classifier import SkinNet
from tests.integration.training_photos import LABELS, rendered


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Two untrained runs by their last input size; the first pictures of each label are judged."""
    photos, pixels = rendered()
    for photo in photos:
        (tmp_path / photo.path).write_bytes(to_jpeg(pixels[photo.path], 95))
    judged = [photo.path for photo in photos if photo.path.endswith(("0.webp", "1.webp"))]
    sizes = {"small": 32, "large": 48}

    def load_run(name: str) -> tuple[SkinNet, dict[str, Any]]:
        torch.manual_seed(sizes[name])
        return SkinNet(["test_efficientnet"], len(LABELS)).eval(), {
            "config": {
                "augmentation": "plain",
                "backbone": "test_efficientnet",
                "leave_out": ["rendered"],
                "sizes": [16, sizes[name]],
            },
            "labels": list(LABELS),
            "train": [photo.path for photo in photos if photo.path not in judged],
            "validation": judged,
            "step": 5,
        }

    monkeypatch.setattr(source_out, "load_run", load_run)
    monkeypatch.setattr(source_out, "data_folder", lambda: tmp_path)
    monkeypatch.setattr(source_out, "photos_of_kind", lambda *_: list(photos))
    return sizes


def test_a_run_is_measured_at_the_size_that_it_learned_at_last(runs: dict[str, int]) -> None:
    """All were shown at 176 px, and no figure had an interval."""
    one, both = source_out.source_out(["small"]), source_out.source_out(["small", "large"])
    assert (one["size"], both["size"]) == (32, 48)
    assert (one["refitted"], one["photos"], one["labels"]) == (False, 6, 3)
    assert both["recipe"]["backbone"] == "test_efficientnet + test_efficientnet"
    for name in ("top_1", "top_3", "balanced_accuracy", "told_top_1"):
        share, low, high = one[name]
        assert 0 <= low <= share <= high <= 1
    assert one["top_3"] == pytest.approx([1.0, 0.61, 1.0], abs=0.01)  # of six photos, never sure
    assert "| 48 | as trained | 6 | 3 |" in "\n".join(source_out_section([both, one]))
