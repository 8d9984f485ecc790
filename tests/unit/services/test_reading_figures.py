"""Who is held against whom in the reading room, and what is said where nothing can be measured."""

from __future__ import annotations

from skin_core.domain.reading import Reading, ReadingPhoto, ReadingSet
from skin_core.services.reading_figures import (
    Comparison,
    Kind,
    Missing,
    compared,
    comparisons,
)
from skin_core.services.reading_sets import left_of, order_of, progress_of

PHOTOS = tuple(ReadingPhoto(f"e{n}", f"p{n}", "", "", f"g{n}") for n in range(4))
SET = ReadingSet("s", "Set", ("erythema",), "", PHOTOS)


def read(reader: str, number: int, *grades: float) -> list[Reading]:
    return [
        Reading(f"e{n}", reader, number, {"erythema": grade}, "") for n, grade in enumerate(grades)
    ]


def lines(*told: list[Reading], network: dict[str, float] | None = None) -> list[Comparison]:
    return list(comparisons(SET, [one for many in told for one in many], "erythema", network))


def test_each_reader_is_held_against_himself_the_others_and_the_network() -> None:
    first = [read("Kim", 1, 0, 1, 1, 2), read("Lee", 1, 0, 1, 2, 2), read("Park", 1, 0, 1, 2, 2)]
    found = lines(*first, read("Kim", 2, 0, 1, 1, 2), network={"e0": 0, "e1": 1, "e2": 1, "e3": 3})
    kinds = [(one.kind, one.readers) for one in found]
    assert kinds == [
        (Kind.ITSELF, ("Kim",)),
        (Kind.ITSELF, ("Lee",)),
        (Kind.ITSELF, ("Park",)),
        (Kind.PAIR, ("Kim", "Lee")),
        (Kind.PAIR, ("Kim", "Park")),
        (Kind.PAIR, ("Lee", "Park")),
        (Kind.ALL, ("Kim", "Lee", "Park")),
        (Kind.NETWORK, ("Kim",)),
        (Kind.NETWORK, ("Lee",)),
        (Kind.NETWORK, ("Park",)),
        (Kind.NETWORK, ()),
    ]
    by = dict(zip(kinds, found, strict=True))
    itself, pair = by[Kind.ITSELF, ("Kim",)], by[Kind.PAIR, ("Kim", "Lee")]
    assert itself.kappa is not None
    assert itself.kappa.value == 1
    assert pair.kappa is not None
    assert pair.kappa.value == 1 - (1 / 4) / (20 / 16)  # as in the table of the statistics' test
    assert pair.kappa.low is None  # four photos tell no interval
    assert pair.same is not None
    assert pair.same.value == 3 / 4
    everybody = by[Kind.ALL, ("Kim", "Lee", "Park")]
    assert everybody.kappa is not None
    assert everybody.kappa.value == (2 * pair.kappa.value + 1) / 3  # Lee and Park agree


def test_what_is_missing_is_named() -> None:
    assert [one.missing for one in lines()] == [Missing.READER]
    one_reader = lines(read("Kim", 1, 0, 1))
    assert [one.missing for one in one_reader] == [Missing.SECOND_ROUND, Missing.READER]
    one_photo = lines(read("Kim", 1, 0), read("Lee", 1, 0))
    assert one_photo[-1].missing is Missing.PHOTOS
    assert one_photo[-1].photos == 1
    same = lines(read("Kim", 1, 1, 1, 1), read("Lee", 1, 1, 1, 1))[-1]
    assert (same.missing, same.kappa, same.icc) == (Missing.SAME, None, None)
    assert same.near is not None
    one_pair = lines(read("Kim", 1, 1, 1), read("Lee", 1, 1, 1), read("Park", 1, 0, 1))[-1]
    assert (one_pair.missing, one_pair.kappa) == (Missing.ONE_PAIR, None)
    assert one_pair.icc is not None


def test_reader_of_one_grade_only_agrees_by_chance_and_has_no_interval() -> None:
    entries = {f"e{n}" for n in range(30)}
    one = dict.fromkeys(entries, 1.0)
    others = {entry: float(int(entry[1:]) % 3) for entry in entries}
    found = compared(Kind.PAIR, ("Kim", "Lee"), [others, one], {one: one for one in entries})
    assert found.kappa is not None
    assert (round(found.kappa.value, 6), found.kappa.low, found.kappa.high) == (0, None, None)


def test_photo_that_nobody_could_judge_counts_for_nothing() -> None:
    blind = [Reading("e3", "Kim", 1, {}, "")]
    pair = lines(read("Kim", 1, 0, 1, 2), blind, read("Lee", 1, 0, 1, 2, 0))[-1]
    assert pair.photos == 3


def test_order_is_of_the_reader_and_the_round_and_always_the_same() -> None:
    photos = tuple(ReadingPhoto(f"e{n}", "", "", "", "") for n in range(30))
    orders = {order_of(photos, reader, number) for reader in ("Kim", "Lee") for number in (1, 2)}
    assert len(orders) == 4
    assert order_of(photos, "kim", 1) == order_of(tuple(reversed(photos)), "Kim", 1)


def test_reader_goes_on_where_he_stopped() -> None:
    mixed = [one.entry_id for one in order_of(PHOTOS, "Kim", 1)]
    done = [Reading(entry, "Kim", 1, {}, "") for entry in mixed[:2]]
    assert left_of(SET, done, "Kim", 1)[0].entry_id == mixed[2]
    assert progress_of(SET, done, "Kim").done == 2
    over = done + [Reading(entry, "Kim", 1, {}, "") for entry in mixed[2:]]
    assert (progress_of(SET, over, "Kim").round, progress_of(SET, over, "Kim").done) == (2, 0)
    assert left_of(SET, over, "Kim", 2) == order_of(PHOTOS, "Kim", 2)
