"""The zoster screen, where there is reason to think of it: alarms, clock, lasting pain, network."""

from __future__ import annotations

import streamlit as st

from skin_core.domain.analysis import CaseAnalysis, Urgency
from skin_core.narrative.plan import ordered_by
from skin_core.narrative.zoster import ScreenLine, screen_lines, screen_note
from skin_core.ui.components.shared.urgency import ICONS
from skin_core.ui.plain import plain
from skin_core.ui.say import say, speech


def draw_zoster(analysis: CaseAnalysis, key: str) -> None:
    """The same on Analyse and in Records; nothing where there is no reason for it.

    Folded while nothing speaks for zoster and no alarm is known: the advice comes first.
    """
    screen = analysis.zoster
    if screen is None:
        return
    lines = "\n".join(map(_line, screen_lines(screen, speech(), ordered_by(analysis))))
    note = plain(screen_note(screen, speech()))
    title, box = f"**{say('zoster.title')}** · :small[{note}]", f"{key}.zoster"
    if not screen.is_settled and not screen.alarms:
        with st.expander(title, icon=":material/rule:", key=box):
            st.markdown(lines)
        return
    with st.container(border=True, key=box, gap="xsmall"):
        st.markdown(title)
        st.markdown(lines)


def _line(line: ScreenLine) -> str:
    icon = "" if line.urgency is Urgency.UNKNOWN else f"{ICONS[line.urgency]} "
    source = f"  \n  :gray[:small[{plain(line.source)}]]" if line.source else ""
    return f"- {icon}**{plain(line.lead)}:** {plain(line.text)}{source}"
