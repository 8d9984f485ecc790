"""The PDF beside what goes into it, as it would be printed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import streamlit as st

from skin_core.ui.say import say
from skin_core.ui.streamlit_edge import WAITING_WORDS

HEIGHT = 860
_LOADING = Path(__file__).with_name("loading.js").read_text(encoding="utf-8").strip()


def show_pdf(pdf: bytes) -> None:
    """Draw it, and say in the page's language that it is being loaded."""
    # Another viewer for another PDF: one that goes on showing asks for what is there no more.
    key = f"report.pdf.{hashlib.sha256(pdf).hexdigest()[:12]}"
    told = f"{json.dumps(say('reportpage.loading'))}, {json.dumps(WAITING_WORDS)}"
    script = f"<script>/* {key} */{_LOADING}({told})</script>"
    st.html(script, unsafe_allow_javascript=True)
    st.pdf(pdf, height=HEIGHT, key=key, alt=say("report.page.title"))
