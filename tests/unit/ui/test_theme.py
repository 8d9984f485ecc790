"""Words can be read on every coloured ground, in light and dark."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
SHEET = (ROOT / "skin_core" / "ui" / "components" / "shared" / "skindesk.css").read_text("utf-8")
COLOURS = ("red", "orange", "yellow", "blue", "green", "gray")
ENOUGH = 4.5  # WCAG 2.2, contrast of text
PAIR = r"light-dark\((#\w+), (#\w+)\)"


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_theme_words_can_be_read(mode: str) -> None:
    theme = THEME[mode]
    page = theme["backgroundColor"]
    pairs = [(theme[name], page) for name in ("textColor", "linkColor", "primaryColor")]
    for colour in COLOURS:
        words, ground = theme[f"{colour}TextColor"], theme[f"{colour}BackgroundColor"]
        pairs += [(words, ground), (words, page)]
    assert not [pair for pair in pairs if contrast(*pair) < ENOUGH]


@pytest.mark.parametrize("urgency", ["urgent", "soon", "routine", "self_care", "unknown"])
def test_urgency_words_can_be_read(urgency: str) -> None:
    name = rf'\[class\*="st-key-urgency-{urgency}"\]'
    ground = re.search(name + r" \{ background: " + PAIR, SHEET)
    words = re.search(name + r" p \{ color: " + PAIR, SHEET)
    assert ground
    assert words
    for back, front in zip(ground.groups(), words.groups(), strict=True):
        assert contrast(back, front) >= ENOUGH
