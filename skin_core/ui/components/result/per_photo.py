"""What each photo says by itself."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from skin_core.narrative.answer import answer_notes, answer_sentence
from skin_core.ui import resources
from skin_core.ui.components.result.bars import ranked_bars
from skin_core.ui.components.result.photo_view import ShownPhoto, quality_chips
from skin_core.ui.say import say, speech

BARS = 3


def draw_per_photo(photos: Sequence[ShownPhoto], key: str) -> None:
    """Thumbnail, sentence and the best bars of every photo."""
    for shown in photos:
        with st.container(border=True, key=f"per-photo-{key}-{shown.number}"):
            left, right = st.columns([1, 4], vertical_alignment="top", wrap=False)
            with left:
                alt = say("analyse.photo.alt", number=shown.number)
                st.image(resources.thumbnail(shown.stored.thumbnail_key), alt=alt)
            with right:
                number = say("analyse.photo.number", number=shown.number)
                st.markdown(f"**{number}.** {answer_sentence(shown.analysis, speech())}")
                for note in answer_notes(shown.analysis, speech()):
                    st.caption(note)
                if shown.analysis.is_classified:
                    ranked_bars(shown.analysis, limit=BARS)
                quality_chips(shown.analysis)
