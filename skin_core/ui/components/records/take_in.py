"""Take in a case that another SkinDesk exported: looked at first, then kept by a click."""

from __future__ import annotations

import streamlit as st

from skin_core.exchange.archive import LARGEST_MB
from skin_core.services import bundle
from skin_core.services.bundle import Arrival, Standing
from skin_core.ui import resources
from skin_core.ui.components.shared.places import to_case
from skin_core.ui.feedback import explain_errors
from skin_core.ui.plain import plain, plain_badge
from skin_core.ui.say import say, speech
from skin_core.ui.session import session

_WITH_NEWS = (Standing.NEW, Standing.NEWER)


def take_in_box() -> None:
    """Where the ZIP goes, and what is in it."""
    with st.expander(say("records.import.title"), icon=":material/upload_file:"):
        st.caption(say("records.import.what"))
        file = st.file_uploader(
            say("records.import.file"),
            type=["zip"],
            max_upload_size=LARGEST_MB,
            key="records.import.file",
        )
        if file:
            with explain_errors():
                _offer(bundle.look_at(resources.store(), file.getvalue()))


def _offer(found: Arrival) -> None:
    _who(found)
    if found.patient_differs:
        st.info(say("records.import.patient_differs"), icon=":material/person_alert:")
    if found.twin is not None:
        words = {"name": plain(found.twin.name) or say("app.patient.unnamed")}
        st.info(say("records.import.twin", **words), icon=":material/group:")
    standing = found.standing
    if standing is Standing.DIFFERS:
        st.warning(say("error.bundle.differs"), icon=":material/call_split:")
    else:
        st.markdown(say(f"records.import.{standing}"))
    if standing in _WITH_NEWS:
        wanted = st.button(
            say(f"records.import.do_{standing}"),
            type="primary",
            icon=":material/download_done:",
            key="records.import.do",
        )
        if wanted:
            bundle.take_in(resources.store(), found.carried)
            session().notices.append(say("records.import.done"))
            to_case(found.carried.case_id)
    elif found.is_here and st.button(say("records.import.open"), key="records.import.open"):
        to_case(found.carried.case_id)


def _who(found: Arrival) -> None:
    """Of whom it is, of which day, and who signed it."""
    patient = found.carried.patient
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        name = plain(patient.name) or say("app.patient.unnamed")
        st.markdown(f"**{name}**", width="content")
        if patient.code:
            st.badge(plain_badge(patient.code), color="gray", icon=":material/tag:")
        visit = say("app.patient.visit", date=speech().when(found.visit_date))
        st.badge(visit, color="gray", icon=":material/calendar_month:")
        count = say("records.import.photos", count=found.photos)
        st.badge(count, color="gray", icon=":material/photo_camera:")
        if found.signed_by:
            words = say("records.import.signed", name=found.signed_by)
            st.badge(plain_badge(words), color="green", icon=":material/verified:")
