"""What another model says, beside the answer: its ranks, whether it agrees, where it looked."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.second_opinion import OTHER, Agreement, SecondOpinion
from skin_core.narrative.second_words import agreement_sentence, named
from skin_core.ui import resources
from skin_core.ui.components.result.bars import bar_row
from skin_core.ui.components.result.photo_view import ShownPhoto, shown_photos
from skin_core.ui.components.result.shown import Shown
from skin_core.ui.components.shared.photo_layers import Above, draw_layers
from skin_core.ui.feedback import explain_errors
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech

RANKS = 3
WIDTH_PX = 420  # of the picture, as wide as that of the answer
_SIGNS = {
    Agreement.AGREE: ":green[:material/check_circle:]",
    Agreement.DIFFER: ":orange[:material/call_split:]",
    Agreement.APART: ":gray[:material/help:]",
}


def draw_second_opinions(shown: Shown, key: str) -> None:
    """A panel for each other model that was asked; nothing where none was."""
    for place, opinion in enumerate(shown.analysis.second_opinions):
        with st.container(border=True, key=f"{key}.second.{place}", gap="xsmall"):
            by = say("own.by", model=plain(opinion.model), version=plain(opinion.model_version))
            st.markdown(f"**{say('own.title')}** · {by}")
            sign = ":gray[:material/error:]" if opinion.failure else _SIGNS[opinion.agreement]
            said = plain(agreement_sentence(shown.analysis, opinion, speech()))
            st.markdown(f"{sign} {said}")
            if opinion.differential:
                _ranks(opinion)
                st.caption(say("own.only_second"))
                _heatmap(shown, opinion, f"{key}.second.{place}")


def _ranks(opinion: SecondOpinion) -> None:
    rows = "".join(
        bar_row(one, one.label in opinion.prediction_set, named(one.label, speech()))
        for one in opinion.differential[:RANKS]
    )
    st.html(f'<div class="sd-bars" role="list">{rows}</div>')


@st.fragment
def _heatmap(shown: Shown, opinion: SecondOpinion, key: str) -> None:
    """Where it saw its first disease, when that is asked for."""
    photos = shown_photos(shown.photos, shown.analysis)
    seen = [one for one in photos if "second" in one.analysis.layers]
    label = opinion.differential[0].label
    if opinion.heatmap == "none" or not seen:
        st.caption(say("own.heatmap_none"))
    elif label != OTHER and st.toggle(
        say("own.heatmap", label=speech().in_sentence(label)), key=f"{key}.heat"
    ):
        _drawn(seen[0], label, opinion, key)


def _drawn(photo: ShownPhoto, label: str, opinion: SecondOpinion, key: str) -> None:
    with explain_errors(), st.container(width=WIDTH_PX, gap="xsmall"):
        words = say(f"own.heatmap_{opinion.heatmap}", number=photo.number)
        heat = resources.second_heat_layer(photo.analysis, label)
        picture = resources.photo_picture(photo.stored.key)
        draw_layers(picture, Above(heat=heat), words, f"{key}.layers")
        st.caption(words)
