"""Batch norms given back to a released network: the same answers, and it can be trained on."""

from collections.abc import Iterable
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from skin_core.models.folding import Net, pairs_of

DEAD = 1e-4  # kernels shorter than this do nothing, and keep the length they have

Moments = tuple[Tensor, Tensor]  # mean and variance of each channel, (C,)


@torch.no_grad()
def unfold(
    released: nn.Module, fresh: Net, batches: Iterable[Tensor], *, rows: bool = False
) -> Net:
    """Fill `fresh` so that it answers as the folded network `released`; it, in evaluation mode.

    fresh: the same architecture with batch norms; each of its kernels keeps its length, since a
    step of training counts by the length of what it moves. batches: normalised pixels
    (N, 3, S, S), on which mean and variance of each convolution are measured. rows: as it
    was folded.
    """
    found = pairs_of(fresh, rows=rows)
    pairs = [(f"{place}.{conv}", f"{place}.{norm}") for place, _, conv, norm in found]
    kernels = [conv for conv, _ in pairs]
    seen = _moments(released, kernels, batches)
    wanted = {name: _lengths(_kernel(fresh, name)) for name in kernels}
    fresh.load_state_dict(released.state_dict(), strict=False)
    for name, norm_name in pairs:
        old = _kernel(released, name)
        long = _lengths(old)
        stretch = torch.where(long > DEAD, wanted[name] / long, 1.0)
        _kernel(fresh, name).weight.copy_(old.weight * stretch.view(-1, 1, 1, 1))
        norm = cast(nn.BatchNorm2d, fresh.get_submodule(norm_name))
        _set(norm, seen[name], cast(Tensor, old.bias), stretch)
    return fresh.eval()


def _set(norm: nn.BatchNorm2d, seen: Moments, bias: Tensor, stretch: Tensor) -> None:
    """Make a batch norm undo the stretch of the kernels before it, and add their bias."""
    mean, variance = seen
    stretched = variance * stretch**2
    cast(Tensor, norm.running_mean).copy_((mean - bias) * stretch)
    cast(Tensor, norm.running_var).copy_(stretched)
    norm.weight.copy_((stretched + norm.eps).sqrt() / stretch)
    norm.bias.copy_(mean)


def _moments(
    net: nn.Module, kernels: Iterable[str], batches: Iterable[Tensor]
) -> dict[str, Moments]:
    """What leaves each convolution, every batch counting alike."""
    found: dict[str, list[Tensor]] = {name: [] for name in kernels}
    hooks = [_watched(net.get_submodule(name), seen) for name, seen in found.items()]
    for pixels in batches:
        net(pixels)
    for hook in hooks:
        hook.remove()
    return {name: _moments_of(torch.stack(seen).mean(0)) for name, seen in found.items()}


def _watched(module: nn.Module, seen: list[Tensor]) -> RemovableHandle:
    def note(_module: nn.Module, _given: Any, output: Tensor) -> None:
        values = output.double()
        seen.append(torch.stack([values.mean((0, 2, 3)), values.square().mean((0, 2, 3))]))

    return module.register_forward_hook(note)


def _moments_of(values: Tensor) -> Moments:
    mean, square = values
    return mean.float(), (square - mean**2).clamp(min=0).float()


def _kernel(net: nn.Module, name: str) -> nn.Conv2d:
    return cast(nn.Conv2d, net.get_submodule(name))


def _lengths(conv: nn.Conv2d) -> Tensor:
    lengths: Tensor = conv.weight.flatten(1).norm(dim=1)
    return lengths
