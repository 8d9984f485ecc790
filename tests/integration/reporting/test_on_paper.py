"""Nothing on a page lies over something else, and nothing leaves the page.

Looked at as the printer gets it: boxes of words and pictures, and the page as pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pypdfium2
import pytest

from skin_core.domain.case import Case, ReportKind
from skin_core.i18n import LANGUAGES
from skin_core.reporting.options import ReportImages, ReportOptions
from skin_core.reporting.render import render_report
from skin_core.reporting.sheet import BOTTOM, LEFT, RIGHT
from tests.sample_cases import (
    NOW,
    facts_only_case,
    refused_case,
    sample_images,
    signed,
    uncertain_case,
    zoster_case,
)

POINTS = 72 / 25.4  # in a millimetre
TOP_MM, FOOT_MM = 8.0, BOTTOM + 10
SPACE = 4.0  # points of a space at the end of a line, which nobody sees
CASES: dict[str, tuple[Case, int]] = {
    "zoster": (signed(zoster_case(3), note="재진 3일 뒤"), 3),
    "emergency": (facts_only_case(), 0),
    "mole": (uncertain_case(), 1),
    "refused": (refused_case(), 1),
}


class Box(NamedTuple):
    """A box in points from the lower left corner of the page, and what it holds."""

    left: float
    bottom: float
    right: float
    top: float
    what: str


def overlapping(found: list[Box]) -> list[tuple[Box, Box]]:
    """Pairs that do by more than the air between lines, which belongs to both."""
    left, bottom, right, top = np.array([box[:4] for box in found]).T
    across = np.minimum.outer(right, right) - np.maximum.outer(left, left)
    down = np.minimum.outer(top, top) - np.maximum.outer(bottom, bottom)
    pairs = np.argwhere(np.triu((across > 1.0) & (down > 1.0), 1))
    return [(found[one], found[other]) for one, other in pairs]


def boxes(page: pypdfium2.PdfPage) -> Iterator[Box]:
    for one in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,)):
        yield Box._make((*one.get_bounds(), "picture"))
    words = page.get_textpage()
    for index in range(words.count_rects()):
        place = words.get_rect(index)
        yield Box._make((*place, words.get_text_bounded(*place).strip()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("kind", list(ReportKind))
def test_words_and_pictures_keep_their_place(kind: ReportKind, name: str, language: str) -> None:
    case, photos = CASES[name]
    images = sample_images(photos) if photos else ReportImages()
    options = ReportOptions(
        clinic_name="하늘가정의원", clinic_phone="02-555-0101", kind=kind, with_memo=True
    )
    document = pypdfium2.PdfDocument(render_report(case, images, language, options, NOW))
    for page in document:
        height = page.get_height()
        found = [box for box in boxes(page) if box.what]
        for box in found:
            assert LEFT * POINTS - 1 <= box.left <= box.right <= RIGHT * POINTS + SPACE, box
            assert (height - box.top) / POINTS >= TOP_MM, box
            assert (height - box.bottom) / POINTS <= FOOT_MM, box
        assert not overlapping(found)
        assert_margins_are_white(page)
    document.close()


def assert_margins_are_white(page: pypdfium2.PdfPage) -> None:
    """What neither text nor picture is - a rule, a bar, a frame - stays inside too."""
    scale = 1.0  # one pixel a point
    pixels = np.asarray(page.render(scale=scale).to_pil().convert("L"))
    edge = int((LEFT - 1) * POINTS)
    assert pixels[:, :edge].min() > 250
    assert pixels[:, -edge:].min() > 250
    assert pixels[: int((TOP_MM - 1) * POINTS)].min() > 250
    assert pixels[int(FOOT_MM * POINTS) :].min() > 250
