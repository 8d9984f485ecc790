"""A score beside the one of the visit before, and kept in its case."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.case import Case
from skin_core.errors import ScoreIncomplete
from skin_core.narrative.scores import change_text
from skin_core.scoring import Score
from skin_core.scoring.indices import MEASURED, SAME_RATER, SUGGESTED
from skin_core.scoring.kept import change_since
from skin_core.services import severity
from skin_core.ui import drafting, resources
from skin_core.ui.feedback import explain_errors
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.score_sheet import ScoreSheet
from skin_core.ui.session import seed, session, widget_value, worded

YES, NO = "yes", "no"


def draw_change(case: Case, sheet: ScoreSheet, score: Score) -> str:
    """What changed since the visit before, which is told too; "" where nothing is.

    Who scored it is asked where that decides.
    """
    earlier = severity.earlier_score(resources.store(), case, score.index)
    if earlier is None:
        return ""
    try:
        told = change_since(earlier, score, sheet.table(), sheet.same_rater)
    except ScoreIncomplete:
        _ask_rater(case, sheet)
        return ""
    if told is None:
        return ""
    if told.threshold and score.index == "vasi":
        _ask_rater(case, sheet)
    words = change_text(score, sheet.table(), told, earlier, speech())
    st.markdown(f":material/trending_flat: {plain(words)}")
    return words


def _ask_rater(case: Case, sheet: ScoreSheet) -> None:
    key = worded(f"severity.rater.{case.case_id}")
    words = {YES: speech().yes(), NO: speech().no()}
    shown = None if sheet.same_rater is None else YES if sheet.same_rater else NO
    st.segmented_control(
        say("severity.change.rater"),
        list(words),
        format_func=words.__getitem__,
        default=shown,
        key=seed(key, shown),
        on_change=_keep_rater,
        args=(sheet, key),
    )


def _keep_rater(sheet: ScoreSheet, key: str) -> None:
    chosen = widget_value(key)
    sheet.same_rater = None if chosen is None else chosen == YES


def keep_button(case: Case | None, sheet: ScoreSheet, score: Score) -> None:
    """Keeps the score in its case; without one it says where such a case is opened."""
    if case is None:
        st.caption(say("severity.keep.from_case"))
        return
    if case.is_signed:
        st.caption(say("severity.keep.signed"))
        return
    is_kept = _is_kept(case, sheet, score)
    if st.button(
        say("severity.keep.button"),
        type="primary",
        icon=":material/save:",
        key="severity.keep",
        disabled=is_kept,
    ):
        with explain_errors():
            severity.keep_score(
                resources.store(),
                case,
                score.index,
                sheet.table(),
                same_rater=sheet.same_rater if score.index == "vasi" else None,
                now=drafting.now(),
                suggested=sheet.suggested_table(),
                measured=sheet.measured_table(),
            )
            session().notices.append(say("severity.keep.done"))
            st.rerun()
    if is_kept:
        st.caption(f":material/check: {say('severity.keep.kept')}")


def _is_kept(case: Case, sheet: ScoreSheet, score: Score) -> bool:
    """Whether this very score is the last of its index in the case."""
    last = next((one for one in reversed(case.scores) if one.index == score.index), None)
    if last is None:
        return False
    entered = dict(last.entered)
    rater = entered.pop(SAME_RATER, None)
    tables = {SUGGESTED: sheet.suggested_table(), MEASURED: sheet.measured_table()}
    if any(entered.pop(key, {}) != table for key, table in tables.items()):
        return False
    answered = sheet.same_rater if score.index == "vasi" else None
    return last.total == score.total and entered == sheet.table() and answered in (None, rater)
