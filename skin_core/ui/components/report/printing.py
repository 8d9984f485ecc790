"""A button that opens the browser's print dialog with the PDF beside it."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import streamlit as st

from skin_core.ui.say import say

_FOLDER = Path(__file__).parent
_STYLE = _FOLDER.parent / "shared" / "text_button.css"
_PRINT = st.components.v2.component(
    "skindesk_print",
    html="""
<button type="button"><span class="icon" translate="no" aria-hidden="true">print</span
><span class="word"></span></button>""",
    css=_STYLE.read_text(encoding="utf-8"),
    js=(_FOLDER / "print.js").read_text(encoding="utf-8"),
)


def print_button(pdf: bytes, name: str, key: str) -> None:
    """Print a PDF without saving it first. name: of the file, for the dialog."""
    data = {"pdf": b64encode(pdf).decode("ascii"), "name": name, "word": say("reportpage.print")}
    _PRINT(key=key, data=data, width="content")
