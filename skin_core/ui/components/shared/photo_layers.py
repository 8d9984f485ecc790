"""A photo under its outline or heatmap: pictures, which the browser lays over each other.

Drawn together by the server, every step of the opacity took a tenth of a second and a picture sent
anew. Here both are sent once, and a step asks the server nothing.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from skin_core.services.pictures import HeatLayer
from skin_core.ui.say import say

OPACITY = 0.45  # at first
_LAYERS = st.components.v2.component(
    "skindesk_photo_layers",
    html="""
<figure class="sd-layers">
  <div class="picture"><img class="photo"><div class="seen"></div><img class="line" alt=""
  ><img class="heat" alt=""></div>
  <button type="button" class="enlarge"><span class="icon" translate="no" aria-hidden="true"
  >fullscreen</span></button>
  <label><span></span><input type="range" min="0" max="1" step="0.05"><output></output></label>
</figure>""",
    js=Path(__file__).with_name("photo_layers.js").read_text(encoding="utf-8"),
    isolate_styles=False,  # one style sheet for the whole page
)


@dataclass(frozen=True)
class Above:
    """What lies over a photo: an outline as a PNG, or a heatmap; both may be missing."""

    line: bytes | None = None
    heat: HeatLayer | None = None


def draw_layers(photo: bytes, above: Above, alt: str, key: str) -> None:
    """The photo, a JPEG, under what lies over it; of a heatmap a slider tells how much is seen.

    What the network did not look at is darker. The browser keeps the opacity under the key.
    """
    heat = above.heat
    data = {
        "photo": _address("image/jpeg", photo),
        "line": _address("image/png", above.line) if above.line else "",
        "heat": _address("image/png", heat.png) if heat else "",
        "seen": heat.seen if heat else None,
        "alt": alt,
        "opacity": say("analyse.layer.opacity"),
        "percent": say("answer.percent", number="{}"),
        "enlarge": say("analyse.layer.enlarge"),
        "first": OPACITY,
        "key": key,
    }
    _LAYERS(key=key, data=data)


def _address(media_type: str, data: bytes) -> str:
    return f"data:{media_type};base64,{b64encode(data).decode('ascii')}"
