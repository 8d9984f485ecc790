"""Blocks to ink: how each part of a report looks on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from skin_core.reporting.blocks import (
    Bars,
    Block,
    Document,
    EmptyLines,
    Heading,
    Item,
    Items,
    NewPage,
    Notice,
    Paragraph,
    Pictures,
    Signature,
    Table,
    words_of,
)
from skin_core.reporting.figures import draw_bars, draw_notice, draw_pictures
from skin_core.reporting.lines import Run
from skin_core.reporting.script import on_paper
from skin_core.reporting.sheet import (
    ACCENT,
    BODY,
    BOTTOM,
    COLUMN,
    FAINT,
    GAP,
    GUTTER,
    INK,
    LEFT,
    SMALL,
    WIDTH,
    Box,
    Pen,
    Sheet,
    height_of,
)
from skin_core.reporting.typeface import forget_words

TITLE, NAME, FINE = Pen(11), Pen(BODY.size, FAINT), Pen(7.5, FAINT)
MOSTLY_EMPTY = 120.0  # mm from the top
SHORT_VALUE = 80  # characters; a long note is not set in bold
NAME_MM = 36.0  # the column of names in a table
VALUE_MM = COLUMN - NAME_MM - 2
SIGN_MM = (6.0, 9.5)  # above the line for a signature: where the page is full, and elsewhere


@dataclass(frozen=True, slots=True)
class Within:
    """What a document has to keep to. pages: at most, 0: any. signed_on: the last page for it."""

    pages: int = 0
    signed_on: int = 0

    def holds(self, sheet: Sheet) -> bool:
        """Whether this paper does."""
        few = not self.pages or sheet.pages_count <= self.pages
        return few and (not self.signed_on or sheet.signed_on <= self.signed_on)


def draw_within(documents: Iterable[tuple[Document, Within]], created: datetime) -> bytes:
    """The first of the documents that keeps to its limits, else the last, as a PDF."""
    sheet: Sheet | None = None
    try:
        for document, within in documents:
            sheet = _inked(document, created)
            if within.holds(sheet):
                break
        return bytes(sheet.output()) if sheet else b""
    finally:
        forget_words()


def _inked(document: Document, created: datetime) -> Sheet:
    document = on_paper(document)
    characters = frozenset("".join(words_of(document)))
    sheet = Sheet(document.frame, characters, created, Pen(document.size))
    for block in document.blocks:
        _draw_block(sheet, block)
    return sheet


def _draw_block(sheet: Sheet, block: Block) -> None:
    match block:
        case Heading():
            _heading(sheet, block)
        case Paragraph():
            _paragraph(sheet, block)
        case Notice():
            draw_notice(sheet, block)
        case Pictures():
            draw_pictures(sheet, block)
        case Bars():
            draw_bars(sheet, block)
        case Items():
            _items(sheet, block)
        case Table():
            _table(sheet, block)
        case Signature():
            _signature(sheet, block)
        case EmptyLines():
            _empty_lines(sheet, block)
        case NewPage():
            if sheet.y > MOSTLY_EMPTY:
                sheet.turn_page()


def _heading(sheet: Sheet, block: Heading) -> None:
    pen = Pen(sheet.body.size + (5 if block.large else 1.5))
    above = 0.5 if block.large else 2.2
    sheet.need(height_of((Run(block.text, "B"),), WIDTH, pen) + above + 3 * sheet.body.line_mm)
    sheet.set_y(sheet.y + above)
    sheet.flow((Run(block.text, "B"),), LEFT, WIDTH, pen)
    sheet.set_y(sheet.y + 0.8)


def _paragraph(sheet: Sheet, block: Paragraph) -> None:
    pen = FINE if block.fine else sheet.small if block.faint else sheet.body
    runs = _led(block.lead, block.text)
    sheet.need(min(2 * pen.line_mm, height_of(runs, WIDTH, pen)))
    sheet.flow(runs, LEFT, WIDTH, pen)
    sheet.set_y(sheet.y + GAP * 0.6)


def _items(sheet: Sheet, block: Items) -> None:
    indent = 6.0 if block.numbered else 4.0
    for number, item in enumerate(block.items, start=1):
        mark = f"{number}." if block.numbered else "•"
        _item(sheet, item, mark, indent)
    sheet.set_y(sheet.y + GAP * 0.5)


def _item(sheet: Sheet, item: Item, mark: str, indent: float) -> None:
    width = WIDTH - indent
    runs = _led(item.lead, item.text)
    sheet.need(min(height_of(runs, width, sheet.body), 3 * sheet.body.line_mm))
    sheet.write_line(LEFT, sheet.y, Run(mark), sheet.body)
    sheet.flow(runs, LEFT + indent, width, sheet.body)
    if item.source:
        sheet.flow((Run(item.source),), LEFT + indent, width, sheet.small)
    sheet.set_y(sheet.y + 0.7)


def _abreast(sheet: Sheet, row: Sequence[tuple[str, str]]) -> None:
    """One or two names with their values, side by side."""
    heights = [
        max(
            height_of((Run(name),), NAME_MM, BODY),
            height_of((Run(value, "B"),), VALUE_MM, BODY),
        )
        for name, value in row
    ]
    sheet.need(max(heights))
    top = sheet.y
    for column, (name, value) in enumerate(row):
        x = LEFT + column * (COLUMN + GUTTER)
        sheet.place((Run(name),), Box(x, top, NAME_MM), NAME)
        sheet.place((Run(value, "B"),), Box(x + NAME_MM + 2, top, VALUE_MM), BODY)
    sheet.set_y(top + max(heights) + 0.5)


def _table(sheet: Sheet, block: Table) -> None:
    waiting: list[tuple[str, str]] = []
    for row in block.rows:
        if height_of((Run(row[1], "B"),), VALUE_MM, BODY) > BODY.line_mm:
            if waiting:
                _abreast(sheet, waiting)
            waiting = []
            _across(sheet, *row)
        else:
            waiting.append(row)
        if len(waiting) == 2:
            _abreast(sheet, waiting)
            waiting = []
    if waiting:
        _abreast(sheet, waiting)
    sheet.set_y(sheet.y + GAP)


def _across(sheet: Sheet, name: str, value: str) -> None:
    """A name and a long value beside it, to the right edge and on to new pages as needed."""
    runs = (Run(value, "B" if len(value) <= SHORT_VALUE else ""),)
    low = height_of((Run(name),), NAME_MM, BODY)
    sheet.need(max(low, min(height_of(runs, WIDTH - NAME_MM - 2, BODY), 2 * BODY.line_mm)))
    below = sheet.place((Run(name),), Box(LEFT, sheet.y, NAME_MM), NAME)
    page = sheet.page_no()
    sheet.flow(runs, LEFT + NAME_MM + 2, WIDTH - NAME_MM - 2, BODY)
    sheet.set_y((max(sheet.y, below) if sheet.page_no() == page else sheet.y) + 0.5)


def _signature(sheet: Sheet, block: Signature) -> None:
    """What the clinician concludes, and the name under it or the lines for one."""
    signed = (Run(f"✓ {block.text}", "B"),)
    last = 1.5 + height_of(signed, WIDTH, TITLE) if block.text else SIGN_MM[0] + 5
    rows = len(block.rows) * (BODY.line_mm + 0.6)
    sheet.need((GAP + 2 if rows else 0) + rows + last)
    if rows:
        sheet.set_y(sheet.y + GAP)
        sheet.rule(sheet.y)
        sheet.set_y(sheet.y + 2)
    for name, value in block.rows:
        _entry(sheet, name, value)
    sheet.need(last)
    sheet.signed_on = sheet.page_no()
    if block.text:
        sheet.set_y(sheet.y + 1.5)
        sheet.flow(signed, LEFT, WIDTH, Pen(TITLE.size, ACCENT))
        sheet.set_y(sheet.y + GAP)
        return
    top = sheet.y + min(SIGN_MM[1], max(SIGN_MM[0], BOTTOM - 5 - sheet.y))
    width = (WIDTH - 2 * GUTTER) / 3
    sheet.set_draw_color(*INK)
    sheet.set_line_width(0.2)
    for column, label in enumerate(block.line_labels):
        x = LEFT + column * (width + GUTTER)
        sheet.line(x, top, x + width, top)
        sheet.write_line(x, top + 0.8, Run(label), SMALL)
    sheet.set_y(top + 5 + GAP)


def _entry(sheet: Sheet, name: str, value: str) -> None:
    """A name with its value, or with a line to write on."""
    sheet.need(BODY.line_mm)
    sheet.place((Run(name),), Box(LEFT, sheet.y, NAME_MM + 6), NAME, limit=1)
    x = LEFT + NAME_MM + 8
    if value:
        style = "B" if len(value) <= SHORT_VALUE else ""
        sheet.flow((Run(value, style),), x, WIDTH - (x - LEFT), BODY)
    else:
        sheet.set_draw_color(*FAINT)
        sheet.set_line_width(0.15)
        sheet.line(x, sheet.y + 4, LEFT + WIDTH, sheet.y + 4)
        sheet.set_y(sheet.y + BODY.line_mm + 1.2)
    sheet.set_y(sheet.y + 0.6)


def _empty_lines(sheet: Sheet, block: EmptyLines) -> None:
    sheet.need(block.count * 8.0)
    sheet.set_draw_color(*FAINT)
    sheet.set_line_width(0.15)
    for _ in range(block.count):
        sheet.set_y(sheet.y + 8)
        sheet.line(LEFT, sheet.y, LEFT + WIDTH, sheet.y)
    sheet.set_y(sheet.y + GAP)


def _led(lead: str, text: str) -> tuple[Run, ...]:
    """Bold words and what follows them."""
    if not lead:
        return (Run(text),)
    return (Run(f"{lead} ", "B"), Run(text)) if text else (Run(lead, "B"),)
