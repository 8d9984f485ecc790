"""The key with which other programs ask."""

from __future__ import annotations

import streamlit as st

from skin_core.services.api_access import kept_digest, make_key, take_key_back
from skin_core.ui import resources
from skin_core.ui.feedback import explained
from skin_core.ui.say import say
from skin_core.ui.session import forget, seed, widget_value

MADE = "settings.api.made"


def api_key() -> None:
    """Whether programs may ask, a key for them, and its end; a key is shown once."""
    st.subheader(say("settings.api.title"), anchor=False)
    st.caption(say("settings.api.help"))
    is_made = bool(kept_digest(resources.store()))
    st.markdown(say(f"settings.api.{_state(is_made)}"))
    if made := widget_value(MADE):
        st.code(str(made), language=None)
        st.caption(say("settings.api.once"))
        forget(MADE)
    with st.container(horizontal=True):
        word = "settings.api.replace" if is_made else "settings.api.make"
        st.button(say(word), key="settings.api.make", icon=":material/key:", on_click=_make)
        if is_made:
            st.button(
                say("settings.api.take_back"),
                key="settings.api.take_back",
                type="tertiary",
                icon=":material/key_off:",
                on_click=_take_back,
            )


def _state(is_made: bool) -> str:
    settings = resources.settings()
    if settings.api_open:
        return "open"
    if is_made:
        return "made"
    return "environment" if settings.api_keys else "off"


@explained
def _make() -> None:
    seed(MADE, make_key(resources.store()))


@explained
def _take_back() -> None:
    take_key_back(resources.store())
