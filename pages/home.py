"""Home: find or begin, finish what is open, and what came last."""

import streamlit as st

from skin_core.services import drafts, records
from skin_core.ui import resources
from skin_core.ui.components.home.rows import case_row
from skin_core.ui.components.home.samples import first_steps, samples_box
from skin_core.ui.components.home.search import found, search_and_new
from skin_core.ui.components.home.to_finish import to_finish
from skin_core.ui.components.shared.due import due_rows
from skin_core.ui.feedback import explain_errors
from skin_core.ui.say import say

DRAFTS = 60  # nowhere else are they listed
UNSIGNED, LAST = 30, 5
store = resources.store()

st.title(say("app.title"), anchor=False)
sought = search_and_new()
if sought:
    with explain_errors():
        found(sought)
    st.stop()

recent = records.recent_cases(store, limit=LAST + UNSIGNED)
if not recent:
    first_steps()
with explain_errors():
    to_finish(drafts.list_drafts(store, limit=DRAFTS), records.unsigned_cases(store, UNSIGNED))
with explain_errors():
    due_rows("home.due", say("diary.review_due"))
if last := [one for one in recent if one.is_signed][:LAST]:
    st.subheader(say("home.recent"), anchor=False)
    with explain_errors():
        for case in last:
            case_row(case)
if recent:
    samples_box()
