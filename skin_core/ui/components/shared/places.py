"""Where a case is looked at: it stands in the address, so that Back and reloading keep it."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

CASE, BESIDE = "case", "with"
RECORDS = "pages/records.py"


def to_case(case_id: str) -> NoReturn:
    """Open a case in Records."""
    st.switch_page(RECORDS, query_params={CASE: case_id})


def to_comparison(case_id: str, other_id: str) -> NoReturn:
    """Open two cases beside each other."""
    st.switch_page(RECORDS, query_params={CASE: case_id, BESIDE: other_id})


def to_list() -> NoReturn:
    """Open the list of all cases."""
    st.switch_page(RECORDS)


def leave_case() -> None:
    """The address names no case any more."""
    for name in (CASE, BESIDE):
        st.query_params.pop(name, None)
