"""What was begun for one patient's lesion is never entered for another's."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from skin_core.services.diary import course_of
from skin_core.ui import resources
from tests.integration.test_pages import app, on, press
from tests.integration.test_same_lesion import seen

__all__ = ["app"]


def test_a_treatment_begun_for_one_lesion_does_not_wait_at_another(app: AppTest) -> None:
    places = enumerate(("chest", "forearm"), 1)
    first, second = (seen(day, {"site": site}).lesion.lesion_id for day, site in places)
    app.query_params["lesion"] = first
    page = on(app, "follow_up")
    page = page.text_input(key=f"follow.new.{first}.name").input("tacrolimus").run()
    page.query_params["lesion"] = second
    page = page.run()
    assert page.text_input(key=f"follow.new.{second}.name").value == ""
    page = page.text_input(key=f"follow.new.{second}.name").input("betamethasone").run()
    press(page, f"follow.new.{second}.keep")
    kept = [course_of(resources.store(), one).treatments for one in (first, second)]
    assert [[one.name for one in each] for each in kept] == [[], ["betamethasone"]]
