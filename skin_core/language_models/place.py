"""Where a model fits, and in which numbers: the choice alone, made before anything is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from skin_core.errors import LanguageModelNoRoom

GB = 1_000_000_000
SPARE = 1.25  # what is written so far needs room, too


class Place(StrEnum):
    """Device and numbers."""

    FOUR_BIT = "4 bits on the GPU"
    HALF_ON_GPU = "bfloat16 on the GPU"
    SINGLE = "float32 on the CPU"
    HALF = "bfloat16 on the CPU"


BYTES = {Place.FOUR_BIT: 0.75, Place.HALF_ON_GPU: 2.0, Place.SINGLE: 4.0, Place.HALF: 2.0}
"""Of a weight. Of 4 bits: the embeddings keep 16."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What a model may use. free_bytes, gpu_free_bytes: 0 without a GPU, or where none may be used.

    has_four_bit: whether the package for 4 bits is there. is_half_quick: whether the CPU reckons in
    bfloat16 at least as fast as in float32.
    """

    free_bytes: int
    gpu_free_bytes: int = 0
    has_four_bit: bool = False
    is_half_quick: bool = False


def chosen_place(count: int, machine: Machine) -> Place:
    """The fastest place in which so many weights fit: the GPU, then the CPU.

    Raises: LanguageModelNoRoom.
    """
    on_gpu = Place.FOUR_BIT if machine.has_four_bit else Place.HALF_ON_GPU
    if _needed(count, on_gpu) <= machine.gpu_free_bytes:
        return on_gpu
    for place in (Place.HALF,) if machine.is_half_quick else (Place.SINGLE, Place.HALF):
        if _needed(count, place) <= machine.free_bytes:
            return place
    raise LanguageModelNoRoom(needed_gb=least_room(count), free_gb=_gb(machine.free_bytes))


def least_room(count: int) -> str:
    """Gigabytes that so many weights take without a GPU, at least."""
    return _gb(_needed(count, Place.HALF))


def _gb(size: float) -> str:
    return f"{size / GB:.1f}"


def _needed(count: int, place: Place) -> float:
    return count * BYTES[place] * SPARE
