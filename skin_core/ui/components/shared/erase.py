"""Deletion asks first, and says exactly what goes."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from skin_core.domain.case import Draft, Erasure
from skin_core.errors import SkinError
from skin_core.services import records
from skin_core.ui import drafting, resources
from skin_core.ui.components.shared.places import leave_case
from skin_core.ui.feedback import plain_error
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import session


def confirm_discard(draft: Draft) -> None:
    """Ask before a draft is thrown away."""
    failed: list[SkinError] = []

    @st.dialog(say("home.drafts.discard_title"), icon=":material/delete:")
    def ask() -> None:
        name = plain(draft.patient.name) or say("app.patient.unnamed")
        count = len(draft.photos)
        st.markdown(say("home.drafts.discard_what", name=name, count=count))
        _answer(
            "home.discard", "home.drafts.discard", lambda: drafting.discard(draft.draft_id), failed
        )

    ask()


def confirm_delete_case(case_id: str) -> None:
    """Ask before a case is deleted."""
    _confirm(case_id, "")


def confirm_delete_patient(case_id: str, patient_id: str) -> None:
    """Ask before a patient is deleted with everything."""
    _confirm(case_id, patient_id)


def confirm_erase(title: str, what: str, words: str, erase: Callable[[], None]) -> None:
    """Ask before something else is erased for good. what: goes; words: key of the button's."""
    failed: list[SkinError] = []

    @st.dialog(title, icon=":material/delete_forever:")
    def ask() -> None:
        st.markdown(what)
        st.warning(say("records.delete.for_good"), icon=":material/warning:")
        _answer("records.delete", words, erase, failed)

    ask()


def _confirm(case_id: str, patient_id: str) -> None:
    store, failed = resources.store(), list[SkinError]()
    what = "patient" if patient_id else "case"
    if patient_id:
        goes = records.what_goes_with_patient(store, patient_id)
    else:
        goes = records.what_goes_with_case(store, case_id)

    @st.dialog(say(f"records.delete.{what}_title"), icon=":material/delete_forever:")
    def ask() -> None:
        _what_goes(goes)
        _answer(
            "records.delete", "records.delete.confirm", lambda: _delete(case_id, patient_id), failed
        )

    ask()


def _answer(key: str, words: str, erase: Callable[[], None], failed: list[SkinError]) -> None:
    """Cancel where a hand goes first; what cannot be undone in red, at the other end.

    failed: holds why it could not be done; then the question stands, to be answered again.
    """

    def do() -> None:
        failed.clear()
        try:
            erase()
        except SkinError as error:
            failed.append(error)

    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if st.button(say("app.action.cancel"), key=f"{key}_cancelled"):
            st.rerun()
        is_wanted = st.button(
            say(words),
            type="primary",
            icon=":material/delete_forever:",
            key=f"{key}_confirmed",
            on_click=do,
        )
    if failed:
        st.error(plain_error(failed[0]), icon=":material/error:")
    elif is_wanted:
        st.rerun()


def _what_goes(goes: Erasure) -> None:
    name = plain(goes.patient_name) or say("app.patient.unnamed")
    code = f" ({plain(goes.patient_code)})" if goes.patient_code else ""
    dates = ", ".join(speech().when(one) for one in goes.visit_dates)
    st.markdown(f"**{name}**{code} · {dates}")
    st.markdown(
        say(
            "records.delete.what",
            cases=goes.cases,
            photos=goes.photos,
            reports=goes.reports,
        )
    )
    if goes.drafts:
        st.markdown(say("records.delete.drafts", count=goes.drafts))
    if goes.treatments:
        st.markdown(say("diary.treatment.erased", count=goes.treatments))
    if goes.readings:
        st.markdown(say("reading.erased", count=goes.readings))
    st.warning(say("records.delete.for_good"), icon=":material/warning:")


def _delete(case_id: str, patient_id: str) -> None:
    state, store = session(), resources.store()
    if patient_id:
        records.delete_patient(store, patient_id)
    else:
        records.delete_case(store, case_id)
    leave_case()
    state.compared = ()
    at_hand = state.saved or state.draft
    is_saved = state.saved is not None and state.saved.case_id == case_id
    if is_saved or (at_hand and at_hand.patient.patient_id == patient_id):
        drafting.begin_new()  # decoded photos are in the tab's memory
    if state.report_case == case_id or patient_id:
        state.report_case = ""
    state.notices.append(say("records.delete.done"))
