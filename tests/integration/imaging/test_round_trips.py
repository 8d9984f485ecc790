"""Whatever was outlined comes back pixel by pixel, from every format."""

from __future__ import annotations

import json

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.typing import NDArray

from skin_core.imaging.annotations import Annotated, Format, read_outlines, written
from skin_core.imaging.annotations.outline import outline_of
from skin_core.imaging.annotations.rle import (
    compressed,
    counts_of,
    counts_of_text,
    mask_of_counts,
)

Mask = NDArray[np.bool_]
MASKS = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=24))
COCO_COUNTS, COCO_TEXT = [7, 4, 2, 1, 1, 2, 2, 4, 7], "742MO1125"
LONG_COUNTS = [0, 5, 1_000_000, 3, 999_990, 70_000, 1, 3_930_001]
LONG_TEXT = "05Pb`n0NF][T2[^_QOQaie3"
"""Made with pycocotools: a 6 x 5 mask with a hole, and long runs."""

QUICK = settings(max_examples=60, deadline=None)


@QUICK
@given(MASKS)
def test_run_lengths_hold_every_mask(mask: Mask) -> None:
    counts = counts_of(mask)
    assert sum(counts) == mask.size
    height, width = mask.shape
    assert (mask_of_counts(counts, height, width, "counts") == mask).all()


@QUICK
@given(st.lists(st.integers(0, 2**40)))
def test_compressed_counts_come_back(counts: list[int]) -> None:
    assert counts_of_text(compressed(counts), "counts") == counts


@QUICK
@given(MASKS, MASKS, st.sampled_from([Format.LABELME, Format.COCO]))
def test_outlines_come_back_with_their_labels(first: Mask, second: Mask, wanted: Format) -> None:
    height, width = (max(one.shape[side] for one in (first, second)) for side in (0, 1))
    things = (outline_of("lesion", first), outline_of("scar", second))
    annotated = Annotated(height, width, things, "photo.jpg")
    again = read_outlines(written(annotated, wanted))
    assert (again.height_px, again.width_px, again.name) == (height, width, "photo.jpg")
    for one in things:
        if one.mask.size:
            assert (again.whole(one.label) == annotated.whole(one.label)).all()
    assert len(again.outlines) == sum(bool(one.mask.size) for one in things)


@QUICK
@given(MASKS, st.sampled_from(list(Format)))
def test_one_mask_comes_back_from_every_format(mask: Mask, wanted: Format) -> None:
    height, width = mask.shape
    annotated = Annotated(height, width, (outline_of("lesion", mask),))
    assert (read_outlines(written(annotated, wanted)).whole() == mask).all()


def test_coco_itself_writes_the_same() -> None:
    mask = np.zeros((6, 5), np.bool_)
    mask[1:5, 1:4] = True
    mask[2, 2] = False
    for counts in (COCO_COUNTS, COCO_TEXT):
        told = {"size": [6, 5], "counts": counts}
        assert (read_outlines(json.dumps(told).encode()).whole() == mask).all()
    assert counts_of(mask) == COCO_COUNTS
    assert compressed(COCO_COUNTS) == COCO_TEXT
    assert compressed(LONG_COUNTS) == LONG_TEXT
