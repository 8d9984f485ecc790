"""The outline of a lesion, drawn or corrected by the clinician on the photo itself.

Strokes, undo and zoom are the browser's own; the server is told the whole mask once the pen lifts.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from skin_core.domain.analysis import PhotoAnalysis
from skin_core.domain.case import StoredPhoto
from skin_core.domain.outline import outline_of
from skin_core.errors import SkinError
from skin_core.ui import drafting, outlining, resources
from skin_core.ui.feedback import explain_errors, plain_error
from skin_core.ui.say import say, speech
from skin_core.ui.session import forget, session, widget_value

_FOLDER = Path(__file__).parent
_SCRIPTS = (
    *("outline_mask.js", "outline_alike.js", "outline_view.js"),
    *("outline_input.js", "outline_editor.js"),
)
_EDITOR = st.components.v2.component(
    "skindesk_outline_editor",
    html=(_FOLDER / "outline_editor.html").read_text(encoding="utf-8"),
    css=(_FOLDER / "outline_editor.css").read_text(encoding="utf-8"),
    js="\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in _SCRIPTS),
    isolate_styles=False,  # the keyboard of a dialog goes past what is closed in itself
)
_WORDS = (
    *("tools", "brush", "brush_help", "alike", "alike_help", "eraser", "eraser_help"),
    *("polygon", "polygon_help"),
    *("move", "move_help", "size", "steps", "undo", "undo_help", "redo", "redo_help", "in"),
    *("in_help", "out", "out_help", "whole", "whole_help", "fill", "back", "remove", "finish"),
    *("none", "none_help", "nothing"),
    *("canvas", "keys", "network", "before", "now"),
)


def outline_editor(stored: StoredPhoto, analysis: PhotoAnalysis, number: int, key: str) -> None:
    """A button that opens the editor; nothing for a photo of a case that is saved.

    number: of the photo, as the page counts. key: of the photo's frame; its layer is chosen anew.
    """
    draft = session().draft
    if draft is None or stored not in draft.photos:
        return
    drawn = outline_of(draft.outlines, stored.photo_id)
    has_one = drawn or (analysis.lesion and analysis.lesion.is_found)
    words = say("outline.correct" if has_one else "outline.draw")
    if st.button(words, icon=":material/draw:", type="tertiary", key=f"{key}.outline"):
        _open(stored, analysis, number, key)


def _open(stored: StoredPhoto, analysis: PhotoAnalysis, number: int, key: str) -> None:
    failed: list[SkinError] = []

    def leave() -> None:
        forget(f"{key}.layer")  # the outline is what is wanted now

    @st.dialog(say("outline.title", number=number), width="large", on_dismiss=leave)
    def edit() -> None:
        with explain_errors():
            _canvas(stored, analysis, f"{key}.editor.{stored.photo_id}", failed)
        if error := next(iter(failed), session().unkept):
            st.error(plain_error(error), icon=":material/error:")
        words = say("outline.done")
        if st.button(words, type="primary", key=f"{key}.outline_done", on_click=leave):
            st.rerun()

    edit()


def _canvas(
    stored: StoredPhoto, analysis: PhotoAnalysis, key: str, failed: list[SkinError]
) -> None:
    """The photo to draw on. failed: holds why the last stroke could not be kept."""
    drawn = outline_of(drafting.current().outlines, stored.photo_id)
    width, height, network = outlining.canvas_of(analysis)
    photo = b64encode(resources.photo_picture(stored.key)).decode("ascii")

    def take() -> None:
        failed.clear()
        state = widget_value(key)
        told = state.get("drawn") if isinstance(state, Mapping) else None
        try:
            if told:  # not when the dialog is left
                outlining.take(stored.photo_id, told)
        except SkinError as error:
            failed.append(error)

    data = {
        "photo": f"data:image/jpeg;base64,{photo}",
        "width": width,
        "height": height,
        "kept": drawn.runs if drawn else "",
        "network": network,
        "words": {name: say(f"outline.word.{name}", area="{area}") for name in _WORDS},
        "percent": say("answer.percent", number="{}"),
        "language": speech().language,
    }
    _EDITOR(key=key, data=data, default={"drawn": {}}, on_drawn_change=take)
