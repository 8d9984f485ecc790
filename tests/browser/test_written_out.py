"""The result in words: read, copied, printed; a language model beside it; another language home."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from skin_core.i18n import t
from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.kept import answered, at_answer, somebody
from tests.browser.running import ROOT, running_server

pytestmark = [pytest.mark.browser, pytest.mark.weights]


def downloaded(window: Doctor) -> str:
    window.settled()
    with window.page.expect_download() as started:
        window.press("report.download")
    pages = PdfReader(BytesIO(Path(started.value.path()).read_bytes())).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def test_result_is_written_out_and_goes_home_in_the_patients_language(
    doctor: Callable[..., Doctor], photos: dict[str, Path], tmp_path: Path
) -> None:
    fake = [sys.executable, str(ROOT / "tests" / "fake_language_model.py")]
    with subprocess.Popen(fake, stdout=subprocess.PIPE, text=True) as process, ExitStack() as ends:
        assert process.stdout
        ends.callback(process.terminate)
        given = {
            "SKINDESK_LANGUAGE_MODEL_URL": f"http://127.0.0.1:{int(process.stdout.readline())}/v1",
            "SKINDESK_LANGUAGE_MODEL": "late good",
        }
        with running_server(tmp_path / "home", **given) as server:
            draft = answered(server.home, somebody("Han Written"), [photos["plaque"]])
            window = at_answer(doctor, server, draft)
            read_and_copied(window)
            checked(window)
            printed(window)
            taken_home(window)


def read_and_copied(window: Doctor) -> None:
    window.page.get_by_role("tab", name=t("writing.title", "en")).click()
    window.settled()
    window.reads(t("writing.section.impression", "en"))
    window.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    window.part("analyse.result.reading.written.copy", "button").click()
    window.reads(t("writing.copied", "en"))
    text = window.page.evaluate("navigator.clipboard.readText()")
    assert text.startswith(t("writing.section.findings", "en"))
    assert t("writing.section.patient", "en") in text


def checked(window: Doctor) -> None:
    """A failure is said and may be tried again; what the model adds is marked."""
    window.press("analyse.result.reading.written.model.ask")
    window.reads(t("writing.model.own_below", "en"))
    window.press("analyse.result.reading.written.model.again")
    marked = t("writing.model.marked", "en", doubts=t("writing.doubt.disease", "en"))
    window.reads(marked)


def printed(window: Doctor) -> None:
    """In the report where it is ticked, with the words that were changed."""
    window.press("analyse.save_report")
    window.settled()
    mark = "".join(t("writing.on_paper", "en").split())
    assert mark not in downloaded(window)
    window.part("report.with_findings", "label").click()
    window.settled()
    assert mark in downloaded(window)
    field = window.page.get_by_label(t("writing.page.findings", "en"))
    field.fill("Findings\nScaly plaque, seen by myself.")
    field.press("Tab")
    window.page.wait_for_timeout(200)
    paper = downloaded(window)
    assert "seenbymyself" in paper
    assert "".join(t("writing.on_paper_changed", "en").split()) in paper


def taken_home(window: Doctor) -> None:
    """The patient copy in Vietnamese; the report stays in English."""
    window.page.get_by_role("radio", name=t("report.page.patient_copy", "en")).click()
    window.settled()
    chooser = window.page.locator('[class*="st-key-report-language_of_patient"]').first
    chooser.get_by_role("radio", name="Tiếng Việt").click()
    window.settled()
    expect(window.page.get_by_text(t("writing.page.not_translated", "en"))).to_be_visible(
        timeout=SLOW_MS
    )
    assert "".join(t("report.patient.no_diagnosis", "vi").split()) in downloaded(window)
    window.page.get_by_role("radio", name=t("app.page.report", "en"), exact=True).click()
    window.settled()
    assert "".join(t("report.title", "en").split()) in downloaded(window)
