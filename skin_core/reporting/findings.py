"""The text of the result in a report: as it was written, or as the clinician changed it."""

from __future__ import annotations

from collections.abc import Iterator

from skin_core.domain.case import Case
from skin_core.narrative.speech import Speech
from skin_core.narrative.writer import Section, as_text, sentences
from skin_core.narrative.writer.subject import subject_of
from skin_core.reporting.blocks import Block, Heading, Paragraph

IN_REPORT = (Section.FINDINGS, Section.IMPRESSION, Section.DIFFERENTIAL)


def findings_text(case: Case, speech: Speech) -> str:
    """What the writer makes of a case for the record.

    What to do stands on page one in the same words, and the patient has a sheet.
    """
    written = sentences(case.analysis, speech.language, subject_of(case))
    told = (one for one in written if one.section in IN_REPORT)
    return as_text(told, speech.language)


def findings_blocks(text: str, case: Case, speech: Speech) -> Iterator[Block]:
    """The text under its title, with who wrote it; nothing where all of it was deleted.

    text: parts apart by an empty line, each led by its title.
    """
    if not text.strip():
        return
    yield Heading(speech.t("writing.title"))
    is_changed = text.split() != findings_text(case, speech).split()
    key = "writing.on_paper_changed" if is_changed else "writing.on_paper"
    yield Paragraph(speech.t(key), faint=True)
    titles = {speech.t(f"writing.section.{part}") for part in Section}
    for part in text.replace("\r\n", "\n").split("\n\n"):
        yield from _part([line.strip() for line in part.splitlines() if line.strip()], titles)


def _part(lines: list[str], titles: set[str]) -> Iterator[Block]:
    lead = f"{lines[0]}:" if lines and lines[0] in titles else ""
    told = lines[1:] if lead else lines
    if told:
        yield Paragraph(" ".join(told), lead=lead)
