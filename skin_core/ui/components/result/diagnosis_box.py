"""A box for one's own diagnosis: the network's first with their numbers, all diseases, free words.

The stock box puts "Add: zost" above "Herpes zoster", so that Enter takes the word as it stands.
Here Enter takes the first disease that fits; free words come last, and say what they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import streamlit as st

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import Prediction
from skin_core.domain.fold import fold_spacing
from skin_core.services.handbook import disease_meant
from skin_core.ui.say import say, speech
from skin_core.ui.session import widget_value

LIKELY = 3
_BOX = st.components.v2.component(
    "skindesk_diagnosis_box",
    html="""
<div class="sd-diagnosis">
  <label></label>
  <div class="field">
    <input type="text" role="combobox" aria-autocomplete="list" aria-expanded="false"
      autocomplete="off" spellcheck="false" maxlength="200">
    <button type="button" tabindex="-1" hidden>×</button>
    <ul role="listbox" hidden></ul>
  </div>
</div>""",
    js=Path(__file__).with_name("diagnosis_box.js").read_text(encoding="utf-8"),
    isolate_styles=False,  # one style sheet for the whole page
)


def diagnosis_box(
    diagnosis: str,
    text: str,
    likely: Sequence[Prediction],
    key: str,
    on_choice: Callable[[], None],
) -> None:
    """The box, with what is concluded so far; `concluded` reads it.

    likely: the network's differential; () where it has no say.
    """
    data = {
        "key": key.replace(".", "-"),
        "language": speech().language,
        "label": say("analyse.decision.diagnosis"),
        "placeholder": say("analyse.decision.diagnosis_hint"),
        "clear": say("analyse.decision.clear"),
        "free": say("analyse.decision.free_text", text="{}"),
        "entries": _entries(likely[:LIKELY]),
        "value": [diagnosis, text],
    }
    _BOX(key=key, data=data, default={"chosen": {}}, on_chosen_change=on_choice)


def skip_to_diagnosis(key: str) -> None:
    """A link to the box of this key, in sight only for the keyboard: two keys from the sentence."""
    address = f"#{key.replace('.', '-')}-input"
    st.html(f'<a class="sd-skip" href="{address}">{say("analyse.decision.skip")}</a>')


def concluded(key: str, diagnosis: str, text: str) -> tuple[str, str]:
    """The taxonomy key and the free text: as just chosen, else as they were given to the box.

    A choice counts once: it names what it was made instead of.
    """
    state = widget_value(key)
    chosen = state.get("chosen") if isinstance(state, Mapping) else None
    if not isinstance(chosen, Mapping) or list(chosen.get("was", ())) != [diagnosis, text]:
        return diagnosis, text
    label, words = str(chosen["label"]), str(chosen["text"]).strip()
    label = label if label in all_diseases() else disease_meant(words)
    return (label, "") if label else ("", words)


def _entries(likely: Sequence[Prediction]) -> list[dict[str, object]]:
    """The likely ones with their numbers, as ranked; then all others by name."""
    chances = {one.label: speech().percent(one.probability) for one in likely}
    names = {label: speech().disease(label) for label in (*chances, *all_diseases())}
    others = sorted((label for label in names if label not in chances), key=names.__getitem__)
    return [
        {
            "label": label,
            "name": names[label],
            "names": _search_names().get(label, ()),
            "chance": chances.get(label, ""),
        }
        for label in (*chances, *others)
    ]


@cache
def _search_names() -> Mapping[str, tuple[str, ...]]:
    """Names, synonyms and codes of every disease in all languages, folded, by its key."""
    found = {}
    for label, entry in all_diseases().items():
        synonyms = (word for words in entry.synonyms.values() for word in words)
        codes = (code.code for code in entry.codes)
        found[label] = tuple(map(fold_spacing, (*entry.name.values(), *synonyms, *codes)))
    return found
