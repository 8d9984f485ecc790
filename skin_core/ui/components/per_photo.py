"""What each photo says by itself."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from skin_core.i18n import t
from skin_core.services.wording import answer_notes, answer_sentence
from skin_core.ui import resources
from skin_core.ui.components.bars import ranked_bars
from skin_core.ui.components.photo_view import ShownPhoto, quality_chips

BARS = 3


def draw_per_photo(photos: Sequence[ShownPhoto], language: str, key: str) -> None:
    """Thumbnail, sentence and the best bars of every photo."""
    for shown in photos:
        with st.container(border=True, key=f"per-photo-{key}-{shown.number}"):
            left, right = st.columns([1, 4], vertical_alignment="top", wrap=False)
            with left:
                alt = t("analyse.photo.alt", language, number=shown.number)
                st.image(resources.thumbnail(shown.stored.thumbnail_key), alt=alt)
            with right:
                number = t("analyse.photo.number", language, number=shown.number)
                st.markdown(f"**{number}.** {answer_sentence(shown.analysis, language)}")
                for note in answer_notes(shown.analysis, language):
                    st.caption(note)
                if shown.analysis.is_classified:
                    ranked_bars(shown.analysis, language, limit=BARS)
                quality_chips(shown.analysis, language)
