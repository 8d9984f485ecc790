"""One line for a case or a draft: who, what it could be, how soon, and the way on."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from skin_core.domain.analysis import Urgency
from skin_core.domain.case import CaseSummary, Draft
from skin_core.services import workbench
from skin_core.ui import drafting
from skin_core.ui.components.shared.case_list import (
    case_site,
    concluded_words,
    diagnosis_words,
    facts_words,
    model_words,
    open_button,
    person_words,
    saved_words,
    thumbnail,
    when_words,
)
from skin_core.ui.components.shared.erase import confirm_discard
from skin_core.ui.components.shared.patient_line import patient_words, site_text
from skin_core.ui.components.shared.urgency import COLOURS, ICONS
from skin_core.ui.feedback import explained
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import session


def case_row(case: CaseSummary, place: str = "home", *, is_twin: bool = False) -> None:
    """A saved case; one without a signature has the way to it.

    is_twin: another case of this name and day is listed, and the hour tells which is which.
    """
    number = plain(case.patient_code)
    when = speech().when(case.visit_date) if is_twin else when_words(case)
    about = " · ".join(filter(None, (number, when, case_site(case))))

    def ways() -> None:
        if not case.is_signed and st.button(
            say("home.sign"), key=f"{place}.sign.{case.case_id}", icon=":material/draw:"
        ):
            session().report_case = case.case_id
            st.switch_page("pages/report.py")
        open_button(case, place)

    key = f"{place}-{case.case_id}"
    concluded = concluded_words(case).replace("  \n", " ")
    concluded = f"{saved_words(case)} · {concluded}" if is_twin else concluded
    words = (person_words(case), concluded, about)
    _row(key, case.thumbnail_key, words, case.urgency, ways, signed=case.is_signed)


def draft_row(draft: Draft) -> None:
    """What was begun and not saved: it goes on where it was left, or is thrown away."""

    def ways() -> None:
        st.button(
            say("home.drafts.open"),
            key=f"home.open_draft.{draft.draft_id}",
            on_click=_go_on,
            args=(draft.draft_id,),
        )
        if st.button(
            say("home.drafts.discard"),
            key=f"home.discard.{draft.draft_id}",
            type="tertiary",
            icon=":material/delete:",
        ):
            confirm_discard(draft)

    count = len(draft.photos)
    told = say(f"home.drafts.{'photos' if count else 'no_photo'}", count=count)
    if draft.analysis and draft.analysis.has_photos:
        top = draft.analysis.top
        told = model_words(speech().label(top.label)) if top else say("records.not_judged")
    elif draft.analysis and not count:
        told = facts_words(next((one.rule_id for one in draft.analysis.advice.fired), ""))
    if concluded := diagnosis_words(draft.diagnosis, draft.diagnosis_text):
        told = f"**{concluded}** :small[:gray[{told}]]"
    about = (speech().day(draft.updated_at), site_text(draft.facts))
    words = (
        _person(draft),
        f"{say('home.drafts.unsaved')} · {told}",
        " · ".join(filter(None, about)),
    )
    first = draft.photos[0].thumbnail_key if draft.photos else ""
    urgency = draft.analysis.advice.urgency if draft.analysis else Urgency.UNKNOWN
    _row(draft.draft_id, first, words, urgency, ways)


def _person(draft: Draft) -> str:
    if workbench.is_sample(draft):
        return f"**{say('records.sample.name')}**"
    return patient_words(draft.patient, facts=draft.facts, known_only=True)


@explained
def _go_on(draft_id: str) -> None:
    drafting.open_draft(draft_id)
    st.switch_page("pages/analyse.py")


def _row(
    key: str,
    stored: str,
    words: tuple[str, str, str],
    urgency: Urgency,
    ways: Callable[[], None],
    *,
    signed: bool = False,
) -> None:
    marks = [_mark(urgency)] if urgency is not Urgency.UNKNOWN else []
    if signed:
        marks.append(f":green-badge[:material/verified: {say('records.signed')}]")
    with st.container(
        key=f"home-row-{key}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        thumbnail(stored, f"home-line.{key}")
        with st.container(key=f"home-words-{key}", gap=None):
            st.markdown(words[0])
            st.markdown(" ".join((*marks, words[1])))
        with st.container(key=f"home-about-{key}"):
            st.caption(words[2])
        with st.container(key=f"home-ways-{key}", horizontal=True, gap="xsmall"):
            ways()


def _mark(urgency: Urgency) -> str:
    return f":{COLOURS[urgency]}-badge[{ICONS[urgency]} {speech().urgency(urgency)}]"
