"""A page that is loaded anew is another window to the server: what was entered is there again."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from skin_core.domain.case import ReportKind
from skin_core.domain.reading import Reading
from skin_core.services import records
from skin_core.settings import ROOT
from skin_core.storage.codec import to_time
from skin_core.storage.readings import keep_reading
from skin_core.ui import drafting, resources
from skin_core.ui.components.report.written import _written_since_start
from tests.integration.test_graded_fields_stay import a_set
from tests.integration.test_pages import WAIT_S, app, on, press
from tests.integration.test_papers_are_told import at_paper, seen

__all__ = ["app"]


def another_window() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=WAIT_S).run()


def test_words_of_a_letter_are_there_again_and_nobody_elses_tick_is(app: AppTest) -> None:
    case = seen(near_eye=True)
    written(at_paper(app, case, ReportKind.LETTER), "question", "Herpes of the eye?")
    page = written(at_paper(app, case, ReportKind.PATIENT_COPY), "treatment", "Aciclovir")
    next(one for one in page.checkbox if "field.checked" in str(one.key)).check().run()

    window = another_window()
    assert text_of(at_paper(window, case, ReportKind.LETTER), "question") == "Herpes of the eye?"
    page = at_paper(window, case, ReportKind.PATIENT_COPY)
    assert text_of(page, "treatment") == "Aciclovir"
    assert not next(one for one in page.checkbox if "field.checked" in str(one.key)).value


def written(page: AppTest, name: str, text: str) -> AppTest:
    fields = (one for one in page.text_area if f"field.{name}" in str(one.key))
    return next(fields).set_value(text).run()


def text_of(page: AppTest, name: str) -> str:
    return next(str(one.value) for one in page.text_area if f"field.{name}" in str(one.key))


def test_what_is_remembered_of_an_erased_case_is_forgotten(app: AppTest) -> None:
    _written_since_start.clear()  # of the store of another test
    erased, other = seen(), seen()
    for case in (erased, other):
        written(at_paper(app, case, ReportKind.LETTER), "question", "Which?")
    records.delete_case(resources.store(), erased.case_id)
    assert set(_written_since_start()) == {other.case_id}


def test_a_treatment_that_was_begun_is_there_again_until_it_is_kept(app: AppTest) -> None:
    lesion_id = seen().lesion.lesion_id
    name = f"follow.new.{lesion_id}.name"
    at_course(app, lesion_id).text_input(key=name).input("tacrolimus").run()
    page = at_course(another_window(), lesion_id)
    assert page.text_input(key=name).value == "tacrolimus"
    press(page, f"follow.new.{lesion_id}.keep")
    assert at_course(another_window(), lesion_id).text_input(key=name).value == ""


def at_course(page: AppTest, lesion_id: str) -> AppTest:
    page.query_params["lesion"] = lesion_id
    return on(page, "follow_up")


def test_grades_of_the_photo_at_hand_are_there_again_for_their_reader_alone(app: AppTest) -> None:
    of_set = a_set("Forearms")
    grade = f"reading.grade.{of_set.photos[0].entry_id}.{{}}.1.erythema".format

    def shown(page: AppTest, reader: str) -> object:
        return page.segmented_control(key=grade(reader)).value

    page = grading(app, of_set.set_id, "Lee")
    page.segmented_control(key=grade("Lee")).set_value(2).run()
    assert shown(grading(another_window(), of_set.set_id, "Lee"), "Lee") == 2
    assert shown(grading(another_window(), of_set.set_id, "Ahn"), "Ahn") is None


def grading(page: AppTest, set_id: str, reader: str) -> AppTest:
    page.query_params["set"] = set_id
    page = on(page, "reading")
    page.session_state["skindesk"].reading.begin(reader, 1)
    return page.run()


def test_a_reading_kept_with_half_a_mild_sign_is_gone_back_to(app: AppTest) -> None:
    """0.5 was a grade once: it is shown, and another one may be chosen for it."""
    of_set = a_set("Hands")
    entry = of_set.photos[0].entry_id
    said = Reading(entry, "Lee", 1, {"erythema": 0.5}, to_time(drafting.now()))
    keep_reading(resources.store(), said)
    key = f"reading.grade.{entry}.Lee.1.erythema"
    app.query_params["set"] = of_set.set_id
    page = on(app, "reading")
    desk = page.session_state["skindesk"].reading
    desk.begin("Lee", 1)
    desk.again = entry
    page = page.run()
    assert page.segmented_control(key=key).value == 0.5
    page = page.segmented_control(key=key).set_value(1.0).run()
    assert not page.exception
    assert page.segmented_control(key=key).value == 1.0
