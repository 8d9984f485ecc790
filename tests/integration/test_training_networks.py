"""Networks of several backbones, and of a photo with facts: they learn on rendered pictures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from skin_core.errors import WeightsDamaged
from skin_core.models.classifier import Backbone, SkinNet
from skin_core.models.facts_input import FACTS, UNKNOWN, PatientFacts
from skin_core.models.facts_net import FactsNet
from skin_core.models.folding import fold
from skin_core.models.pretrained import IMAGENET_MEAN, IMAGENET_STD, load_imagenet
from skin_core.training import loop
from skin_core.training.cache import PhotoCache
from skin_core.training.curve import Watch
from skin_core.training.loader import Loader
from skin_core.training.photos import Photo
from tests.for_each import for_each
from tests.integration.training_photos import LABELS, TINY, rendered_loader

THREE = "test_efficientnet+test_resnet+test_convnext"


@pytest.fixture(autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


def test_half_precision_learns_as_well_and_keeps_its_weights_whole() -> None:
    config = replace(TINY, precision="bf16")
    found = losses(rendered_loader(config))
    assert np.mean(found[-4:]) < 0.9 * np.mean(found[:4])
    net = loop.start(config, 3, "").net
    assert {value.dtype for value in net.parameters()} == {torch.float32}
    whole = losses(rendered_loader(TINY))
    assert found != whole
    assert found[0] == pytest.approx(whole[0], rel=0.05)


def losses(loader: Loader) -> list[float]:
    config = loader.config
    training = loop.start(config, 3, "")
    return [
        loop._step(training, loader.batch(training.step), loader, config, torch.zeros(3))
        for _ in range(loader.steps)
    ]


def test_three_backbones_learn_under_one_layer() -> None:
    config = replace(TINY, backbone=THREE, epochs=10.0)
    found = losses(rendered_loader(config))
    assert np.mean(found[-4:]) < 0.8 * np.mean(found[:4])
    net = loop.build(config, 3).eval()
    pixels = torch.rand(2, 3, 64, 64)
    pooled = [backbone(pixels).mean((2, 3)) for backbone in net.backbones]
    assert [one.shape[1] for one in pooled] == [256, 96, 64]
    assert torch.allclose(net(pixels), net.head(torch.cat(pooled, 1)), atol=1e-5)
    answer = net.answer(pixels)
    assert torch.allclose(answer.logits, net(pixels), atol=1e-5)
    assert answer.cams.shape == (2, 3, 2, 2)


def test_backbones_of_unlike_strides_share_one_map() -> None:
    net = loop.build(replace(TINY, backbone="test_efficientnet+test_byobnet"), 3).eval()
    pixels = torch.rand(2, 3, 80, 80)
    assert torch.allclose(net.answer(pixels).logits, net(pixels), atol=1e-5)


@for_each(name=("mobilenetv2_100", "mobilenetv3_small_100", "test_resnet", "test_efficientnet"))
def test_folded_norms_change_no_answer(name: str) -> None:
    torch.manual_seed(0)
    net = SkinNet([name], 3).eval()
    for part in net.modules():
        if isinstance(part, torch.nn.BatchNorm2d):
            part.running_mean.normal_(0, 0.1)  # type: ignore[union-attr]
            part.running_var.uniform_(0.5, 1.5)  # type: ignore[union-attr]
    pixels = torch.randn(2, 3, 64, 64)
    with torch.no_grad():
        before, after = net.answer(pixels).embedding, fold(net).answer(pixels).embedding
    assert float((before - after).abs().max() / before.abs().max()) < 1e-3


def aged_loader(known: bool) -> Loader:
    """Alike pictures of three diseases that age alone tells apart, or nothing does."""
    photos = tuple(
        Photo(f"{i}", LABELS[i % 3], f"{i}", "x", facts=PatientFacts(45.0 * (i % 3)))
        if known
        else Photo(f"{i}", LABELS[i % 3], f"{i}", "x")
        for i in range(12)
    )
    flat = np.full(40 * 40 * 3, 127, np.uint8)
    cache = PhotoCache(flat, {photo.path: (0, 40, 40) for photo in photos})
    config = replace(
        TINY, strategy="linear_probing", facts=FACTS, epochs=30.0, head_learning_rate=3e-2
    )
    return Loader(photos, LABELS, cache, config)


def test_a_network_learns_from_facts_and_bears_their_absence() -> None:
    informed, blind = losses(aged_loader(known=True)), losses(aged_loader(known=False))
    assert np.mean(informed[-10:]) < 0.75 * np.mean(blind[-10:])
    assert np.isfinite(blind).all()


def test_the_curve_gives_each_photo_its_own_facts() -> None:
    loader = aged_loader(known=True)
    net = FactsNet(["test_efficientnet"], 3, FACTS).eval()
    logits = Watch(loader.photos, LABELS, loader.cache).logits(net, 32)
    assert not np.allclose(logits[0], logits[1], atol=1e-4)
    unknown = tuple(replace(photo, facts=UNKNOWN) for photo in loader.photos)
    blind = Watch(unknown, LABELS, loader.cache).logits(net, 32)
    assert np.allclose(blind[0], blind[1], atol=1e-5)
    with torch.no_grad():
        assert np.allclose(blind[:1], net(torch.zeros(1, 3, 32, 32)), atol=1e-2)


def test_eight_bit_weights_are_scaled_and_none_without_its_scale(tmp_path: Path) -> None:
    name = "test_efficientnet"
    made = Backbone(name).eval()
    stored = {key: value.clone() for key, value in made.net.state_dict().items()}
    scale = stored["conv_head.weight"].abs().amax((1, 2, 3)) / 127
    stored["conv_head.weight"] = (
        (stored["conv_head.weight"] / scale.view(-1, 1, 1, 1)).round().to(torch.int8)
    )
    stored["conv_head.weight.scale"] = scale
    file = tmp_path / "made.safetensors"
    save_file(stored, file)
    loaded = Backbone(name).eval()
    load_imagenet(loaded, name, str(file))
    pixels = torch.rand(1, 3, 64, 64)
    mean, std = (torch.tensor(v).view(1, 3, 1, 1) for v in (IMAGENET_MEAN, IMAGENET_STD))
    with torch.no_grad():
        seen, wanted = loaded((pixels - 0.5) / 0.5), made((pixels - mean) / std)
    inner = (..., slice(1, None), slice(1, None))  # zero padding is another colour at the rim
    assert float((seen - wanted)[inner].abs().mean() / wanted[inner].abs().mean()) < 0.1
    del stored["conv_head.weight.scale"]
    save_file(stored, file)
    with pytest.raises(WeightsDamaged):
        load_imagenet(loaded, name, str(file))
