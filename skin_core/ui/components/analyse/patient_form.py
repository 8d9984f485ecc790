"""Who the photos are of: type a name; patients in the records come up under it."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.case import Draft, Patient, Sex
from skin_core.domain.facts import Facts
from skin_core.domain.words import without_unseen
from skin_core.services import records
from skin_core.ui import drafting, resources
from skin_core.ui.components.shared.birth_date import (
    birth_date_input,
    birth_date_notes,
    birth_year_input,
)
from skin_core.ui.components.shared.patient_line import age_text, patient_words, sex_text
from skin_core.ui.feedback import explained
from skin_core.ui.plain import plain, plain_badge
from skin_core.ui.say import say
from skin_core.ui.session import is_shown, seed, widget_value, worded

MATCHES = 4


def patient_form(draft: Draft) -> None:
    """Search-or-new in one line; a picked patient is shown instead of the fields."""
    with st.container(key="analyse.patient", gap="xsmall"):  # one place: what follows never moves
        if draft.known_patient:
            _known(draft.patient, draft.facts)
        else:
            _fields(draft.patient)
        birth_date_notes(draft.patient)


def _fields(patient: Patient) -> None:
    """What is typed, and under it a line that is there from the first look on."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="analyse.patient-line"):
        _text("name", patient.name, width=270)
        _text("code", patient.code, width=150)
        birth_year_input(patient, "analyse.patient")
        birth_date_input(patient, "analyse.patient", width=170)
        st.segmented_control(
            say("analyse.patient.sex"),
            [sex.value for sex in Sex],
            format_func=lambda one: say(f"analyse.patient.sex_{one}"),
            default=patient.sex.value,
            key=seed(worded("analyse.patient.sex"), patient.sex.value),
            required=True,
            on_change=_keep_sex,
        )
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key="analyse.patient-more"
    ):
        _phone(patient)
        _matches(patient)


def _text(name: str, value: str, width: int) -> None:
    key = seed(f"analyse.patient.{name}", value)
    typed = st.text_input(
        say(f"analyse.patient.{name}"),
        value=value,
        key=key,
        placeholder=say(f"analyse.patient.{name}_hint"),
        max_chars=120,
        live="400ms",
        width=width,
        autocomplete="off",
        on_change=_keep_text,
        args=(name, key),
    )
    if without_unseen(typed or "").strip() != value:  # typed while the page was still being drawn
        _keep_text(name, key)


@explained
def _keep_text(name: str, key: str) -> None:
    if is_shown(key):
        drafting.set_patient(**{name: str(widget_value(key) or "").strip()})


def _keep_sex() -> None:
    chosen = widget_value(worded("analyse.patient.sex"))
    if chosen in set(Sex):
        drafting.set_patient(sex=Sex(str(chosen)))


def _matches(patient: Patient) -> None:
    """Patients in the records whose name or number begins so; else where they would stand."""
    wanted = patient.name.strip() or patient.code.strip()
    found = records.find_patients(resources.store(), wanted, limit=MATCHES) if wanted else ()
    if not found:
        st.caption(say(f"analyse.patient.{'known_none' if wanted else 'known_hint'}"))
        return
    with st.container(
        horizontal=True, vertical_alignment="center", gap="xsmall", key="analyse.patient-known"
    ):
        st.caption(say("analyse.patient.known"), width="content")
        for index, one in enumerate(found):
            words = [plain(one.name), age_text(one), sex_text(one)]
            if one.code:
                words.append(plain(one.code))
            st.button(
                " · ".join(words),
                icon=":material/person_check:",
                key=f"analyse.patient.match.{index}",
                on_click=explained(drafting.pick_patient),
                args=(one,),
            )


def _phone(patient: Patient) -> None:
    """For letters: out of the way, its number in sight once it is known."""
    label = plain(patient.phone) or say("analyse.patient.phone")
    with st.popover(label, type="tertiary", icon=":material/call:", key="analyse.patient_phone"):
        _text("phone", patient.phone, width=220)


def _known(patient: Patient, facts: Facts) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(patient_words(patient, facts=facts), width="content")
        if patient.code:
            st.badge(plain_badge(patient.code), color="gray", icon=":material/tag:")
        st.button(
            say("analyse.patient.change"),
            key="analyse.patient_change",
            type="tertiary",
            icon=":material/person_off:",
            on_click=explained(drafting.release_patient),
        )
        with st.popover(
            say("analyse.patient.details"),
            type="tertiary",
            icon=":material/edit:",
            key="analyse.patient_details",
        ):
            birth_date_input(patient, "analyse.patient", width=220)
            _text("phone", patient.phone, width=220)
