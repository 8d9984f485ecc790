"""Lesions that are to be seen again by now, on Home and in Follow-up."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from skin_core.domain.diary import DueReview
from skin_core.domain.facts import Facts
from skin_core.services import diary
from skin_core.ui import drafting, resources
from skin_core.ui.components.shared.patient_line import site_text
from skin_core.ui.components.shared.places import to_lesion
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech

SHOWN, MOST = 8, 200


def due_rows(place: str, title: str) -> None:
    """One line each, those due longest first, the later ones folded; nothing where none is due."""
    today = drafting.now().date().isoformat()
    due = diary.reviews_until(resources.store(), today, MOST)
    if not due:
        return
    st.subheader(title, anchor=False)
    _rows(place, due[:SHOWN])
    if others := due[SHOWN:]:
        with st.expander(say("diary.more_due", count=len(others)), key=f"{place}.more_due"):
            _rows(place, others)


def _rows(place: str, due: Sequence[DueReview]) -> None:
    for one in due:
        with st.container(
            key=f"follow-row-due-{one.lesion_id}", horizontal=True, vertical_alignment="center"
        ):
            st.markdown(_words(one))
            if st.button(say("diary.title"), key=f"{place}.open.{one.lesion_id}"):
                to_lesion(one.lesion_id)


def _words(one: DueReview) -> str:
    places = (("side", one.side), ("site", one.site))
    facts: Facts = {key: value for key, value in places if value}
    name = plain(one.patient_name) or say("app.patient.unnamed")
    about = filter(None, (plain(one.patient_code), site_text(facts), _visit(one)))
    due = say("diary.review_on", date=speech().when(one.due_on))
    return f"**{name}** :orange-badge[:material/event: {due}]  \n:small[:gray[{' · '.join(about)}]]"


def _visit(one: DueReview) -> str:
    return say("app.patient.visit", date=speech().when(one.last_visit))
