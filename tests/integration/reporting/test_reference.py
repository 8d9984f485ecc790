"""Reports look as they did: text and place of every line, and of every picture.

`make report-refs` writes the files of tests/reference anew; look at the pages before keeping them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from skin_core.i18n import LANGUAGES
from skin_core.reporting.options import ReportOptions
from skin_core.reporting.render import render_report
from tests.sample_cases import NOW, sample_images, signed, zoster_case

REFERENCE = Path(__file__).resolve().parents[2] / "reference"


def structure(pdf: bytes) -> Iterator[str]:
    """One line per piece of text and per picture: page, left, top in whole millimetres."""
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, start=1):
        height = page.get_height()
        for one in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,)):
            left, bottom, right, top = one.get_bounds()
            size = place(right - left, top - bottom)
            yield f"{number} {place(left, height - top)} picture {size}"
        words = page.get_textpage()
        for index in range(words.count_rects()):
            left, bottom, right, top = words.get_rect(index)
            text = words.get_text_bounded(left, bottom, right, top).strip()
            yield f"{number} {place(left, height - bottom)} {text}"
    document.close()


def place(across: float, down: float) -> str:
    return f"{across / 72 * 25.4:.0f},{down / 72 * 25.4:.0f}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_matches_its_reference(language: str) -> None:
    case = signed(zoster_case(), note="3 ngày · 3일 · 3 days")
    options = ReportOptions(clinic_name="Haneul")
    found = "\n".join(structure(render_report(case, sample_images(2), language, options, NOW)))
    file = REFERENCE / f"zoster_{language}.txt"
    if os.environ.get("SKINDESK_WRITE_REFERENCES"):
        file.write_text(found + "\n", encoding="utf-8")
    assert file.read_text(encoding="utf-8").strip() == found
