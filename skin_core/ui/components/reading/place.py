"""Which set is looked at: it stands in the address, so that Back and reloading keep it."""

from __future__ import annotations

import streamlit as st

SET = "set"


def open_set(set_id: str) -> None:
    """Show a set with the next drawing of the page."""
    st.query_params[SET] = set_id


def leave_set() -> None:
    """Show the list of all sets."""
    st.query_params.pop(SET, None)
