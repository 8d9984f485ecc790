"""The paper: A4 pages with the packaged typeface, a frame on each, and a pen that moves down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from fpdf import FPDF
from fpdf.fonts import TTFFont

from skin_core.reporting.blocks import Frame, Picture
from skin_core.reporting.lines import Line, Run, break_lines, shorten
from skin_core.reporting.typeface import FAMILY, cut_font, text_width

Colour = tuple[int, int, int]

INK: Colour = (27, 31, 33)
FAINT: Colour = (92, 99, 104)
RULE: Colour = (200, 205, 208)
ACCENT: Colour = (15, 107, 101)  # teal: the prediction set
PALE: Colour = (188, 196, 196)  # the rest of the differential
WHITE: Colour = (255, 255, 255)

LEFT, RIGHT = 16.0, 194.0
WIDTH = RIGHT - LEFT
TOP, BOTTOM = 25.5, 282.0
POINT = 25.4 / 72  # millimetres
GUTTER = 6.0  # between two columns
COLUMN = (WIDTH - GUTTER) / 2
GAP = 2.4  # between two parts
FINEST = 7.5  # points
LEADING = 1.38  # line height in font sizes; Vietnamese capitals carry two marks


@dataclass(frozen=True, slots=True)
class Pen:
    """How words are written. size: points."""

    size: float = 9.5
    colour: Colour = INK

    @property
    def line_mm(self) -> float:
        """Height of one line."""
        return self.size * POINT * LEADING


@dataclass(frozen=True, slots=True)
class Box:
    """Where words are placed: left and upper edge, and width, in millimetres."""

    x: float
    y: float
    width: float


BODY, SMALL = Pen(), Pen(8, FAINT)


class Sheet(FPDF):
    """A report on its way to paper; y runs down from the top in millimetres.

    signed_on: the page of the last signature or of the lines for one.
    """

    def __init__(
        self, frame: Frame, characters: frozenset[str], created: datetime, body: Pen = BODY
    ) -> None:
        super().__init__(unit="mm", format="A4")
        self.frame, self.body, self.signed_on = frame, body, 1
        for style in ("", "B"):
            key = f"{FAMILY.lower()}{style}"
            # add_font() wants a file on disk, and reads all of a font's 14,000 glyphs
            font = TTFFont(self, cut_font(style, characters), key, style)  # type: ignore[arg-type]
            font.ttfont.recalcBBoxes = False  # bounds are those of the whole typeface
            self.fonts[key] = font
        self.set_auto_page_break(False)
        self.set_margins(0, 0, 0)
        self.c_margin = 0
        self.set_creation_date(created)
        self.set_title(frame.title)
        self.set_lang(frame.language)
        self.set_creator("SkinDesk")
        self.set_producer("SkinDesk")
        self.turn_page()

    def header(self) -> None:
        """Clinic and page above, the patient below: a lone page still tells whose it is."""
        x = LEFT
        if self.frame.logo is not None:
            x += self._logo(self.frame.logo) + 3
        clinic = (Run(f"{self.frame.clinic}  ", "B"),) if self.frame.clinic else ()
        self.place((*clinic, Run(self.frame.title)), Box(x, 9, RIGHT - 34 - x), Pen(10.5), limit=1)
        if self.frame.address:
            self.place(
                (Run(self.frame.address),), Box(x, 13.2, RIGHT - x), Pen(7.5, FAINT), limit=1
            )
        self.set_font(FAMILY, size=8.5)
        self.set_text_color(*FAINT)
        number = self.page_no()
        width = text_width(self.frame.page.format(number=number, total=8), "") * 8.5 * POINT
        self.set_xy(RIGHT - width, 9)
        self.cell(width + 1, 5, self.frame.page.format(number=number, total="{nb}"))
        name, details = Run(self.frame.patient, "B"), Run(self.frame.patient_details)
        y = self.place((name, Run("  "), details), Box(LEFT, 16.5, WIDTH), BODY, limit=1)
        self.rule(y + 1.2)

    def footer(self) -> None:
        """What the paper is, and where its answer comes from."""
        self.rule(BOTTOM + 3)
        pen = Pen(7.5, FAINT)
        width = text_width(self.frame.model, "") * pen.size * POINT
        status = Box(LEFT, BOTTOM + 4.5, WIDTH - width - GUTTER)
        self.place((Run(self.frame.status, "B"),), status, Pen(8), limit=1)
        self.write_line(RIGHT - width, BOTTOM + 4.6, Run(self.frame.model), pen)

    @property
    def small(self) -> Pen:
        """How what explains is written: smaller than the running text, and grey."""
        return Pen(max(FINEST, self.body.size - 1.5), FAINT)

    def has_room(self, height: float) -> bool:
        """Whether this much fits above the foot of the page."""
        return self.y + height <= BOTTOM

    def need(self, height: float) -> None:
        """Go to a new page unless this much fits on the present one."""
        if not self.has_room(height) and self.y > TOP:
            self.turn_page()

    def turn_page(self) -> None:
        """Start a page."""
        self.add_page()
        self.set_y(TOP)

    def rule(self, y: float) -> None:
        """A thin line across the page."""
        self.set_draw_color(*RULE)
        self.set_line_width(0.25)
        self.line(LEFT, y, RIGHT, y)

    def write_line(self, x: float, y: float, run: Run, pen: Pen) -> None:
        """One line with its top at y."""
        self.set_font(FAMILY, run.style, pen.size)
        self.set_text_color(*pen.colour)
        self.text(x, y + pen.size * POINT * 1.05, run.text)

    def flow(self, runs: Line, x: float, width: float, pen: Pen) -> None:
        """Words in lines from where the pen stands, on to new pages as needed."""
        for line in break_lines(runs, width / (pen.size * POINT)):
            self.need(pen.line_mm)
            self._line(line, x, self.y, pen)
            self.set_y(self.y + pen.line_mm)

    def place(self, runs: Line, box: Box, pen: Pen, limit: int = 0) -> float:
        """Words in lines from a fixed place; returns where the next line would start.

        limit: lines to write at most, the last one then ends in "…"; 0: all.
        """
        lines = break_lines(runs, box.width / (pen.size * POINT), limit)
        if limit and len(lines) > limit:
            lines = [*lines[: limit - 1], shorten(lines[limit - 1], box.width / (pen.size * POINT))]
        y = box.y
        for line in lines:
            self._line(line, box.x, y, pen)
            y += pen.line_mm
        return y

    def _line(self, line: Line, x: float, y: float, pen: Pen) -> None:
        for run in line:
            self.write_line(x, y, run, pen)
            x += text_width(run.text, run.style) * pen.size * POINT

    def _logo(self, logo: Picture) -> float:
        """Draw the logo; returns its width."""
        height = min(7.0, 40.0 * logo.height_px / logo.width_px)
        width = height * logo.width_px / logo.height_px
        self.image(BytesIO(logo.jpeg), LEFT, 8, width, height, alt_text=logo.caption)
        return width


def height_of(runs: Line, width: float, pen: Pen) -> float:
    """What a paragraph will take."""
    return len(break_lines(runs, width / (pen.size * POINT))) * pen.line_mm
