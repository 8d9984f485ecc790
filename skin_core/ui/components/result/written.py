"""The result as a text, written out sentence by sentence when it is first read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b

import streamlit as st

from skin_core.domain.case import ClinicianAssessment
from skin_core.narrative.writer import Sentence, Subject, as_text, sentences
from skin_core.ui.components.result.dictated import draw_dictated
from skin_core.ui.components.result.fit import entered_of
from skin_core.ui.components.result.shown import Shown
from skin_core.ui.components.shared.copying import copy_button
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech
from skin_core.ui.session import is_shown, seed


def draw_written(shown: Shown, key: str) -> None:
    """All sentences under their titles, who wrote them, and a button to copy them."""
    subject = _subject(shown)
    written = list(sentences(shown.analysis, speech().language, subject))
    text = as_text(written, speech().language)
    draw_dictated(shown, subject, text, f"{key}.model")
    st.caption(say("writing.origin"))
    read = f"{key}.read.{blake2b(text.encode(), digest_size=8).hexdigest()}"
    if is_shown(read):
        st.markdown("".join(_pieces(written)))
    else:
        st.write_stream(_pieces(written))
        seed(read, value=True)
    copy_button(text, f"{key}.copy")


def _subject(shown: Shown) -> Subject:
    entered = entered_of(shown)
    concluded = ClinicianAssessment(
        diagnosis=shown.diagnosis, excluded=tuple(shown.excluded), outlines=shown.outlines
    )
    return Subject(
        seed=shown.number,
        age=entered.age,
        sex=entered.sex,
        now=entered.now,
        assessment=concluded,
        scores=shown.scores,
    )


def _pieces(written: Iterable[Sentence]) -> Iterator[str]:
    """Markdown, one sentence at a time; each part begins with its title."""
    part = None
    for one in written:
        if one.section is not part:
            part = one.section
            yield f"\n\n**{say(f'writing.section.{part}')}**  \n"
        yield f"{plain(one.text)}  \n"
