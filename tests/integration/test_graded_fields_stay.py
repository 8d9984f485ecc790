"""Fields of Severity, Reading room and Records stay where they are when something comes or goes."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from skin_core.domain.case import Case
from skin_core.domain.reading import Reading, ReadingSet
from skin_core.i18n import t
from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered import render_skin
from skin_core.services import reading_sets, records
from skin_core.services.analyse import PhotoFile
from skin_core.ui import drafting, resources
from tests.integration.test_pages import app, on, words
from tests.integration.test_same_lesion import seen
from tests.typed_fields import assert_stay, places

__all__ = ["app"]


def of_someone(birth_year: int) -> Case:
    case = seen(1, {})
    changes = {"birth_year": birth_year}
    records.correct_patient(resources.store(), case.patient.patient_id, changes, now=drafting.now())
    return records.find_case(resources.store(), case.case_id)


def a_set(name: str) -> ReadingSet:
    photo = PhotoFile("a.jpg", to_jpeg(render_skin("mole", "light", 1, (320, 240))))
    now, store = drafting.now(), resources.store()
    return reading_sets.new_set(store, name, ["erythema"], [photo], (), now=now, limit_mb=50)[0]


def test_fields_of_a_region_stay_when_the_age_is_told_otherwise(app: AppTest) -> None:
    case = of_someone(1990)
    app.query_params["case"] = case.case_id
    page = on(app, "severity")
    assert t("severity.form.age_from_case", "en") in words(page)
    before = places(page)
    page = page.number_input(key=f"severity.{case.case_id}.easi.age_years").set_value(20).run()
    assert t("severity.form.age_from_case", "en") not in words(page)
    assert_stay(before, page)


def test_itch_and_sleep_stay_when_the_extent_is_told_in_hands(app: AppTest) -> None:
    page = on(app, "severity")
    page = page.selectbox(key="severity.none.index@en").set_value("scorad").run()
    page = page.segmented_control(key="severity.none.unit@en").set_value("hands").run()
    before = places(page)
    (hands,) = [one for one in page.number_input if "hands" in str(one.key)]
    page = hands.set_value(3).run()
    assert t("severity.form.hands_are", "en", percent="3") in words(page)
    assert_stay(before, page)


def test_fields_of_the_reading_room_stay_when_another_window_adds_to_it(app: AppTest) -> None:
    page = on(app, "reading")
    before = places(page)
    of_set = a_set("Forearms")
    page = page.run()
    assert "Forearms" in words(page)
    assert_stay(before, page)
    page.query_params["set"] = of_set.set_id
    page = page.run()
    before = places(page)
    (photo,) = of_set.photos
    told = Reading(photo.entry_id, "Lee", 1, {"erythema": 1.0}, drafting.now().isoformat())
    reading_sets.keep_reading(resources.store(), of_set, told)
    page = page.run()
    assert "**Lee**" in words(page)
    assert_stay(before, page)


def test_the_conclusion_of_a_case_stays_when_its_patient_is_corrected(app: AppTest) -> None:
    case = seen(1, {})
    app.query_params["case"] = case.case_id
    page = on(app, "records")
    before = places(page)
    changes = {"name": "Kim Minseo"}
    records.correct_patient(resources.store(), case.patient.patient_id, changes, now=drafting.now())
    page = page.run()
    assert "Kim Minseo" in words(page)
    assert_stay(before, page)
