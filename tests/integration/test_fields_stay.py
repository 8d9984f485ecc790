"""What is being typed outlives a redraw: a field that moves is drawn anew, and loses it."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from skin_core.errors import StoreReadOnly
from skin_core.i18n import t
from skin_core.services import records, workbench
from skin_core.services.running import Run
from skin_core.ui import drafting, feedback, resources
from tests.integration.test_pages import (
    answered,
    app,
    on,
    open_box,
    press,
    saved_case,
    with_photo,
    words,
)
from tests.typed_fields import assert_stay, places

__all__ = ["app"]


def concluding(page: AppTest, diagnosis: str) -> AppTest:
    """The page after a disease was taken in its box, which AppTest cannot type into."""
    state = page.session_state["skindesk"]
    concluded = {"diagnosis": diagnosis, "diagnosis_text": "", "note": ""}
    state.draft = workbench.concluded(state.draft, **concluded, now=drafting.now())
    return page.run()


def test_fields_stay_where_they_are_when_a_sign_is_told_and_a_photo_comes_in(app: AppTest) -> None:
    page = on(app, "analyse")
    before = places(page)
    page.pills(key="analyse.signs@en").set_value(["fever"]).run()
    assert_stay(before, page)
    assert_stay(before, with_photo(page))


def test_fields_stay_where_they_are_when_a_disease_is_concluded(app: AppTest) -> None:
    page = answered(app)
    before = places(page)
    concluding(page, "herpes_zoster")
    assert t("zoster.title", "en") in words(page)
    assert_stay(before, page)


def test_fields_stay_where_they_are_when_a_name_is_asked_for(app: AppTest) -> None:
    page = answered(app)
    before = places(page)
    press(page, "analyse.save")
    assert t("analyse.naming.hint", "en") in words(page)
    assert_stay(before, page)
    page.text_input(key="analyse.naming.name").set_value("Bui").run()
    assert t("analyse.naming.hint", "en") not in words(page)  # a name is there


def test_fields_stay_where_they_are_when_an_analysis_was_stopped(app: AppTest) -> None:
    page = with_photo(app)
    before = places(page)
    run = Run(1)
    run.stop()
    page.session_state["skindesk"].run = run
    assert t("analyse.running.stopped", "en") in words(page.run())
    assert_stay(before, page)


def test_fields_stay_where_they_are_when_the_store_cannot_be_read(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = on(app, "analyse")
    before = places(page)
    monkeypatch.setattr(records, "find_patients", refused)
    page.text_input(key="analyse.patient.name").set_value("Kim").run()
    assert page.error
    assert_stay(before, page)


def test_page_is_drawn_though_a_patient_cannot_be_picked(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved_case(app)
    press(on(app, "analyse"), "analyse.new")
    page = on(app, "analyse")
    page.text_input(key="analyse.patient.name").set_value("Kim").run()
    before = places(page)
    monkeypatch.setattr(records, "last_case_of_lesion", refused)
    press(page, "analyse.patient.match.0")
    assert not page.exception
    assert [one.value for one in page.error] == [t(StoreReadOnly.code, "en")]
    assert_stay(before, page)


def test_fields_stay_where_they_are_when_settings_cannot_be_kept(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = on(app, "settings")
    before = places(page)
    monkeypatch.setattr(resources, "save_clinic", refused)
    page.text_input(key="settings.clinic_name").set_value("Clinic").run()
    assert page.error
    assert_stay(before, page)
    assert not page.run().error
    assert_stay(before, page)


def test_fields_stay_where_they_are_when_a_paper_gets_what_it_lacks(app: AppTest) -> None:
    saved_case(app)
    page = on(app, "records")
    page.session_state["skindesk"].report_case = records.recent_cases(resources.store())[0].case_id
    page = on(app, "report")
    assert page.warning
    before = places(page)
    note = next(one for one in page.text_input if str(one.key).startswith("report.decision"))
    note.set_value("To be seen again").run()
    case = records.recent_cases(resources.store())[0].case_id
    page.session_state["skindesk"].typed[case] = ("psoriasis", "", "")
    page.run()
    assert not page.warning
    assert_stay(before, page)


def test_fields_stay_where_they_are_when_the_patient_gets_known(app: AppTest) -> None:
    page = on(app, "analyse")
    open_box(page, "analyse.danger")
    before = places(page, "pregnancy_weeks", "age_days")  # asked no more
    page.segmented_control(key="analyse.patient.sex@en").set_value("male").run()
    page.number_input(key="analyse.patient.birth_year").set_value(1960).run()
    assert_stay(before, page)


def test_box_stays_open_in_another_language(app: AppTest) -> None:
    page = on(app, "analyse")
    open_box(page, "analyse.danger")
    page.segmented_control(key="app.language").set_value("ko").run()
    assert page.session_state["analyse.danger"]
    assert t("analyse.facts.danger_hint", "ko") in words(page)


def test_failure_where_a_part_is_drawn_takes_no_place_on_the_page(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = on(app, "settings")
    monkeypatch.setattr(resources, "save_clinic", refused)
    monkeypatch.setattr(feedback, "draws_a_part", lambda: True)
    page.text_input(key="settings.clinic_name").set_value("Clinic").run()
    assert [one.value for one in page.toast] == [t(StoreReadOnly.code, "en")]
    assert not page.error


def refused(*_: object, **__: object) -> None:
    raise StoreReadOnly
