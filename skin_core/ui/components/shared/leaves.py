"""Texts of which the browser shows the chosen one at once, without asking the server.

A choice in a stock widget is drawn only after the whole widget was drawn anew, and reaches a text
through the server: a quarter of a second. Here all texts are sent ahead, the buttons are the
browser's own, and one style rule for each text shows it where its button is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import streamlit as st

from skin_core.ui.session import widget_value
from skin_core.ui.streamlit_edge import class_of

_CHOICES = st.components.v2.component(
    "skindesk_choices",
    html='<fieldset class="sd-choices" role="radiogroup"></fieldset>',
    js=Path(__file__).with_name("choices.js").read_text(encoding="utf-8"),
    isolate_styles=False,  # the rules must see what is chosen
)


@dataclass(frozen=True, slots=True)
class Note:
    """What stands with a name: a line under it, and a word of warning beside it."""

    line: str = ""
    warning: str = ""


def draw_choices(
    options: Mapping[str, str],
    chosen: str,
    title: str,
    key: str,
    on_choice: Callable[[], None] = lambda: None,
    notes: Mapping[str, Note] = MappingProxyType({}),
) -> None:
    """Radio buttons, each with a name; a choice is kept under the key, where `picked` reads it.

    options: names by label. chosen: label marked at first, and again when the options change.
    title: what is chosen, for screen readers. notes: by label, where there is something to say.
    """
    data = {
        "label": title,
        "group": key,
        "options": [_option(label, name, notes.get(label)) for label, name in options.items()],
        "chosen": chosen,
    }
    _CHOICES(key=key, data=data, default={"chosen": chosen}, on_chosen_change=on_choice)


def _option(label: str, name: str, note: Note | None) -> dict[str, str]:
    told = note or Note()
    return {"value": label, "name": name, "line": told.line, "warning": told.warning}


def picked(key: str, first: str = "") -> str:
    """The label that the reader chose in draw_choices; `first` where nothing was chosen yet."""
    state = widget_value(key)
    return str(state["chosen"]) if isinstance(state, Mapping) and "chosen" in state else first


def leaves_html(texts: Mapping[str, str], within: str) -> str:
    """Every text (HTML by label) with the rule that shows it.

    within: key of the container that holds these leaves and the choices.
    """
    place = f".{class_of(within)}"
    rules = "".join(
        f'{place}:has(.sd-choices input[value="{label}"]:checked) .sd-leaf-{label}{{display:block}}'
        for label in texts
    )
    leaves = "".join(
        f'<div class="sd-leaf sd-leaf-{label}">{text}</div>' for label, text in texts.items()
    )
    return f"<div><style>{rules}</style>{leaves}</div>"
