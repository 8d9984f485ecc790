"""A box that is drawn when it is opened: what nobody reads costs the browser nothing."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from skin_core.ui.session import seed
from skin_core.ui.streamlit_edge import DeltaGenerator


def opened_box(
    label: str, key: str, icon: str | None = None, kind: Literal["default", "compact"] = "default"
) -> DeltaGenerator | None:
    """The box, closed at first; None while it is closed, and then nothing is drawn into it."""
    box = st.expander(label, icon=icon, key=seed(key, value=False), on_change="rerun", type=kind)
    return box if box.open else None
