"""Severity indices of a case, as a report prints them."""

from __future__ import annotations

from collections.abc import Iterator

from skin_core.domain.case import Case
from skin_core.narrative.scores import kept_line
from skin_core.narrative.speech import Speech
from skin_core.reporting.blocks import Block, Paragraph


def score_blocks(case: Case, speech: Speech) -> Iterator[Block]:
    """The last score of each index, one line each."""
    last = {one.index: one for one in case.scores}
    for one in last.values():
        yield Paragraph(kept_line(one, speech), lead=speech.t("severity.report_lead"))
