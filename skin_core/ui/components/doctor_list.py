"""The system check as a list: what is in order, what is not, and the fix."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from skin_core.i18n import t
from skin_core.services.doctor import Check, check_files, check_running
from skin_core.ui import resources
from skin_core.ui.plain import plain


def doctor_list(language: str) -> None:
    """Green for what is in order; red with what to do for the rest; files only on request."""
    st.subheader(t("settings.check.title", language), anchor=False)
    found = list(check_running(resources.settings(), resources.store()))
    _draw(found, language)
    if st.button(
        t("settings.check.files", language),
        key="settings.check_files",
        icon=":material/fact_check:",
        help=t("settings.check.files_help", language),
    ):
        with st.spinner(t("settings.check.files_running", language)):
            checked = check_files(resources.store())
        _draw([checked], language)
        found.append(checked)
    if all(check.passed for check in found):
        st.success(t("settings.check.good", language), icon=":material/task_alt:")


def _draw(checks: Iterable[Check], language: str) -> None:
    for check in checks:
        icon = ":green[:material/check_circle:]" if check.passed else ":red[:material/cancel:]"
        st.markdown(f"{icon} **{check.title(language)}** – {plain(check.text(language))}")
