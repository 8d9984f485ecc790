"""Emergencies and the handbook need no photo."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.browser.doctor import Doctor
from tests.browser.running import Server

pytestmark = pytest.mark.browser


def answer(window: Doctor, fact: str, choice: str = "Yes") -> None:
    """Answer one yes-no question of the form."""
    window.part(f"analyse.form.{fact}").get_by_role("radio", name=choice, exact=True).click()
    window.settled()


def test_fever_with_a_non_blanching_rash_is_an_emergency(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/analyse")
    answer(window, "fever")
    window.part("analyse.danger").locator("summary").click()
    answer(window, "non_blanching")
    window.reads(re.compile("Emergency"))
    window.reads(re.compile("[Mm]eningococcal"))


def test_pregnant_patient_exposed_to_chickenpox_is_seen_today(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/analyse")
    answer(window, "pregnancy")
    window.part("analyse.danger").locator("summary").click()
    answer(window, "chickenpox_contact")
    window.reads(re.compile("Urgent"))
    window.reads(re.compile("[Cc]hickenpox"))


def test_disease_is_found_by_its_vietnamese_name_and_set_beside_another(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    window = doctor(server, "/diseases")
    window.write("diseases.query", "zona than kinh")
    window.reads("Herpes zoster")
    window.reads(re.compile("sensory ganglion"))
    window.page.get_by_role("tab", name="Compare").click()
    table = window.page.locator("table:visible").first
    table.wait_for()
    head = table.locator("th").all_inner_texts()
    assert head[1:3] == ["Herpes zoster", "Herpes simplex"]
    rows = table.locator("tbody tr")
    assert rows.count() == 6
    assert all(
        len({cell.strip() for cell in rows.nth(n).locator("td").all_inner_texts()}) > 2
        for n in range(3)
    )
