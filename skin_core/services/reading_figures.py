"""How far readers of a set agree: with themselves, with each other, and with a network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from skin_core.agreement.interval import FEWEST_GROUPS, Measured, measured, measured_share
from skin_core.agreement.statistics import iccs, shares_within, weighted_kappas
from skin_core.domain.reading import ROUNDS, Reading, ReadingSet
from skin_core.services.reading_sets import readers_of

__all__ = [
    "FEWEST_GROUPS",
    "FEWEST_PHOTOS",
    "Comparison",
    "Kind",
    "Measured",
    "Missing",
    "compared",
    "comparisons",
]

Floats = NDArray[np.float64]
Told = Mapping[str, float]
"""Grade by photo, `entry_id`."""
FEWEST_PHOTOS = 2


class Kind(StrEnum):
    """Who is held against whom."""

    ITSELF = "itself"  # one reader's two rounds
    PAIR = "pair"  # two readers
    ALL = "all"  # three readers or more
    NETWORK = "network"  # a reader, or the mean of all, and a network


class Missing(StrEnum):
    """Why something could not be measured."""

    READER = "reader"  # nobody, or one reader only
    SECOND_ROUND = "second_round"
    PHOTOS = "photos"  # fewer than two that all of them graded
    SAME = "same"  # all grades are one: kappa and ICC say nothing
    ONE_PAIR = "one_pair"  # of more than two readers, so are those of two of them


@dataclass(frozen=True, slots=True)
class Comparison:
    """One line of the table.

    readers: by name; () for the mean of all of them. photos: that all of them graded. kappa:
    quadratic-weighted, of more than two readers the mean over pairs (Light). same, near: share of
    photos graded the same, and at most one apart. icc: ICC(2,1). A figure that could not be
    measured is None, and `missing` says why.
    """

    kind: Kind
    readers: tuple[str, ...]
    photos: int
    kappa: Measured | None = None
    same: Measured | None = None
    near: Measured | None = None
    icc: Measured | None = None
    missing: Missing | None = None


def comparisons(
    of_set: ReadingSet, readings: Sequence[Reading], sign: str, network: Told | None
) -> tuple[Comparison, ...]:
    """The whole table of one sign. network: its grades; None where none was asked."""
    groups = {photo.entry_id: photo.group for photo in of_set.photos}
    readers = readers_of(readings)
    told = {
        (reader, number): _told(readings, sign, reader, number)
        for reader in readers
        for number in ROUNDS
    }
    first = [told[reader, 1] for reader in readers]
    lines = [_itself(reader, [told[reader, n] for n in ROUNDS], groups) for reader in readers]
    lines += _between(readers, first, groups)
    if network is not None and readers:
        for reader, grades in zip(readers, first, strict=True):
            lines.append(compared(Kind.NETWORK, (reader,), [grades, network], groups))
        if len(readers) > 1:
            mean = compared(Kind.NETWORK, (), [_mean(first), network], groups)
            lines.append(replace(mean, same=None))  # a mean lies between grades: it is seldom one
    return tuple(lines)


def compared(
    kind: Kind, readers: tuple[str, ...], columns: Sequence[Told], groups: Mapping[str, str]
) -> Comparison:
    """Two or more gradings of the same photos held against each other.

    groups: whom each photo belongs with.
    """
    common = [one for one in groups if all(one in column for column in columns)]
    if len(common) < FEWEST_PHOTOS:
        return Comparison(kind, readers, len(common), missing=Missing.PHOTOS)
    table = np.array([[column[one] for column in columns] for one in common], np.float64)
    belongs = [groups[one] for one in common]
    kappa = measured(lambda counts: _mean_kappas(table, counts), belongs)
    return Comparison(
        kind,
        readers,
        len(common),
        kappa=kappa,
        same=measured_share(lambda counts: _within(table, counts, 0), belongs),
        near=measured_share(lambda counts: _within(table, counts, 1), belongs),
        icc=measured(lambda counts: iccs(table, counts), belongs),
        missing=None if kappa else Missing.ONE_PAIR if np.ptp(table) else Missing.SAME,
    )


def _itself(reader: str, rounds: Sequence[Told], groups: Mapping[str, str]) -> Comparison:
    if not rounds[1]:
        return Comparison(Kind.ITSELF, (reader,), 0, missing=Missing.SECOND_ROUND)
    return compared(Kind.ITSELF, (reader,), rounds, groups)


def _between(
    readers: Sequence[str], first: Sequence[Told], groups: Mapping[str, str]
) -> Iterable[Comparison]:
    if len(readers) < 2:
        yield Comparison(Kind.PAIR, tuple(readers), 0, missing=Missing.READER)
    for one, other in combinations(range(len(readers)), 2):
        names = (readers[one], readers[other])
        yield compared(Kind.PAIR, names, [first[one], first[other]], groups)
    if len(readers) > 2:
        yield compared(Kind.ALL, tuple(readers), first, groups)


def _told(readings: Iterable[Reading], sign: str, reader: str, number: int) -> dict[str, float]:
    return {
        one.entry_id: one.grades[sign]
        for one in readings
        if (one.reader, one.round) == (reader, number) and sign in one.grades
    }


def _mean(columns: Sequence[Told]) -> dict[str, float]:
    common = set(columns[0]).intersection(*columns[1:])
    return {one: sum(column[one] for column in columns) / len(columns) for one in common}


def _mean_kappas(table: Floats, counts: Floats) -> Floats:
    pairs = list(combinations(table.T, 2))
    kappas = [weighted_kappas(one, other, counts) for one, other in pairs]
    return np.asarray(np.mean(kappas, 0), np.float64)


def _within(table: Floats, counts: Floats, apart: float) -> Floats:
    return shares_within(table.max(1), table.min(1), counts, apart)
