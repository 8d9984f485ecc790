"""What is measured in a case, as a report prints it: outlines, and indices of severity."""

from __future__ import annotations

from collections.abc import Iterator

from skin_core.domain.case import Case
from skin_core.narrative.lesion import outline_lines
from skin_core.narrative.scores import kept_line
from skin_core.narrative.speech import Speech
from skin_core.reporting.blocks import Block, Heading, Item, Items, Paragraph


def measured_blocks(case: Case, measures: tuple[str, ...], speech: Speech) -> Iterator[Block]:
    """The outline of each photo, what is measured of it, and the last score of each index."""
    for line in outline_lines(case, speech):
        yield Paragraph(line)  # it says itself that it is of the outline
    for line in measures:
        yield Paragraph(line, lead=speech.t("measure.set.report_lead"))
    last = {one.index: one for one in case.scores}
    for one in last.values():
        yield Paragraph(kept_line(one, speech), lead=speech.t("severity.report_lead"))


def course_blocks(lines: tuple[str, ...], speech: Speech) -> Iterator[Block]:
    """What was measured and done at each visit of the lesion; nothing at its first."""
    if lines:
        yield Heading(speech.t("diary.course"))
        yield Items(tuple(map(Item, lines)))
