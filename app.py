"""SkinDesk: the frame round every page."""

import streamlit as st

from skin_core.i18n import t
from skin_core.ui.components.frame import PAGE_ICON, draw_frame
from skin_core.ui.feedback import explain_errors
from skin_core.ui.session import session

ICONS = {
    "home": ":material/home:",
    "analyse": ":material/add_a_photo:",
    "records": ":material/folder_shared:",
    "report": ":material/picture_as_pdf:",
    "diseases": ":material/menu_book:",
    "settings": ":material/settings:",
}

language = session().language
st.set_page_config(
    page_title=t("app.title", language),
    page_icon=PAGE_ICON,
    layout="wide",
    initial_sidebar_state="collapsed",
)
page = st.navigation(
    [
        st.Page(
            f"pages/{name}.py",
            title=t(f"app.page.{name}", language),
            icon=icon,
            url_path=None if name == "home" else name,
            default=name == "home",
            help=t(f"app.help.{name}", language),
        )
        for name, icon in ICONS.items()
    ],
    position="top",
)
draw_frame(language)
with explain_errors():
    page.run()
