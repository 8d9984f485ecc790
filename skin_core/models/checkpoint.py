"""Released networks: built from a spec, stored as safetensors, loaded after a digest check."""

from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from skin_core.catalogue import ModelSpec, verify
from skin_core.errors import WeightsDamaged
from skin_core.models.classifier import SkinNet
from skin_core.models.folding import fold


def build_network(spec: ModelSpec) -> SkinNet:
    """The network of a spec with random weights, batch norms folded.

    Its architecture is one timm name, or several joined by "+".
    """
    return fold(SkinNet(spec.architecture.split("+"), len(spec.labels)).eval())


def load_network(spec: ModelSpec) -> SkinNet:
    """The released network of a spec, float32, in evaluation mode.

    Raises: WeightsDamaged.
    """
    verify(spec)
    net = build_network(spec)
    tensors = load_file(spec.safetensors)
    wanted = net.state_dict()
    if set(wanted) - set(tensors):
        raise WeightsDamaged(file=str(spec.safetensors))
    net.load_state_dict({name: value.to(wanted[name].dtype) for name, value in tensors.items()})
    return net


def stored(net: SkinNet) -> dict[str, Tensor]:
    """The tensors as released: matrices and kernels in half precision, vectors in single."""
    return {
        name: (value.half() if value.ndim >= 2 else value).detach().contiguous()
        for name, value in net.state_dict().items()
    }


def release(net: SkinNet) -> None:
    """Fold batch norms and round to what is stored: every released file holds this network."""
    fold(net.eval())
    wanted = net.state_dict()
    net.load_state_dict({name: v.to(wanted[name].dtype) for name, v in stored(net).items()})


def save_network(net: SkinNet, file: Path) -> None:
    """Write a network as safetensors."""
    save_file(stored(net), file)


def average_of(nets: list[SkinNet], names: list[str]) -> SkinNet:
    """One network whose logits are the mean of the logits of several; their names join by "+"."""
    classes = nets[0].head.out_features
    joint = SkinNet("+".join(names).split("+"), classes).eval()
    backbones = [backbone for net in nets for backbone in net.backbones]
    with torch.no_grad():
        for place, backbone in enumerate(backbones):
            joint.backbone(place).load_state_dict(backbone.state_dict())
        joint.head.weight.copy_(torch.cat([net.head.weight for net in nets], 1) / len(nets))
        joint.head.bias.copy_(torch.stack([net.head.bias for net in nets]).mean(0))
    return joint
