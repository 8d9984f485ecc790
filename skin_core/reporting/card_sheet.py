"""The scale card as a page to print: ten cards, and a line that tells whether it was printed so."""

from __future__ import annotations

from datetime import datetime

from skin_core.imaging.scale_card import PLAN, marker_bits
from skin_core.narrative.speech import Speech
from skin_core.reporting.blocks import Frame
from skin_core.reporting.lines import Run
from skin_core.reporting.sheet import INK, LEFT, RULE, WIDTH, Box, Pen, Sheet

LINE_MM = 100
COLUMNS, ROWS = 2, 5
GAP = 8.0  # between two cards, for scissors
WORDS = ("purpose", "limits", "hygiene", "print")  # the line to check stands below the last
RULER_CM = 3
_HEAD = Pen(15)


class CardSheet(Sheet):
    """A page without head and foot: it belongs to no patient."""

    def header(self) -> None:
        """Nothing."""

    def footer(self) -> None:
        """Nothing."""


def card_sheet_pdf(speech: Speech, created: datetime) -> bytes:
    """A4 with ten cards of 60 by 28 mm, in true size."""
    title = speech.t("scale_card.title")
    words = [speech.t(f"scale_card.{name}", mm=LINE_MM) for name in WORDS]
    characters = frozenset("".join((title, *words)))
    sheet = CardSheet(_frame(title, speech.language), characters, created)
    y = sheet.place((Run(title, "B"),), Box(LEFT, 14, WIDTH), _HEAD) + 2
    for text in words:
        y = sheet.place((Run(text),), Box(LEFT, y, WIDTH), Pen()) + 1.5
    _draw_line(sheet, y + 3)
    left, top = LEFT + (WIDTH - COLUMNS * PLAN.width - GAP) / 2, y + 12
    for place in range(COLUMNS * ROWS):
        row, column = divmod(place, COLUMNS)
        _draw_card(sheet, left + column * (PLAN.width + GAP), top + row * (PLAN.height + GAP))
    return bytes(sheet.output())


def _draw_line(sheet: Sheet, y: float) -> None:
    sheet.set_draw_color(*INK)
    sheet.set_line_width(0.3)
    sheet.line(LEFT, y, LEFT + LINE_MM, y)
    for end in (LEFT, LEFT + LINE_MM):
        sheet.line(end, y - 2, end, y + 2)


def _draw_card(sheet: Sheet, left: float, top: float) -> None:
    sheet.set_draw_color(*RULE)  # pale: a dark rim would touch the markers
    sheet.set_line_width(0.15)
    sheet.rect(left, top, PLAN.width, PLAN.height)
    for number, (x, y) in PLAN.markers.items():
        _draw_marker(sheet, number, left + x, top + y)
    for level, (x, y) in PLAN.patches.items():
        sheet.set_fill_color(level)
        sheet.rect(left + x, top + y, PLAN.patch_side, PLAN.patch_side, style="F")
    sheet.set_draw_color(*INK)
    start = left + (PLAN.width - 10 * RULER_CM) / 2
    for millimetre in range(10 * RULER_CM + 1):
        length = 2.4 if millimetre % 10 == 0 else 1.2
        x = start + millimetre
        sheet.line(x, top + PLAN.height - 2.5 - length, x, top + PLAN.height - 2.5)


def _draw_marker(sheet: Sheet, number: int, left: float, top: float) -> None:
    """In rows of black: cells drawn one by one show hairlines between them."""
    bits = marker_bits(number)
    cell = PLAN.marker_side / len(bits)
    sheet.set_fill_color(0)
    sheet.rect(left, top, PLAN.marker_side, PLAN.marker_side, style="F")
    sheet.set_fill_color(255)
    for row, column in zip(*(~bits).nonzero(), strict=True):
        sheet.rect(left + column * cell, top + row * cell, cell, cell, style="F")


def _frame(title: str, language: str) -> Frame:
    return Frame("", "", title, "", "", "", "", "", language)
