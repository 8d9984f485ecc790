"""The figures of a report: urgency in its colour, photos, and the bars of the differential."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from skin_core.domain.analysis import Urgency
from skin_core.reporting.blocks import Bars, Notice, Picture, Pictures
from skin_core.reporting.icons import draw_icon
from skin_core.reporting.lines import Run
from skin_core.reporting.sheet import (
    ACCENT,
    GAP,
    GUTTER,
    LEFT,
    PALE,
    SMALL,
    WHITE,
    WIDTH,
    Box,
    Colour,
    Pen,
    Sheet,
    height_of,
)

SMALL_WIDTH, CAPTION_WIDTH = 38.0, 30.0  # at the right of the large pictures
TALLEST = 48.0
ONE_COLUMN = 2  # small pictures that stand one above the other; more stand in two columns


@dataclass(frozen=True, slots=True)
class Tone:
    """The colours of an urgency."""

    fill: Colour
    edge: Colour
    ink: Colour


TONES = {
    Urgency.EMERGENCY: Tone((170, 24, 24), (170, 24, 24), WHITE),
    Urgency.URGENT: Tone((252, 233, 231), (170, 24, 24), (130, 16, 16)),
    Urgency.SOON: Tone((255, 244, 224), (180, 108, 0), (108, 62, 0)),
    Urgency.ROUTINE: Tone((235, 242, 250), (43, 92, 146), (24, 66, 112)),
    Urgency.SELF_CARE: Tone((234, 246, 238), (36, 112, 66), (20, 84, 46)),
    Urgency.UNKNOWN: Tone((241, 243, 244), (116, 123, 128), (60, 66, 70)),
}


def draw_notice(sheet: Sheet, block: Notice) -> None:
    """The urgency with icon and word, readable in grey."""
    tone, pad, icon = TONES[block.urgency], 3.0, 7.0
    x, width = LEFT + pad + icon + 3, WIDTH - icon - 3 - 2 * pad
    title, text = (Run(block.title, "B"),), (Run(block.text),)
    title_pen, text_pen = Pen(sheet.body.size + 3, tone.ink), Pen(sheet.body.size, tone.ink)
    words = height_of(title, width, title_pen) + height_of(text, width, text_pen)
    height = max(words, icon) + 2 * pad
    sheet.need(height)
    top = sheet.y
    sheet.set_fill_color(*tone.fill)
    sheet.set_draw_color(*tone.edge)
    sheet.set_line_width(0.5)
    sheet.rect(LEFT, top, WIDTH, height, style="DF", round_corners=True, corner_radius=1.6)
    sheet.set_draw_color(*tone.ink)
    draw_icon(sheet, block.urgency, LEFT + pad, top + (height - icon) / 2, icon)
    y = sheet.place(title, Box(x, top + (height - words) / 2, width), title_pen)
    sheet.place(text, Box(x, y, width), text_pen)
    sheet.set_y(top + height + GAP)


def draw_pictures(sheet: Sheet, block: Pictures) -> None:
    """Large ones of one height side by side, and beside them the small ones."""
    height = _large_height(block)
    widths = [one.width_px / one.height_px * height for one in block.large]
    beside = _beside(block, widths)
    under = 0.0
    if not beside:
        pairs = zip(block.large, widths, strict=True)
        under = max(height_of((Run(one.caption),), width, sheet.small) for one, width in pairs)
    sheet.need(height + under + GAP)
    top, lowest, x = sheet.y, sheet.y + height, LEFT
    for one, width in zip(block.large, widths, strict=True):
        _picture(sheet, one, Box(x, top, width), height)
        if not beside:
            below = Box(x, top + height + 0.8, width)
            lowest = max(lowest, sheet.place((Run(one.caption),), below, sheet.small))
        x += width + GUTTER
    if block.small:
        lowest = max(lowest, _small_pictures(sheet, block, Box(x, top, SMALL_WIDTH), height))
    elif beside:
        lowest = max(lowest, _captions(sheet, block, Box(x - GUTTER + 3, top, beside)))
    sheet.set_y(lowest + GAP * 0.6)


def _large_height(block: Pictures) -> float:
    """As high as is wanted, if all of them fit side by side."""
    shapes = sum(one.width_px / one.height_px for one in block.large)
    across = WIDTH - GUTTER * (len(block.large) - 1)
    if block.small:
        across -= GUTTER + SMALL_WIDTH
    return min(block.tallest_mm or TALLEST, across / shapes)


def _beside(block: Pictures, widths: Sequence[float]) -> float:
    """Room for the captions at the right of the pictures, 0 where there is too little."""
    left = WIDTH - sum(widths) - GUTTER * (len(widths) - 1) - 3
    return 0.0 if block.small or left < CAPTION_WIDTH else left


def _captions(sheet: Sheet, block: Pictures, box: Box) -> float:
    """What each picture shows, one below the other; returns where they end."""
    y = box.y - GAP
    for one in block.large:
        y = sheet.place((Run(one.caption),), Box(box.x, y + GAP, box.width), sheet.small)
    return y


def _small_pictures(sheet: Sheet, block: Pictures, box: Box, height: float) -> float:
    """Draw them; returns where their caption ends."""
    columns = 1 if len(block.small) <= ONE_COLUMN else 2
    rows = -(-len(block.small) // columns)
    width = (box.width - (columns - 1) * 2) / columns
    natural = max(width / one.width_px * one.height_px for one in block.small)
    tall = min((height - (rows - 1) * 2) / rows, natural)
    for number, one in enumerate(block.small):
        row, column = divmod(number, columns)
        place = Box(box.x + column * (width + 2), box.y + row * (tall + 2), width)
        _picture(sheet, one, place, tall)
    caption = Box(box.x, box.y + height + 0.8, box.width)
    return sheet.place((Run(block.small_caption),), caption, sheet.small, limit=1)


def _picture(sheet: Sheet, one: Picture, box: Box, height: float) -> None:
    """A picture as large as its place allows, from the upper left corner."""
    scale = min(box.width / one.width_px, height / one.height_px)
    size = (one.width_px * scale, one.height_px * scale)
    sheet.image(BytesIO(one.jpeg), box.x, box.y, *size, alt_text=one.caption)


def draw_bars(sheet: Sheet, block: Bars) -> None:
    """Bars with their numbers; those of the prediction set are dark and their names bold."""
    name_mm, row_mm, bar_mm = 62.0, 6.0, 4.2
    longest = WIDTH - name_mm - 18
    sheet.need(len(block.bars) * row_mm + SMALL.line_mm * 2)
    for bar in block.bars:
        top, style = sheet.y, "B" if bar.in_set else ""
        sheet.place((Run(bar.name, style),), Box(LEFT, top + 0.4, name_mm - 2), sheet.body, limit=1)
        length = max(longest * bar.share, 0.6)
        sheet.set_fill_color(*(ACCENT if bar.in_set else PALE))
        sheet.rect(LEFT + name_mm, top + 0.8, length, bar_mm, style="F")
        sheet.write_line(
            LEFT + name_mm + length + 1.6, top + 0.4, Run(bar.value, style), sheet.body
        )
        sheet.set_y(top + row_mm)
    if block.legend:
        sheet.set_fill_color(*ACCENT)
        sheet.rect(LEFT, sheet.y + 1.2, 2.2, 2.2, style="F")
        y = sheet.place((Run(block.legend),), Box(LEFT + 4, sheet.y + 0.4, WIDTH - 4), SMALL)
        sheet.set_y(y + GAP * 0.6)
