"""Parts of a page that come and go, and leave what stands below them where it is."""

from __future__ import annotations

import streamlit as st

from skin_core.ui.streamlit_edge import DeltaGenerator


def steady() -> DeltaGenerator:
    """The place of a part that is not always there, or not always as many elements.

    Streamlit knows a field by its place: one that moves down is drawn anew, and the words that
    were being typed into it, or the photos that wait in it, are lost.
    """
    return st.container()
