"""Two photos over each other under a handle, by mouse, finger or arrow keys."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import streamlit as st

from skin_core.ui.say import say

_FOLDER = Path(__file__).parent
_SLIDER = st.components.v2.component(
    "skindesk_before_after",
    html="""
<figure class="sd-before-after">
  <div class="frame"><img><img class="later"><div class="line"></div>
  <input type="range" min="0" max="100" step="1" value="50"></div>
  <figcaption><span></span><span></span></figcaption>
</figure>""",
    css=(_FOLDER / "before_after.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "before_after.js").read_text(encoding="utf-8"),
    isolate_styles=False,  # one style sheet for the whole page
)


def before_after(before: bytes, after: bytes, days: tuple[str, str], key: str) -> None:
    """Two JPEGs of one size. days: of both visits, in words."""
    data = {
        "before": address(before),
        "after": address(after),
        "altBefore": say("diary.pair.alt_before", date=days[0]),
        "altAfter": say("diary.pair.alt_after", date=days[1]),
        "left": f"{say('diary.pair.before')} · {days[0]}",
        "right": f"{say('diary.pair.after')} · {days[1]}",
        "name": say("diary.pair.slide"),
        "words": say("diary.pair.slide_at", percent="{}"),
    }
    _SLIDER(key=key, data=data)


def address(jpeg: bytes) -> str:
    """A picture as an address that the browser reads at once."""
    return f"data:image/jpeg;base64,{b64encode(jpeg).decode('ascii')}"
