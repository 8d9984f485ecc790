"""SkinDesk: the frame round every page."""

import streamlit as st

from skin_core.ui.components.shared.frame import PAGE_ICON, draw_frame
from skin_core.ui.feedback import explain_errors
from skin_core.ui.say import say

ICONS = {
    "home": ":material/home:",
    "analyse": ":material/add_a_photo:",
    "severity": ":material/straighten:",
    "reading": ":material/rate_review:",
    "records": ":material/folder_shared:",
    "follow_up": ":material/timeline:",
    "report": ":material/picture_as_pdf:",
    "diseases": ":material/menu_book:",
    "settings": ":material/settings:",
}
UNLISTED = {"reading"}  # Severity leads there
st.set_page_config(
    page_title=say("app.title"),
    page_icon=PAGE_ICON,
    layout="wide",
    initial_sidebar_state="collapsed",
)
page = st.navigation(
    [
        st.Page(
            f"pages/{name}.py",
            title=say(f"app.page.{name}"),
            icon=icon,
            url_path=None if name == "home" else name,
            default=name == "home",
            help=say(f"app.help.{name}"),
            visibility="hidden" if name in UNLISTED else "visible",
        )
        for name, icon in ICONS.items()
    ],
    position="top",
)
draw_frame()
with explain_errors():
    page.run()
