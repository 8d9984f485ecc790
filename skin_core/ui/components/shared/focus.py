"""Focus follows the work: the keyboard stands where the next thing is done."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import streamlit as st

from skin_core.ui.streamlit_edge import class_of


def focus_on(step: str, *places: str) -> None:
    """Put the keyboard at the first of these places when another step of a page is reached.

    To be drawn at the same place of the page in every step: it acts when `step` changes.
    places: selectors, as `inside` makes them.
    """
    st.html(
        f"<script>/* {step} */{_script()}({json.dumps(places)})</script>",
        unsafe_allow_javascript=True,
    )


def inside(key: str, part: str) -> str:
    """The selector of a part of the widget or container whose key begins so."""
    return f'[class*="{class_of(key)}"] {part}'


@cache
def _script() -> str:
    text = Path(__file__).with_name("focus.js").read_text(encoding="utf-8")
    return text.strip()
