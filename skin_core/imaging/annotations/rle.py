"""Run lengths as COCO writes them: down the columns, first what lies outside.

The compressed form is a text of differences, five bits a character from "0" on, the lowest first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from skin_core.errors import AnnotationMalformed
from skin_core.imaging.annotations.outline import Mask

_BITS, _MORE, _SIGN, _FIRST = 5, 0x20, 0x10, 48
_LONGEST = 13  # characters of one number: 64 bits


def counts_of(mask: Mask) -> list[int]:
    """Run lengths of a mask (H, W), outside and inside in turn; the first may be 0."""
    flat = np.asarray(mask, np.bool_).ravel(order="F")
    changes = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    ends = np.concatenate([[0], changes, [flat.size]])
    runs: list[int] = np.diff(ends).tolist()
    return [0, *runs] if flat.size and flat[0] else runs


def mask_of_counts(counts: Sequence[object], height: int, width: int, place: str) -> Mask:
    """The mask (height, width) of run lengths. Raises: AnnotationMalformed."""
    runs = [_run(count, place) for count in counts]
    if sum(runs) != height * width:
        raise AnnotationMalformed(place=place)
    inside = np.arange(len(runs)) % 2 == 1
    return np.repeat(inside, runs).reshape((height, width), order="F")


def compressed(counts: Sequence[int]) -> str:
    """Run lengths as COCO's text: from the third on, the difference to the run before the last."""
    before = (*[0] * min(3, len(counts)), *counts[1:-2])
    return "".join(
        character
        for count, earlier in zip(counts, before, strict=True)
        for character in _characters(count - earlier)
    )


def counts_of_text(text: str, place: str) -> list[int]:
    """Run lengths out of COCO's text. Raises: AnnotationMalformed."""
    counts: list[int] = []
    for number, difference in enumerate(_differences(text, place)):
        counts.append(difference + (counts[number - 2] if number > 2 else 0))
    return counts


def _run(count: object, place: str) -> int:
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise AnnotationMalformed(place=place)
    return count


def _characters(value: int) -> Iterator[str]:
    more = True
    while more:
        bits = value & (_MORE - 1)
        value >>= _BITS
        more = value != (-1 if bits & _SIGN else 0)
        yield chr(bits + (_MORE if more else 0) + _FIRST)


def _differences(text: str, place: str) -> Iterator[int]:
    value, shift = 0, 0
    for character in text:
        bits = ord(character) - _FIRST
        if not 0 <= bits < 2 * _MORE or shift > _BITS * _LONGEST:
            raise AnnotationMalformed(place=place)
        value |= (bits & (_MORE - 1)) << shift
        shift += _BITS
        if not bits & _MORE:
            yield value - (1 << shift) if bits & _SIGN else value
            value, shift = 0, 0
    if shift:
        raise AnnotationMalformed(place=place)
