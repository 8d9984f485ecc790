"""The system check as a list: what is in order, what is not, and the fix."""

from __future__ import annotations

import streamlit as st

from skin_core.i18n import t
from skin_core.services.doctor import check_installation
from skin_core.ui import resources
from skin_core.ui.plain import plain


def doctor_list(language: str) -> None:
    """Green for what is in order; red with what to do for the rest."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(t("settings.check.title", language), anchor=False, width="stretch")
        st.button(
            t("settings.check.again", language),
            key="settings.check_again",
            type="tertiary",
            icon=":material/refresh:",
        )
    found = list(check_installation(resources.settings(), resources.store()))
    for check in found:
        icon = ":green[:material/check_circle:]" if check.passed else ":red[:material/cancel:]"
        st.markdown(f"{icon} **{check.title(language)}** – {plain(check.text(language))}")
    if all(check.passed for check in found):
        st.success(t("settings.check.good", language), icon=":material/task_alt:")
