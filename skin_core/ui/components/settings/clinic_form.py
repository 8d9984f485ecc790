"""Language and country of the clinic, its doctor, and what stands on top of its papers."""

from __future__ import annotations

from io import BytesIO

import streamlit as st

from skin_core.i18n import LANGUAGES
from skin_core.services.preferences import country_names
from skin_core.ui import resources
from skin_core.ui.components.shared.steady import steady
from skin_core.ui.feedback import explain_errors, explained
from skin_core.ui.say import say, speech
from skin_core.ui.session import (
    forget,
    hold,
    is_shown,
    renew,
    renewable,
    seed,
    session,
    switch_language,
    widget_value,
    worded,
)

LOGO, LOGO_MB = "settings.logo.file", 2
FIELDS = ("clinic_name", "clinic_address", "clinic_phone", "clinician_name", "clinician_licence")


def clinic_form() -> None:
    """What is changed is kept at once."""
    kept = resources.clinic()
    st.subheader(say("settings.language"), anchor=False)
    st.segmented_control(
        say("settings.language_start"),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        default=kept.language or speech().language,
        key=seed("settings.language", kept.language or speech().language),
        required=True,
        on_change=_keep_language,
    )
    st.subheader(say("settings.clinic"), anchor=False)
    st.caption(say("settings.clinic_help"))
    for name in FIELDS:
        key = seed(f"settings.{name}", getattr(kept, name))
        st.text_input(
            say(f"settings.{name}"),
            value=getattr(kept, name),
            key=key,
            max_chars=200,
            autocomplete="off",
            on_change=_keep,
            args=(name, key),
        )
        with steady():
            _again(name, key, getattr(kept, name))
    _country(kept.country)
    _logo(kept.logo)


def _again(name: str, key: str, kept: str) -> None:
    """The way to try once more, under a field that could not be kept."""
    if str(widget_value(key) or "").strip() != kept:
        st.button(
            say("analyse.kept.again"),
            key=f"settings.{name}.again",
            icon=":material/refresh:",
            on_click=_keep,
            args=(name, key),
        )


def _country(kept: str) -> None:
    """Where the clinic is: its emergency number stands on what patients take home."""
    names = country_names(speech().language)
    key = hold(worded("settings.country"), kept if kept in names else None)
    st.selectbox(
        say("settings.country"),
        list(names),
        format_func=names.__getitem__,
        index=None,
        key=key,
        placeholder=say("settings.country_choose"),
        help=say("settings.country_help"),
        on_change=_keep,
        args=("country", key),
    )


@explained
def _keep(name: str, key: str) -> None:
    if is_shown(key):
        resources.save_clinic(**{name: str(widget_value(key) or "").strip()})
        session().notices.append(say("settings.kept"))


@explained
def _keep_language() -> None:
    chosen = str(widget_value("settings.language"))
    if chosen not in LANGUAGES:
        return
    resources.save_clinic(language=chosen)
    switch_language(chosen)
    forget("app.language")


def _logo(kept: bytes) -> None:
    with st.container(key="settings.logo"), explain_errors():
        file = st.file_uploader(
            say("settings.logo"),
            type=["png", "jpg"],
            max_upload_size=LOGO_MB,
            key=renewable(LOGO),
        )
        if file and file.getvalue() != kept:
            resources.save_clinic(logo=resources.checked_logo(file.getvalue(), file.name))
            st.rerun()
    if kept:
        st.image(BytesIO(kept), width=160, alt=say("settings.logo_alt"))
        st.button(
            say("settings.logo_remove"),
            key="settings.logo_remove",
            type="tertiary",
            icon=":material/delete:",
            on_click=_remove_logo,
        )


@explained
def _remove_logo() -> None:
    resources.save_clinic(logo=b"")
    renew(LOGO)  # or its file would be taken once more
