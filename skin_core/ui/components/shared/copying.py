"""A button that copies a text to the clipboard, and says so."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from skin_core.ui.say import say

_FOLDER = Path(__file__).parent
_COPY = st.components.v2.component(
    "skindesk_copy",
    html="""
<button type="button" aria-live="polite"><span class="icon" translate="no" aria-hidden="true"
>content_copy</span><span class="word"></span></button>""",
    css=(_FOLDER / "text_button.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "copying.js").read_text(encoding="utf-8"),
)


def copy_button(text: str, key: str) -> None:
    """Put the text on the clipboard."""
    words = {"word": say("writing.copy"), "done": say("writing.copied")}
    _COPY(key=key, data={"text": text, **words}, width="content")
