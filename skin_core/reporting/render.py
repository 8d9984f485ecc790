"""Write a case down as a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from skin_core.domain.case import Case, ReportKind
from skin_core.narrative.speech import Speech
from skin_core.reporting.blocks import Block, Document, NewPage
from skin_core.reporting.findings import findings_blocks
from skin_core.reporting.first_page import advice_blocks, answer_blocks, clinician_block
from skin_core.reporting.frame import build_frame
from skin_core.reporting.handbook_pages import facts_blocks, memo_blocks
from skin_core.reporting.layout import Within, draw_within
from skin_core.reporting.letter import ROOMS, letter_blocks
from skin_core.reporting.measured import course_blocks, measured_blocks
from skin_core.reporting.options import ReportImages, ReportOptions
from skin_core.reporting.patient_copy import SHEET_ROOMS, patient_blocks
from skin_core.reporting.small_print import small_print
from skin_core.reporting.typeface import read_faces
from skin_core.reporting.zoster import zoster_blocks

ONE_PAGE, SIGNED_IN_FRONT = Within(pages=1), Within(signed_on=1)
BEFORE_IT, BEHIND_IT = False, True
REPORT_ROOMS = (
    (9.5, 62.0, ONE_PAGE, BEFORE_IT),
    (9.5, 54.0, ONE_PAGE, BEFORE_IT),
    (9.5, 46.0, ONE_PAGE, BEFORE_IT),
    (9.5, 40.0, ONE_PAGE, BEFORE_IT),
    (9.0, 38.0, ONE_PAGE, BEFORE_IT),  # no second sheet for the small print alone
    (9.5, 54.0, SIGNED_IN_FRONT, BEFORE_IT),
    (9.5, 40.0, SIGNED_IN_FRONT, BEFORE_IT),
    (9.0, 36.0, SIGNED_IN_FRONT, BEFORE_IT),
    (8.5, 32.0, SIGNED_IN_FRONT, BEFORE_IT),
    (9.5, 54.0, SIGNED_IN_FRONT, BEHIND_IT),
    (9.0, 36.0, SIGNED_IN_FRONT, BEHIND_IT),
)
"""Points of the text, height of the photos in mm, what that has to achieve, and whether the zoster
screen stands behind the signature, where both have no room on the first page."""


def render_report(
    case: Case, images: ReportImages, language: str, options: ReportOptions, created: datetime
) -> bytes:
    """The report of a case as a PDF, A4.

    created: the time of writing, timezone-aware; other times are shown on its clock. Reads no
    clock, session or disk but the packaged fonts, so that the same case gives the same bytes.
    Words in letters that those lack are printed in Latin ones, and the paper says so.
    """
    return draw_within(_sizes(case, images, Speech(language), options, created), created)


def prepare() -> None:
    """Read the fonts now, so that the first report is as quick as the others."""
    read_faces()


def _sizes(
    case: Case, images: ReportImages, speech: Speech, options: ReportOptions, created: datetime
) -> Iterator[tuple[Document, Within]]:
    """The paper in each size that it may have, the roomiest first, made only when it is tried."""
    frame = build_frame(case, speech, options, created)
    if options.kind is ReportKind.LETTER:
        for room in ROOMS:
            blocks = letter_blocks(case, images, options, created, room, speech)
            yield Document(frame, tuple(blocks)), Within(room.pages)
    elif options.kind is ReportKind.PATIENT_COPY:
        for sheet in SHEET_ROOMS:
            blocks = patient_blocks(case, images, options, created, sheet, speech)
            yield Document(frame, tuple(blocks), sheet.size), Within(sheet.pages)
    else:
        for size, photo_mm, within, screen_behind in REPORT_ROOMS:
            if case.analysis.zoster or not screen_behind:
                answer = answer_blocks(case, images, photo_mm, speech)
                rest = _after_the_answer(case, speech, options, created, screen_behind)
                yield Document(frame, (*answer, *rest), size), within


def _after_the_answer(
    case: Case, speech: Speech, options: ReportOptions, created: datetime, screen_behind: bool
) -> Iterator[Block]:
    yield from advice_blocks(case, speech)
    if not screen_behind:
        yield from zoster_blocks(case, speech)
    if options.with_facts:
        yield from facts_blocks(case, speech)
    yield from measured_blocks(case, options.measures, speech)
    yield clinician_block(case, created, speech)
    if screen_behind:
        yield NewPage()  # whole, beside the limits
        yield from zoster_blocks(case, speech)
    yield from findings_blocks(options.findings, case, speech)
    yield from course_blocks(options.course, speech)
    if options.with_memo:
        yield NewPage()
        yield from memo_blocks(case, speech)
    yield from small_print(case, created, speech)
