"""What an outline is trained by: each pixel for itself, and the overlap as a whole."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

FOCUS = 2.0
SMOOTH = 1.0  # pixels
EMPTY = 1e-3  # share of the photo: smaller outlines have no overlap worth the name


def outline_loss(
    logits: Tensor, wanted: Tensor, kind: str, dice_share: float, sure_only: bool = False
) -> Tensor:
    """Cross-entropy (or focal) loss of each pixel plus soft Dice of each photo with a lesion.

    logits, wanted: (N, 1, h, w), wanted 0..1. sure_only: the nearer to 0.5, the less it counts.
    """
    counted = (2 * wanted - 1).abs() if sure_only else torch.ones_like(wanted)
    pixelwise = binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    if kind == "focal":
        chance = torch.sigmoid(logits)
        wrong = chance * (1 - wanted) + (1 - chance) * wanted
        pixelwise = pixelwise * wrong**FOCUS * 4
    has_lesion = (wanted * counted).mean((1, 2, 3)) > EMPTY
    loss = (pixelwise * counted).mean()
    if dice_share and bool(has_lesion.any()):
        chances = torch.sigmoid(logits[has_lesion]) * counted[has_lesion]
        overlap = soft_dice(chances, (wanted * counted)[has_lesion])
        loss = loss + dice_share * (1 - overlap.mean())
    return loss


def soft_dice(chances: Tensor, wanted: Tensor) -> Tensor:
    """Overlap of probabilities with outlines, (N,), 0..1. Milletari et al., 3DV 2016."""
    both = (chances * wanted).sum((1, 2, 3))
    total = chances.sum((1, 2, 3)) + wanted.sum((1, 2, 3))
    return (2 * both + SMOOTH) / (total + SMOOTH)
