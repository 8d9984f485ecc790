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
    FOUR_BIT_ON_CPU = "4 bits on the CPU"


BYTES = {
    Place.FOUR_BIT: 0.75,
    Place.HALF_ON_GPU: 2.0,
    Place.SINGLE: 4.0,
    Place.HALF: 2.0,
    Place.FOUR_BIT_ON_CPU: 0.75,
}
"""Of a weight. Of 4 bits: the embeddings keep 16."""
IN_FOUR_BITS = (Place.FOUR_BIT, Place.FOUR_BIT_ON_CPU)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What a model may use. free_bytes, gpu_free_bytes: 0 without a GPU, or where none may be used.

    has_four_bit: whether the packages for 4 bits are there. is_half_quick: whether the CPU reckons
    in bfloat16 at least as fast as in float32.
    """

    free_bytes: int
    gpu_free_bytes: int = 0
    has_four_bit: bool = False
    is_half_quick: bool = False


def chosen_place(count: int, machine: Machine) -> Place:
    """The fastest place in which so many weights fit: the GPU, then the CPU, in 4 bits last.

    Raises: LanguageModelNoRoom.
    """
    on_gpu = Place.FOUR_BIT if machine.has_four_bit else Place.HALF_ON_GPU
    if _needed(count, on_gpu) <= machine.gpu_free_bytes:
        return on_gpu
    places = _on_cpu(machine)
    for place in places:
        if _needed(count, place) <= machine.free_bytes:
            return place
    least = _gb(_needed(count, places[-1]))
    raise LanguageModelNoRoom(needed_gb=least, free_gb=_gb(machine.free_bytes))


def _on_cpu(machine: Machine) -> tuple[Place, ...]:
    """The quickest first; the one that needs least room last."""
    whole = (Place.HALF,) if machine.is_half_quick else (Place.SINGLE, Place.HALF)
    return (*whole, Place.FOUR_BIT_ON_CPU) if machine.has_four_bit else whole


def least_room(count: int, *, has_four_bit: bool) -> str:
    """Gigabytes that so many weights take without a GPU, at least."""
    return _gb(_needed(count, Place.FOUR_BIT_ON_CPU if has_four_bit else Place.HALF))


def _gb(size: float) -> str:
    return f"{size / GB:.1f}"


def _needed(count: int, place: Place) -> float:
    return count * BYTES[place] * SPARE
