"""Doctor and network over the scores that are kept with cases: blind ones only."""

from __future__ import annotations

import streamlit as st

from skin_core.services.reading_kept import KeptAgreement, kept_agreement
from skin_core.services.reading_signs import sign_name
from skin_core.ui import resources
from skin_core.ui.components.reading.figures import draw_table
from skin_core.ui.say import say, speech


def draw_kept() -> None:
    """One line for each sign, with how many grades there are and which do not count."""
    st.caption(say("reading.kept.about"))
    found = kept_agreement(resources.store())
    if not found:
        st.info(say("reading.kept.none"), icon=":material/straighten:")
        return
    draw_table([(sign_name(one.sign, speech().language), one.figures) for one in found])
    for one in found:
        _beside(one)


def _beside(one: KeptAgreement) -> None:
    """What of a sign does not count, and which networks suggested."""
    words = {"sign": sign_name(one.sign, speech().language), "models": ", ".join(one.models)}
    lines = [say("reading.kept.models", **words)] if one.models else []
    if one.unsure:
        lines.append(say("reading.kept.unsure", count=one.unsure, **words))
    if one.assisted:
        lines.append(say("reading.kept.assisted", count=one.assisted, **words))
    for line in lines:
        st.caption(line)
