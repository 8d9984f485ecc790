"""The zoster screen as a report prints it."""

from __future__ import annotations

from collections.abc import Iterator

from skin_core.domain.case import Case
from skin_core.narrative.plan import ordered_by
from skin_core.narrative.speech import Speech
from skin_core.narrative.zoster import screen_lines, screen_note
from skin_core.reporting.blocks import Block, Heading, Item, Items, Paragraph


def zoster_blocks(case: Case, speech: Speech) -> Iterator[Block]:
    """Alarms, clock, lasting pain and network; nothing where nothing made one think of zoster."""
    screen = case.analysis.zoster
    if screen is None:
        return
    yield Heading(speech.t("zoster.title"))
    yield Paragraph(screen_note(screen, speech), faint=True)
    lines = screen_lines(screen, speech, ordered_by(case.analysis))
    yield Items(tuple(Item(one.text, f"{one.lead}:", one.source) for one in lines))
