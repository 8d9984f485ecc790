"""The signs of urgency, drawn: each has its own outline, so that grey paper loses nothing."""

from __future__ import annotations

import math
from collections.abc import Callable

from fpdf import FPDF

from skin_core.domain.analysis import Urgency

Point = tuple[float, float]


def draw_icon(pdf: FPDF, urgency: Urgency, x: float, y: float, size: float) -> None:
    """The sign in a square of this size (mm), in the draw colour that is set."""
    pdf.set_line_width(size * 0.09)
    _SIGNS[urgency](pdf, x, y, size)


def _octagon(pdf: FPDF, x: float, y: float, size: float) -> None:
    pdf.polygon(_around(x, y, size, corners=8, turn=math.pi / 8), style="D")
    _exclamation(pdf, x + size / 2, y + size * 0.22, size * 0.56)


def _triangle(pdf: FPDF, x: float, y: float, size: float) -> None:
    corners = [(x + size / 2, y + size * 0.03), (x + size, y + size * 0.95), (x, y + size * 0.95)]
    pdf.polygon(corners, style="D")
    _exclamation(pdf, x + size / 2, y + size * 0.34, size * 0.48)


def _clock(pdf: FPDF, x: float, y: float, size: float) -> None:
    middle = (x + size / 2, y + size / 2)
    pdf.circle(*middle, size / 2, style="D")
    pdf.line(*middle, middle[0], y + size * 0.2)
    pdf.line(*middle, x + size * 0.7, y + size * 0.62)


def _calendar(pdf: FPDF, x: float, y: float, size: float) -> None:
    pdf.rect(x + size * 0.05, y + size * 0.12, size * 0.9, size * 0.85, style="D")
    pdf.line(x + size * 0.05, y + size * 0.38, x + size * 0.95, y + size * 0.38)
    for across in (0.28, 0.72):
        pdf.line(x + size * across, y, x + size * across, y + size * 0.22)


def _house(pdf: FPDF, x: float, y: float, size: float) -> None:
    pdf.polyline([(x, y + size * 0.5), (x + size / 2, y + size * 0.05), (x + size, y + size * 0.5)])
    walls = [(0.16, 0.42), (0.16, 0.95), (0.84, 0.95), (0.84, 0.42)]
    pdf.polyline([(x + size * across, y + size * down) for across, down in walls])


def _question(pdf: FPDF, x: float, y: float, size: float) -> None:
    pdf.circle(x + size / 2, y + size / 2, size / 2, style="D")
    hook = [(0.34, 0.36), (0.42, 0.24), (0.6, 0.24), (0.66, 0.38), (0.5, 0.52), (0.5, 0.6)]
    pdf.polyline([(x + size * across, y + size * down) for across, down in hook])
    pdf.line(x + size * 0.5, y + size * 0.74, x + size * 0.5, y + size * 0.76)


def _exclamation(pdf: FPDF, x: float, y: float, height: float) -> None:
    pdf.line(x, y, x, y + height * 0.6)
    pdf.line(x, y + height * 0.93, x, y + height)


def _around(x: float, y: float, size: float, *, corners: int, turn: float) -> list[Point]:
    radius, middle = size / 2, (x + size / 2, y + size / 2)
    angles = (turn + 2 * math.pi * corner / corners for corner in range(corners))
    return [(middle[0] + radius * math.cos(a), middle[1] + radius * math.sin(a)) for a in angles]


_SIGNS: dict[Urgency, Callable[[FPDF, float, float, float], None]] = {
    Urgency.EMERGENCY: _octagon,
    Urgency.URGENT: _triangle,
    Urgency.SOON: _clock,
    Urgency.ROUTINE: _calendar,
    Urgency.SELF_CARE: _house,
    Urgency.UNKNOWN: _question,
}
