"""Language and country of the clinic, its doctor, and what stands on top of its papers."""

from __future__ import annotations

from io import BytesIO

import streamlit as st

from skin_core.i18n import LANGUAGES, t
from skin_core.services.preferences import country_names
from skin_core.ui import resources
from skin_core.ui.feedback import explain_errors
from skin_core.ui.session import forget, is_shown, seed, session, widget_value, worded

LOGO_MB = 2
FIELDS = ("clinic_name", "clinic_address", "clinic_phone", "clinician_name", "clinician_licence")


def clinic_form(language: str) -> None:
    """What is changed is kept at once."""
    kept = resources.clinic()
    st.subheader(t("settings.language", language), anchor=False)
    st.segmented_control(
        t("settings.language_start", language),
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        default=kept.language,
        key=seed("settings.language", kept.language),
        required=True,
        on_change=_keep_language,
    )
    st.subheader(t("settings.clinic", language), anchor=False)
    for name in FIELDS:
        key = seed(f"settings.{name}", getattr(kept, name))
        st.text_input(
            t(f"settings.{name}", language),
            value=getattr(kept, name),
            key=key,
            max_chars=200,
            autocomplete="off",
            on_change=_keep,
            args=(name, key),
        )
    _country(kept.country, language)
    _logo(kept.logo, language)


def _country(kept: str, language: str) -> None:
    """Where the clinic is: its emergency number stands on what patients take home."""
    names = country_names(language)
    key = seed(worded("settings.country"), kept if kept in names else None)
    st.selectbox(
        t("settings.country", language),
        list(names),
        format_func=names.__getitem__,
        index=None,
        key=key,
        placeholder=t("settings.country_choose", language),
        help=t("settings.country_help", language),
        on_change=_keep,
        args=("country", key),
    )


def _keep(name: str, key: str) -> None:
    if is_shown(key):
        resources.save_clinic(**{name: str(widget_value(key) or "").strip()})
        session().notices.append(t("settings.kept", session().language))


def _keep_language() -> None:
    chosen = str(widget_value("settings.language"))
    if chosen not in LANGUAGES:
        return
    resources.save_clinic(language=chosen)
    session().language = chosen
    forget("app.language")


def _logo(kept: bytes, language: str) -> None:
    with explain_errors():
        file = st.file_uploader(
            t("settings.logo", language),
            type=["png", "jpg"],
            max_upload_size=LOGO_MB,
            key="settings.logo",
        )
        if file and file.getvalue() != kept:
            resources.save_clinic(logo=resources.checked_logo(file.getvalue(), file.name))
            st.rerun()
    if kept:
        st.image(BytesIO(kept), width=160, alt=t("settings.logo_alt", language))
        st.button(
            t("settings.logo_remove", language),
            key="settings.logo_remove",
            type="tertiary",
            icon=":material/delete:",
            on_click=resources.save_clinic,
            kwargs={"logo": b""},
        )
