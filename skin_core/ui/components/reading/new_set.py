"""A new set: its name, what is graded, photos uploaded and photos of cases."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.case import CaseQuery, CaseSummary
from skin_core.domain.grade import ECZEMA_SIGNS
from skin_core.services import reading_sets, records
from skin_core.services.analyse import PhotoFile
from skin_core.services.reading_signs import SIGNS, sign_name
from skin_core.ui import drafting, resources
from skin_core.ui.components.reading.place import open_set
from skin_core.ui.components.shared.case_list import when_words
from skin_core.ui.feedback import explained, plain_error
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import seed, session, widget_value, worded
from skin_core.ui.streamlit_edge import UploadedFile

OFFERED = 300  # cases seen last


def draw_new_set(is_first: bool) -> None:
    """The form. is_first: there is no set yet, so it stands open."""
    made = session().reading.made
    title = say("reading.new.title")
    with st.expander(title, icon=":material/add:", expanded=is_first, key=f"reading.new.{made}"):
        name = st.text_input(
            say("reading.new.name"),
            key=f"reading.new.name.{made}",
            max_chars=reading_sets.LONGEST_NAME,
            placeholder=say("reading.new.name_like"),
        )
        signs = _signs(made)
        files = st.file_uploader(
            say("reading.new.files"),
            accept_multiple_files=True,
            key=f"reading.new.files.{made}",
        )
        cases = _cases(made)
        st.caption(say("reading.new.kept", most=reading_sets.MOST_PHOTOS))
        missing = _missing(name, signs, bool(files or cases))
        st.button(
            say("reading.new.make"),
            type="primary",
            icon=":material/check:",
            key="reading.new.make",
            disabled=bool(missing),
            on_click=_make,
            args=(name, signs, files, cases),
        )
        if missing:
            st.caption(say("reading.new.missing", what=speech().listed(missing)))


def draw_refused() -> None:
    """Files of the set just made that could not be read, each with the reason."""
    for one in session().reading.refused:
        st.error(f"**{plain(one.name)}** – {plain_error(one.error)}", icon=":material/error:")


def _signs(made: int) -> list[str]:
    key = worded(f"reading.new.signs.{made}")
    st.pills(
        say("reading.new.signs"),
        list(SIGNS),
        selection_mode="multi",
        format_func=lambda sign: sign_name(sign, speech().language),
        default=list(ECZEMA_SIGNS),
        key=seed(key, list(ECZEMA_SIGNS)),
    )
    chosen = widget_value(key, [])
    return [sign for sign in SIGNS if isinstance(chosen, list) and sign in chosen]


def _cases(made: int) -> list[str]:
    found = records.search_cases(resources.store(), CaseQuery(limit=OFFERED)).cases
    offered = {one.case_id: one for one in found if one.photo_count}
    if not offered:
        return []
    return st.multiselect(
        say("reading.new.cases"),
        list(offered),
        format_func=lambda case_id: _case_line(offered[case_id]),
        key=worded(f"reading.new.cases.{made}"),
        placeholder=say("reading.new.cases_like"),
    )


def _case_line(case: CaseSummary) -> str:
    name = case.patient_name or say("app.patient.unnamed")  # what lists offer is no markdown
    found = speech().label(case.diagnosis or case.answer) if case.diagnosis or case.answer else ""
    return " · ".join(filter(None, (name, when_words(case), case.diagnosis_text or found)))


def _missing(name: str, signs: list[str], has_photos: bool) -> list[str]:
    asked = {"name": bool(name.strip()), "signs": bool(signs), "photos": has_photos}
    return [say(f"reading.new.lacks.{key}") for key, is_there in asked.items() if not is_there]


@explained
def _make(name: str, signs: list[str], files: list[UploadedFile], cases: list[str]) -> None:
    desk, store = session().reading, resources.store()
    made, desk.refused = reading_sets.new_set(
        store,
        name,
        signs,
        [PhotoFile(one.name, one.getvalue()) for one in files],
        [records.find_case(store, case_id) for case_id in cases],
        now=drafting.now(),
        limit_mb=resources.settings().upload_limit_mb,
    )
    desk.made += 1
    open_set(made.set_id)
