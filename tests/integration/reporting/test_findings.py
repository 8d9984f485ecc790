"""The text of the result on paper: marked for what it is, and as the clinician left it."""

from __future__ import annotations

from skin_core.i18n import LANGUAGES, t
from skin_core.narrative.speech import Speech
from skin_core.reporting.findings import findings_text
from skin_core.reporting.options import ReportOptions
from tests.for_each import for_each
from tests.integration.reporting.test_render import pages, squeezed
from tests.sample_cases import zoster_case


def written(text: str, language: str) -> str:
    """All words of a report that holds the text, without spaces."""
    made = pages(zoster_case(1), language, options=ReportOptions(findings=text))
    return squeezed("".join(made))


@for_each(language=list(LANGUAGES))
def test_findings_stand_in_the_report_and_say_who_wrote_them(language: str) -> None:
    text = findings_text(zoster_case(1), Speech(language))
    paper = written(text, language)
    assert squeezed(t("writing.on_paper", language)) in paper
    titles = [t(f"writing.section.{part}", language) for part in ("findings", "differential")]
    for line in text.splitlines():
        told = f"{line}:" if line in titles else line
        assert squeezed(told) in paper, line
    assert t("writing.section.patient", language) not in text


def test_what_the_clinician_changed_is_printed_so_and_marked_as_changed() -> None:
    text = findings_text(zoster_case(1), Speech("en"))
    changed = text.replace("female", "female, a nurse")
    paper = written(changed, "en")
    assert squeezed("a nurse") in paper
    assert squeezed(t("writing.on_paper_changed", "en")) in paper
    assert squeezed(t("writing.on_paper", "en")) not in paper


def test_a_text_that_was_deleted_leaves_no_title_behind() -> None:
    assert squeezed(t("writing.on_paper", "en")) not in written("", "en")
    assert squeezed(t("writing.on_paper_changed", "en")) not in written(" \n ", "en")
