"""The system check as a list: what is in order, what is not, and the fix."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from skin_core.services.doctor import Check, check_files, check_running
from skin_core.ui import resources
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech


def doctor_list() -> None:
    """Green for what is in order; red with what to do for the rest; files only on request."""
    st.subheader(say("settings.check.title"), anchor=False)
    found = list(check_running(resources.settings(), resources.store()))
    _draw(found)
    if st.button(
        say("settings.check.files"),
        key="settings.check_files",
        icon=":material/fact_check:",
        help=say("settings.check.files_help"),
    ):
        with st.spinner(say("settings.check.files_running")):
            checked = check_files(resources.store())
        _draw([checked])
        found.append(checked)
    if all(check.passed for check in found):
        st.success(say("settings.check.good"), icon=":material/task_alt:")


def _draw(checks: Iterable[Check]) -> None:
    for check in checks:
        icon = ":green[:material/check_circle:]" if check.passed else ":red[:material/cancel:]"
        title, text = check.title(speech().language), check.text(speech().language)
        st.markdown(f"{icon} **{title}** – {plain(text)}")
