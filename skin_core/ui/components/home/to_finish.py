"""What is not finished: drafts and cases without a signature, the most urgent first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from skin_core.domain.analysis import Urgency
from skin_core.domain.case import CaseQuery, CaseSummary, Draft
from skin_core.services import workbench
from skin_core.ui.components.home.rows import case_row, draft_row
from skin_core.ui.components.shared.case_list import twins_of
from skin_core.ui.say import say
from skin_core.ui.session import PAGE, forget, session

SHOWN = 8  # at once: drafts are listed nowhere else, so the rest stands under them
Row = Callable[[], None]


def to_finish(drafts: Sequence[Draft], unsigned: Sequence[CaseSummary]) -> None:
    """The list; drafts come before cases of the same urgency, drawn samples last."""
    rows = [(_rank(one), partial(draft_row, one)) for one in drafts]
    twins = twins_of(unsigned)
    rows += [
        (one.urgency.rank, partial(case_row, one, is_twin=one.case_id in twins)) for one in unsigned
    ]
    ordered: list[Row] = [row for _, row in sorted(rows, key=lambda one: one[0])]
    if not ordered:
        return
    st.subheader(say("home.finish"), anchor=False)
    for row in ordered[:SHOWN]:
        row()
    if rest := ordered[SHOWN:]:
        with st.expander(say("home.finish_more", count=len(rest)), key="home.finish_more"):
            for row in rest:
                row()
            if st.button(say("home.all_unsigned"), key="home.all_unsigned"):
                session().search = CaseQuery(signed=False, limit=PAGE)
                forget("records.search.")
                st.switch_page("pages/records.py")


def _rank(draft: Draft) -> int:
    """As urgent as its advice; what has none yet, and a sample, can wait longest."""
    if workbench.is_sample(draft):
        return Urgency.UNKNOWN.rank + 1
    return draft.analysis.advice.urgency.rank if draft.analysis else Urgency.UNKNOWN.rank
