"""A large language model is put where it fits, and nowhere else."""

from __future__ import annotations

import pytest

from skin_core.errors import LanguageModelNoRoom
from skin_core.language_models.place import GB, Machine, Place, chosen_place
from tests.for_each import for_each

WEIGHTS = 4_300_000_000  # of MedGemma 4B
PLACES = {
    "a GPU of 8 GB": (8, 64, True, Place.FOUR_BIT),
    "a GPU of 16 GB without the package": (16, 64, False, Place.HALF_ON_GPU),
    "a GPU that is too small": (2, 64, True, Place.SINGLE),
    "32 GB and no GPU": (0, 28, False, Place.SINGLE),
    "16 GB and no GPU": (0, 13, True, Place.HALF),
    "8 GB, no GPU, and the packages for 4 bits": (0, 6, True, Place.FOUR_BIT_ON_CPU),
}


@for_each(given=PLACES)
def test_the_fastest_place_with_room_is_taken(given: tuple[int, int, bool, Place]) -> None:
    gpu_gb, free_gb, has_four_bit, place = given
    machine = Machine(
        free_bytes=free_gb * GB, gpu_free_bytes=gpu_gb * GB, has_four_bit=has_four_bit
    )
    assert chosen_place(WEIGHTS, machine) is place


def test_a_cpu_that_knows_short_numbers_is_given_them() -> None:
    machine = Machine(free_bytes=64 * GB, is_half_quick=True)
    assert chosen_place(WEIGHTS, machine) is Place.HALF


def test_a_model_that_would_push_the_program_out_of_memory_is_not_loaded() -> None:
    with pytest.raises(LanguageModelNoRoom) as refused:
        chosen_place(WEIGHTS, Machine(free_bytes=8 * GB))
    assert (refused.value.needed_gb, refused.value.free_gb) == ("10.8", "8.0")
