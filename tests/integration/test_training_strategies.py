"""Every way of fine-tuning, on rendered pictures: it learns, and what rests does not change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
import torch
from torch import Tensor

from skin_core.training import loop
from skin_core.training.config import STRATEGIES, TrainConfig
from skin_core.training.curve import Watch
from skin_core.training.strategy import Layer, learns
from tests.integration.training_photos import LABELS, TINY, pretrain, rendered_loader, same

STEM, LAST = "backbones.0.net.conv_stem.weight", "backbones.0.net.conv_head.weight"
SHORT = replace(TINY, epochs=4.0)


@pytest.fixture(scope="module")
def init(tmp_path_factory: pytest.TempPathFactory) -> str:
    torch.set_num_threads(1)
    return pretrain(tmp_path_factory.mktemp("tones"))


def loss_with(state: Mapping[str, Tensor], config: TrainConfig) -> float:
    """Cross entropy of the undistorted pictures, with these weights in evaluation mode."""
    net = loop.build(config, 3).eval()
    net.load_state_dict(state)
    loader = rendered_loader(config)
    truths = torch.tensor([LABELS.index(photo.label) for photo in loader.photos])
    logits = Watch(loader.photos, LABELS, loader.cache).logits(net, 32)
    return float(torch.nn.functional.cross_entropy(torch.from_numpy(logits), truths))


def stepped(
    config: TrainConfig, init: str, share: float
) -> tuple[loop.Training, dict[str, Tensor]]:
    """A training after this share of its steps, and the state it began with."""
    loader = rendered_loader(config)
    training = loop.start(config, 3, init)
    began = {name: value.clone() for name, value in training.net.state_dict().items()}
    for _ in range(round(loader.steps * share)):
        loop._step(training, loader.batch(training.step), loader, config, torch.zeros(3))
    return training, began


def taught(layers: list[Layer], config: TrainConfig, progress: float) -> set[str]:
    return {
        name for layer in layers if learns(layer, config, progress) for name in layer.parameters
    }


def test_the_loss_falls_with_every_strategy(init: str) -> None:
    for strategy in STRATEGIES:
        config = replace(TINY, strategy=strategy, epochs=18.0, head_learning_rate=2e-2)
        training, began = stepped(config, init, 1.0)
        before, after = (loss_with(s, config) for s in (began, training.net.state_dict()))
        assert after < 0.9 * before, strategy


def test_what_rests_is_bit_for_bit_as_it_was(init: str) -> None:
    for strategy, frozen_blocks in product(STRATEGIES, (0, 2)):
        config = replace(SHORT, strategy=strategy, frozen_blocks=frozen_blocks, thaw_share=0.9)
        training, began = stepped(config, init, 0.5)
        on = taught(training.layers, config, 0.4)
        now = training.net.state_dict()
        changed = {name for name, value in now.items() if not torch.equal(value, began[name])}
        for name in changed:  # statistics of a batch norm belong with its weight
            assert {name, f"{name.rpartition('.')[0]}.weight"} & on, (strategy, name)
        assert on <= changed, strategy
        rests = {name for name in now if name not in changed}
        assert all(torch.equal(training.average[name], began[name]) for name in rests)
        assert (STEM in rests) == (
            bool(frozen_blocks) or strategy in ("linear_probing", "lp_ft", "gradual_last_first")
        )
        assert (LAST in rests) == (strategy in ("linear_probing", "lp_ft", "gradual_first_last"))


def test_layers_join_one_after_another_until_all_learn() -> None:
    for strategy, first in (("gradual_last_first", -2), ("gradual_first_last", 0)):
        config = replace(TINY, strategy=strategy)
        layers = loop.start(config, 3, "").layers
        moments = [moment / 20 for moment in range(20)]
        counts = [sum(learns(layer, config, at) for layer in layers) for at in moments]
        assert counts == sorted(counts)
        assert counts[0] < counts[5] < counts[-1] == len(layers)
        assert learns(layers[first], config, 0.1)
        assert learns(layers[-1], config, 0.0)


def test_a_firm_hold_keeps_the_backbone_nearer_to_its_start(init: str) -> None:
    def distance(strategy: str, strength: float = 0.0) -> float:
        config = replace(SHORT, strategy=strategy, anchor_strength=strength, weight_decay=0.0)
        training, began = stepped(config, init, 1.0)
        now = training.net.state_dict()
        names = taught(training.layers[:-1], config, 1.0)
        return sum(float((now[name] - began[name]).square().sum()) for name in names)

    free = distance("full")
    for strategy in ("l1_sp", "l2_sp"):
        assert distance(strategy, 20.0) < 0.5 * free, strategy


def test_by_itself_either_hold_is_felt_and_neither_freezes() -> None:
    """One strength for both froze the backbone of the one and was nothing to the other."""
    strengths = [replace(TINY, strategy=name).hold for name in ("l1_sp", "l2_sp", "full")]
    assert strengths == [1e-4, 0.1, 0.0]
    assert replace(TINY, strategy="l1_sp", anchor_strength=0.01).hold == 0.01


def test_rates_follow_the_relative_gradient_norm(init: str) -> None:
    training, _ = stepped(replace(SHORT, strategy="auto_rgn"), init, 0.3)
    groups = [group for group in training.optimiser.param_groups if group["layer"] >= 0]
    groups.sort(key=lambda group: group["relative_norm"])
    rates = [group["lr"] for group in groups]
    assert rates == sorted(rates)
    assert rates[0] < 0.5 * rates[-1]


def test_lower_layers_can_learn_more_slowly() -> None:
    groups = loop.start(replace(TINY, layer_decay=0.5), 3, "").optimiser.param_groups
    peaks = [group["peak"] for group in groups if group["layer"] >= 0][::2]
    assert peaks == [TINY.learning_rate * 0.5**above for above in range(len(peaks))][::-1]


def test_training_that_no_longer_gains_stops_and_keeps_its_best(init: str, tmp_path: Path) -> None:
    still = replace(TINY, patience=2, curve_points=12, learning_rate=0.0, head_learning_rate=0.0)
    loader = rendered_loader(still)
    watch = Watch(loader.photos, loader.labels, loader.cache)
    loop.train(still, loader, init, tmp_path, watch)
    saved = torch.load(tmp_path / loop.CHECKPOINT, weights_only=True)
    assert saved["step"] == 3  # the first point, and two without a gain
    assert not same(saved["average"], saved["net"])  # the batch norms went on
    loop.train(still, loader, init, tmp_path, watch)
    assert torch.load(tmp_path / loop.CHECKPOINT, weights_only=True)["step"] == 3
    waiting = replace(still, strategy="lp_ft")  # may not stop before all of it learns
    loop.train(waiting, loader, init, tmp_path / "lp_ft", watch)
    assert torch.load(tmp_path / "lp_ft" / loop.CHECKPOINT, weights_only=True)["step"] == 8


def test_a_killed_run_ends_as_one_that_ran_through(init: str, tmp_path: Path) -> None:
    for strategy in ("lp_ft", "l2_sp", "auto_rgn"):
        config = replace(SHORT, strategy=strategy, drop_rate=0.2, ema_decay=0.9)
        loader = rendered_loader(config)
        through = loop.train(config, loader, init, tmp_path / f"{strategy}_through")
        killed, _ = stepped(config, init, 0.0)
        for _ in range(2):
            offset = config.adjustment * torch.log(loader.prior())
            loop._step(killed, loader.batch(killed.step), loader, config, offset)
        loop.save_checkpoint(killed, config, tmp_path / strategy)
        resumed = loop.train(config, loader, init, tmp_path / strategy)
        assert same(through.state_dict(), resumed.state_dict()), strategy


def test_a_checkpoint_of_before_the_strategies_goes_on(init: str, tmp_path: Path) -> None:
    loader = rendered_loader(SHORT)
    through = loop.train(SHORT, loader, init, tmp_path / "through")
    begun, _ = stepped(SHORT, init, 0.0)
    offset = SHORT.adjustment * torch.log(loader.prior())
    loop._step(begun, loader.batch(0), loader, SHORT, offset)
    loop.save_checkpoint(begun, SHORT, tmp_path / "old")
    saved = torch.load(tmp_path / "old" / loop.CHECKPOINT, weights_only=True)
    for group in saved["optimiser"]["param_groups"]:
        del group["layer"]
    old = {name: saved[name] for name in ("net", "average", "optimiser", "step")}
    torch.save(old, tmp_path / "old" / loop.CHECKPOINT)
    resumed = loop.train(SHORT, loader, init, tmp_path / "old")
    assert same(through.state_dict(), resumed.state_dict())
