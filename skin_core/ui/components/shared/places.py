"""Where a case is looked at: it stands in the address, so that Back and reloading keep it."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

CASE, BESIDE, LESION = "case", "with", "lesion"
RECORDS = "pages/records.py"


def to_case(case_id: str) -> NoReturn:
    """Open a case in Records."""
    st.switch_page(RECORDS, query_params={CASE: case_id})


def to_lesion(lesion_id: str) -> NoReturn:
    """Open the course of a lesion in Follow-up."""
    st.switch_page("pages/follow_up.py", query_params={LESION: lesion_id})


def put_beside(case_id: str, other_id: str) -> None:
    """In Records: two cases beside each other, with the next drawing of the page."""
    st.query_params.from_dict({CASE: case_id, BESIDE: other_id})


def to_list() -> NoReturn:
    """Open the list of all cases."""
    st.switch_page(RECORDS)


def leave_case() -> None:
    """The address names no case any more."""
    for name in (CASE, BESIDE):
        st.query_params.pop(name, None)
