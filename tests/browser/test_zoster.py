"""Zoster at 60 and at 80 hours: alarms first, the clock from the rash, and no impossible onset."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from skin_core.domain.case import Draft, Patient
from skin_core.domain.facts import FactValue
from skin_core.services import drafts, records
from skin_core.settings import Settings
from skin_core.storage.drafts import save_draft
from tests.browser.doctor import Doctor
from tests.browser.running import Server

pytestmark = pytest.mark.browser
PANEL = "analyse.result.zoster"


def begun(home: Path, *hours: int) -> list[Draft]:
    """Drafts of somebody of 68 with one-sided vesicles, begun so many hours ago."""
    now, store = datetime.now().astimezone(), records.open_store(Settings(home=home))
    kept = []
    for one in hours:
        patient = Patient(f"{one:032d}", f"Zoster {one}", birth_date="1958-05-01", birth_year=1958)
        onset = f"{now - timedelta(hours=one):%Y-%m-%dT%H:%M}"
        facts: dict[str, FactValue] = {"vesicles": True, "unilateral": True, "pain": 8.0}
        told = {**facts, "rash_onset": onset}
        draft = replace(drafts.new_draft(now), patient=patient, facts=told)
        kept.append(save_draft(store, draft, now))
    store.close()
    return kept


def test_zoster_is_walked_at_60_and_at_80_hours(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    early, late = begun(server.home, 60, 80)
    window = doctor(server, f"/analyse?draft={early.draft_id}")
    window.press("analyse.without_photo")
    lines = window.part(PANEL).get_by_role("listitem")
    expect(lines.nth(1)).to_contain_text(re.compile(r"Rash for 60 h, about 1[12] h left"))
    expect(lines.nth(2)).to_contain_text("age: 68")
    window.answer("near_eye", place="analyse.result.fact")
    expect(lines.first).to_contain_text("Zoster near the eye")

    window = doctor(server, f"/analyse?draft={late.draft_id}")
    window.settled()
    window.part("analyse.form.rash_onset.day", "[data-type=year]").focus()  # no bar lies over that
    window.page.keyboard.type("19501127")
    window.reads(re.compile("lies before the patient was born"))
    window.press("analyse.without_photo")
    lines = window.part(PANEL).get_by_role("listitem")
    clock = lines.filter(has_text="Clock from the rash")
    expect(clock).to_contain_text("80 h: the benefit of an antiviral is less certain")
    expect(clock).to_contain_text("still helps where new vesicles appear")
    window.press("analyse.save")
    window.press("analyse.open_record")
    window.part("records.as_text").locator("summary").click()
    window.reads(re.compile("Herpes zoster screen: "))
    assert not window.page.get_by_text(re.compile("zoster (is|was) excluded")).count()
