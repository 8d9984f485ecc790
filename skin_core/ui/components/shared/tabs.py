"""On a telephone: the four pages a thumb needs, and the way to all others, along its lower edge."""

from __future__ import annotations

from html import escape

import streamlit as st

from skin_core.ui.say import say

PAGES = {
    "home": ":material/home:",
    "analyse": ":material/add_a_photo:",
    "records": ":material/folder_shared:",
    "diseases": ":material/menu_book:",
}


def draw_tabs() -> None:
    """A bar that the style sheet shows on a telephone, where no other stands in its place."""
    with st.container(key="app.tabs", horizontal=True, gap=None):
        for name, icon in PAGES.items():
            st.page_link(f"pages/{name}.py", label=say(f"app.page.{name}"), icon=icon)
        icon = '<span class="icon" translate="no" aria-hidden="true">menu</span>'
        words = escape(say("app.more"))
        st.html(f'<button type="button" class="sd-more">{icon}<span>{words}</span></button>')
