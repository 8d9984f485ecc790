"""The card that is laid beside a lesion, to print."""

from __future__ import annotations

import streamlit as st

from skin_core.services.scale_card import scale_card_pdf
from skin_core.ui import drafting
from skin_core.ui.say import say, speech


def scale_card_button() -> None:
    """The page of cards, made when it is asked for."""
    st.subheader(say("scale_card.title"), anchor=False)
    st.caption(say("scale_card.button_help"))
    language, now = speech().language, drafting.now()
    st.download_button(
        say("scale_card.button"),
        data=lambda: scale_card_pdf(language, now),
        file_name=say("scale_card.file"),
        mime="application/pdf",
        icon=":material/straighten:",
        key="settings.scale_card",
        on_click="ignore",
    )
