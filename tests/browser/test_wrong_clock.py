"""Another zone, and a clock that is behind or ahead of what is saved: times and ages stay true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from skin_core.domain.case import Case, Patient
from skin_core.facts import moment_text, when_text
from skin_core.services import drafts, records, reports, workbench
from skin_core.services.records import Store
from skin_core.services.reports import ReportChoice
from skin_core.settings import Settings
from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import running_server

pytestmark = pytest.mark.browser
CLINIC = "Asia/Seoul"
AWAY = {"behind": timedelta(days=400), "ahead": timedelta(days=-1200)}
"""How far a case lies from the clock of the server, which is behind or ahead of it."""


def saved(store: Store, moment: datetime, zone: ZoneInfo) -> Case:
    """A signed case of a baby 60 days old, of that moment."""
    now = moment.astimezone(zone)
    born = (now.date() - timedelta(days=60)).isoformat()
    patient = Patient(f"{moment:%Y%m%d}".ljust(32, "0"), f"Baby {now.year}", birth_date=born)
    begun = replace(drafts.new_draft(now), patient=patient, facts={"itch": 3.0})
    draft = workbench.advised_without_photo(replace(begun, diagnosis="eczema"), now)
    day = now.date().isoformat()
    case = records.save_case(store, draft, visit_date=day, now=now)
    reports.sign_report(store, case, ReportChoice(language="en"), "Lee", now)
    return records.find_case(store, case.case_id)


def printed(window: Doctor, folder: Path) -> str:
    """What stands in the PDF that the page gives."""
    with window.page.expect_download() as download:
        window.press("report.download")
    download.value.save_as(folder / "report.pdf")
    pages = PdfReader(folder / "report.pdf").pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_times_and_ages_are_those_of_the_clinic_and_of_the_visit(
    doctor: Callable[..., Doctor], tmp_path: Path
) -> None:
    zone, store = ZoneInfo(CLINIC), records.open_store(Settings(home=tmp_path / "home"))
    late = datetime.now(UTC).replace(hour=23, minute=30)  # at the clinic the day after
    cases = {clock: saved(store, late + away, zone) for clock, away in AWAY.items()}
    store.close()
    with running_server(tmp_path / "home", TZ=CLINIC) as server:
        window = doctor(server, "/records")
        for clock, case in cases.items():
            window.go_to("Records")
            window.reads(when_text(case.visit_date, "en"))
            window.press(f"records.open.{case.case_id}")
            window.part("records.report", "button").wait_for(timeout=SLOW_MS)
            time = moment_text(case.created_at, "en", zone)
            window.part("records.history", "summary").click()
            window.reads(time)
            window.reads("1 mo")  # at the visit, whatever the clock says now
            ahead = window.page.get_by_text(f"This case was saved at {time}")
            assert ahead.count() == (clock == "behind")
            window.press("records.report")
            window.reads(time)
            paper = printed(window, tmp_path)
            offset = f"{datetime.fromisoformat(case.created_at).astimezone(zone):%z}"
            assert f"{time} (UTC{offset[:3]}:{offset[3:]})" in paper
            assert "1 mo" in paper
            assert window.page.locator("[data-testid=stException]").count() == 0
