"""New photos of the same lesion: what lasts is known from its last visit, the rest is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from skin_core.domain.case import Case, Patient
from skin_core.domain.facts import Facts
from skin_core.i18n import t
from skin_core.services import drafts, records, workbench
from skin_core.ui import resources
from skin_core.ui.plain import plain
from tests.integration.test_pages import app, on, press

__all__ = ["app"]
KIM = Patient("1" * 32, "Kim")


def seen(day: int, facts: Facts) -> Case:
    now = datetime(2026, 11, day, 9, tzinfo=UTC)
    draft = replace(drafts.new_draft(now), patient=KIM, facts={"site": "chest", **facts})
    draft = workbench.advised_without_photo(draft, now)
    return records.save_case(resources.store(), draft, visit_date=f"{now:%Y-%m-%d}", now=now)


def test_the_last_visit_of_the_lesion_tells_what_is_known(app: AppTest) -> None:
    first = seen(1, {"fever": True, "diabetes": True})
    seen(20, {"fever": False, "diabetes": True, "allergies": "penicillin"})
    page = press(on(app, "records"), f"records.open.{first.case_id}")
    page = page.menu_button(key="records.follow_up").click("same").run()
    draft = page.session_state["skindesk"].draft
    assert draft.facts == {"site": "chest", "diabetes": True, "allergies": "penicillin"}
    words = t("records.follow.known", "en", date="20 Nov 2026", facts="Diabetes, Allergies")
    assert [one.value for one in page.toast] == [plain(words)]


def test_the_checklist_shows_what_was_answered_last_time_and_takes_nothing_from_it(
    app: AppTest,
) -> None:
    points = {"change_in_size": True, "irregular_shape": False, "diameter_mm": 9.0}
    case = seen(20, {"mole_or_lump": True, **points})
    page = press(on(app, "records"), f"records.open.{case.case_id}")
    page = page.menu_button(key="records.follow_up").click("same").run()
    assert page.session_state["skindesk"].draft.facts == {"site": "chest", "mole_or_lump": True}
    told = [one.value for one in page.caption]
    score = t("records.follow.score_so_far", "en", date="20 Nov 2026", score=3)
    assert score in told
    for answer in ("Yes", "No"):
        assert t("records.follow.answer", "en", answer=answer) in told
    page.session_state["analyse.entry.more_questions"] = True  # its box is opened
    told = [one.value for one in on(page, "analyse").caption]
    assert t("records.follow.answer", "en", answer="9 mm") in told


def test_of_another_lesion_nothing_is_known(app: AppTest) -> None:
    case = seen(1, {"diabetes": True})
    page = press(on(app, "records"), f"records.open.{case.case_id}")
    page = page.menu_button(key="records.follow_up").click("other").run()
    assert page.session_state["skindesk"].draft.facts == {}


@pytest.mark.parametrize("of", ["same", "other"])
def test_who_and_which_lesion_outlive_a_page_that_is_loaded_anew(app: AppTest, of: str) -> None:
    """A telephone that opens its camera often does so, before anything was entered."""
    case = seen(1, {"diabetes": True})
    page = press(on(app, "records"), f"records.open.{case.case_id}")
    page = page.menu_button(key="records.follow_up").click(of).run()
    begun = page.session_state["skindesk"].draft
    kept = drafts.find_draft(resources.store(), begun.draft_id)
    assert kept.known_patient
    assert kept.patient.patient_id == KIM.patient_id
    assert (kept.facts, kept.lesion_id) == (begun.facts, begun.lesion_id)
    assert (kept.lesion_id == case.lesion.lesion_id) is (of == "same")


def test_what_was_entered_goes_on_as_somebody_new_when_the_patient_was_erased_meanwhile(
    app: AppTest,
) -> None:
    case = seen(1, {"diabetes": True})
    page = press(on(app, "records"), f"records.open.{case.case_id}")
    page = page.menu_button(key="records.follow_up").click("other").run()
    page = on(page, "analyse")
    page.text_area(key="analyse.form.history").input("a rash on the leg").run()
    records.delete_patient(resources.store(), case.patient.patient_id)
    page = press(page.run(), "analyse.kept.go_on")
    page = press(press(page, "analyse.without_photo"), "analyse.save")
    assert not page.error
    (summary,) = records.recent_cases(resources.store())
    kept = records.find_case(resources.store(), summary.case_id)
    assert kept.facts["history"] == "a rash on the leg"
    assert kept.patient.patient_id != KIM.patient_id
