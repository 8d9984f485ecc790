"""What is in view on every page: the language switch and the standing notice."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Template

import streamlit as st

from skin_core.i18n import LANGUAGES
from skin_core.settings import ROOT
from skin_core.ui.components.shared.steady import steady
from skin_core.ui.components.shared.style import draw_style
from skin_core.ui.components.shared.tabs import draw_tabs
from skin_core.ui.plain import plain
from skin_core.ui.say import say
from skin_core.ui.session import seed, session, switch_language, widget_value
from skin_core.ui.streamlit_edge import class_of, part

# A file: Streamlit would fetch the picture of a Material symbol from the internet.
PAGE_ICON = ROOT / "static" / "skindesk.png"


def draw_frame() -> None:
    """Style sheet, notice, language switch and tabs; drawn before the page."""
    draw_style()
    st.html(f"<script>{_menu()}</script>", unsafe_allow_javascript=True)
    with st.container(horizontal=True, vertical_alignment="center", key="app.frame", gap="small"):
        st.markdown(
            f":gray[:small[:material/verified_user: {say('app.notice')}]]",
            width="content",
        )
        st.segmented_control(
            say("app.language"),
            list(LANGUAGES),
            format_func=lambda code: say(f"app.language_short.{code}"),
            default=session().language,
            key=seed("app.language", session().language),
            required=True,
            label_visibility="collapsed",
            on_change=_switch_language,
        )
    draw_tabs()
    for notice in _taken_notices():
        st.toast(plain(notice), icon=":material/info:", duration="long")
    with steady():
        for failure in _taken_failures():
            st.error(failure, icon=":material/error:")


@cache
def _menu() -> str:
    """What the menu does beside what Streamlit lets it do."""
    names = {
        "MENU_LINK": part("stSidebarNavLink"),
        "TOP_LINK": part("stTopNavLink"),
        "BACK_BUTTON": f".{class_of('records.back')} button",
        "CLOSE_BUTTON": f"{part('stSidebarCollapseButton')} button",
        "MENU": part("stSidebar"),
        "OPEN_BUTTON": part("stExpandSidebarButton"),
    }
    script = Path(__file__).with_name("menu.js").read_text(encoding="utf-8")
    return Template(script).substitute(names)


def _switch_language() -> None:
    chosen = widget_value("app.language")
    if chosen in LANGUAGES:
        switch_language(str(chosen))


def _taken_failures() -> list[str]:
    """Of what was clicked or typed a moment ago, once."""
    failures, session().failures = session().failures, []
    return failures


def _taken_notices() -> list[str]:
    """What was said on the page before, once."""
    notices, session().notices = session().notices, []
    return notices
