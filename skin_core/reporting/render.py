"""Write a case down as a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from skin_core.domain.case import Case, ReportKind
from skin_core.narrative.speech import Speech
from skin_core.reporting.blocks import Block, Document, NewPage
from skin_core.reporting.first_page import advice_blocks, answer_blocks, clinician_block
from skin_core.reporting.frame import build_frame
from skin_core.reporting.handbook_pages import (
    facts_blocks,
    limits_blocks,
    memo_blocks,
    provenance_blocks,
)
from skin_core.reporting.layout import draw, draw_within
from skin_core.reporting.letter import ROOMS, letter_blocks
from skin_core.reporting.options import ReportImages, ReportOptions
from skin_core.reporting.patient_copy import patient_blocks
from skin_core.reporting.typeface import read_faces

PATIENT_SHEETS = ((12.5, 1), (11.5, 1), (10.5, 1), (9.5, 1), (11.5, 2))  # points, pages at most


def render_report(
    case: Case, images: ReportImages, language: str, options: ReportOptions, created: datetime
) -> bytes:
    """The report of a case as a PDF, A4.

    created: the time of writing, timezone-aware; other times are shown on its clock. Reads no
    clock, session or disk but the packaged fonts, so that the same case gives the same bytes.
    Words in letters that those lack are printed in Latin ones, and the paper says so.
    """
    speech = Speech(language)
    frame = build_frame(case, speech, options, created)
    if options.kind is ReportKind.LETTER:
        letters = (
            (
                Document(frame, tuple(letter_blocks(case, images, options, created, room, speech))),
                room.pages,
            )
            for room in ROOMS
        )
        return draw_within(letters, created)
    if options.kind is ReportKind.PATIENT_COPY:
        blocks = tuple(patient_blocks(case, images, options, created, speech))
        sheets = ((Document(frame, blocks, size), pages) for size, pages in PATIENT_SHEETS)
        return draw_within(sheets, created)
    blocks = tuple(_clinician_blocks(case, images, speech, options, created))
    return draw(Document(frame, blocks), created)


def prepare() -> None:
    """Read the fonts now, so that the first report is as quick as the others."""
    read_faces()


def _clinician_blocks(
    case: Case, images: ReportImages, speech: Speech, options: ReportOptions, created: datetime
) -> Iterator[Block]:
    yield from answer_blocks(case, images, speech)
    yield from advice_blocks(case, speech)
    yield clinician_block(case, created, speech)
    if case.analysis.has_photos:  # without pictures both parts may well share a page
        yield NewPage()
    if options.with_facts:
        yield from facts_blocks(case, speech)
    if options.with_memo:
        yield from memo_blocks(case, speech)
    yield from limits_blocks(case, speech)
    yield from provenance_blocks(case, created, speech)
