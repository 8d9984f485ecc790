"""A box that is drawn when it is opened: what nobody reads costs the browser nothing."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from skin_core.ui.session import hold, seed, widget_value
from skin_core.ui.streamlit_edge import DeltaGenerator


def opened_box(
    label: str,
    key: str,
    icon: str | None = None,
    kind: Literal["default", "compact"] = "default",
    *,
    at_first: bool = False,
) -> DeltaGenerator | None:
    """The box, closed unless it is open at first; None while it is closed, with nothing in it."""
    seed(key, at_first)
    was_called, was_open = _last_time(key)
    if was_called not in ("", label):  # Streamlit takes it for another box, which is closed
        hold(key, was_open)
    box = st.expander(label, icon=icon, key=key, on_change="rerun", type=kind)
    hold(f"{key}.last_time", (label, box.open))
    return box if box.open else None


def _last_time(key: str) -> tuple[str, bool]:
    """What the box was called when it was drawn last, and whether it was open; "" if it was not."""
    known = widget_value(f"{key}.last_time", ("", False))
    return known if isinstance(known, tuple) else ("", False)
