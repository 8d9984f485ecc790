"""What is being typed on Follow-up outlives what comes and goes above it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from skin_core.domain.diary import TreatmentKind
from skin_core.i18n import t
from skin_core.services import diary
from skin_core.ui import drafting, resources
from tests.integration.test_pages import app, on, words
from tests.sample_drafts import person, saved
from tests.typed_fields import assert_stay, places

__all__ = ["app"]


def test_fields_stay_where_they_are_when_another_treatment_is_withdrawn(app: AppTest) -> None:
    case = saved(resources.store(), person())
    lesion = case.lesion.lesion_id
    told = (TreatmentKind.PHOTOTHERAPY, "nbUVB", "", 3)
    diary.add_treatment(resources.store(), lesion, told, ("2026-11-21", ""), now=drafting.now())
    app.query_params["lesion"] = lesion
    page = on(app, "follow_up")
    page = page.text_input(key=f"follow.new.{lesion}.name").set_value("tacrolim").run()
    before = places(page, "follow.treatment")
    withdraw = next(one for one in page.button if str(one.key).endswith(".withdraw"))
    page = withdraw.click().run()
    assert t("diary.treatment.withdrawn", "en") in words(page)
    assert page.text_input(key=f"follow.new.{lesion}.name").value == "tacrolim"
    assert_stay(before, page)
