"""Follow-up without a lesion: what is due, lesions seen more than once, the clinic's own error."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.facts import Facts
from skin_core.narrative.course import period_text
from skin_core.narrative.lesion import decimal
from skin_core.services import diary
from skin_core.ui import drafting, resources
from skin_core.ui.components.shared.due import due_rows
from skin_core.ui.components.shared.patient_line import site_text
from skin_core.ui.components.shared.places import to_lesion
from skin_core.ui.feedback import explain_errors
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech

LISTED = 20


def overview() -> None:
    """The lists, each line with the way to its lesion."""
    st.caption(say("diary.about"))
    due_rows("follow.due", say("diary.pick.due"))
    st.subheader(say("diary.pick.again"), anchor=False)
    found = diary.seen_again(resources.store(), LISTED)
    if not found:
        st.info(say("diary.pick.none"), icon=":material/timeline:")
    for one in found:
        with st.container(
            key=f"follow-row-{one.lesion_id}", horizontal=True, vertical_alignment="center"
        ):
            facts: Facts = {
                key: value for key, value in (("side", one.side), ("site", one.site)) if value
            }
            site = site_text(facts) or say("diary.pick.site_unknown")
            name = plain(one.patient_name) or say("app.patient.unnamed")
            days = period_text(one.first_visit, one.last_visit, speech())
            visits = say("diary.pick.visits", count=one.visits, days=days)
            st.markdown(f"**{name}** · {site}  \n:small[:gray[{visits}]]")
            if st.button(say("app.action.open"), key=f"follow.open.{one.lesion_id}"):
                to_lesion(one.lesion_id)
    with explain_errors():
        _own_error()


def _own_error() -> None:
    """How the clinic measures how far its own outlines err, and how far it has come."""
    with st.expander(say("diary.own.title"), icon=":material/straighten:", key="follow.own"):
        st.markdown(say("diary.own.why"))
        st.markdown(say("diary.own.steps"))
        _take_again()
        pairs = resources.pairs_taken_twice()
        for is_white_set, key in ((True, "colour_card"), (False, "colour_known")):
            colour = diary.own_colour_error(pairs, is_white_set=is_white_set)
            if colour is not None:
                st.markdown(say(f"diary.own.{key}", own=decimal(colour, speech())))
        if own := diary.own_error(pairs):
            ratio = decimal(own.ratio, speech(), 2)
            st.success(
                say("diary.own.known", count=own.pairs, ratio=ratio), icon=":material/check:"
            )
        else:
            st.info(
                say(
                    "diary.own.progress",
                    count=len(diary.drawn_by_card(pairs)),
                    needed=diary.FEWEST_PAIRS,
                ),
                icon=":material/hourglass_top:",
            )


def _take_again() -> None:
    """The lesions of today that lack their second photo, each with the way to it."""
    for case in diary.to_be_taken_again(resources.store(), drafting.now().date().isoformat()):
        with st.container(
            key=f"follow-row-again-{case.case_id}", horizontal=True, vertical_alignment="center"
        ):
            site = site_text({**case.facts}) or say("diary.pick.site_unknown")
            name = plain(case.patient.name) or say("app.patient.unnamed")
            st.markdown(f"**{name}** · {site}")
            words, key = say("diary.own.again"), f"follow.again.{case.case_id}"
            if st.button(words, icon=":material/add_a_photo:", key=key):
                drafting.begin_follow_up(case, same_lesion=True)
                st.switch_page("pages/analyse.py")
