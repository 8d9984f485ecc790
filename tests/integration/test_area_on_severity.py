"""VASI: the outlined area is offered in hands where its scale is known, and confirmed or not."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from skin_core.domain.case import Case
from skin_core.domain.outline import DrawnOutline, HandScale, ScaledBy
from skin_core.i18n import LANGUAGES, t
from skin_core.services import records
from skin_core.services.outlines import runs_of
from skin_core.storage.drafts import save_draft
from skin_core.ui import resources
from tests.integration.test_pages import SKIN, app, on, press, words
from tests.sample_drafts import NOW, draft_of, person

__all__ = ["app"]
REGIONS = ("head", "hands", "upper_limbs", "trunk", "lower_limbs", "feet")
PHOTOS = 3


def outlined(site: str = "forearm") -> Case:
    """Three photos, each with a quarter outlined: 75 cm² by its width of 20 cm, the last unscaled.

    1600 by 1200 pixels; 160 cm and 62.5 kg are 1.667 m², of which 75 cm² are 0.45 hands.
    """
    store, at = resources.store(), NOW.isoformat()
    draft = draft_of(store, person(), SKIN, facts={"site": site, "weight": 62.5}, label="vitiligo")
    assert draft.analysis is not None
    (stored,), (judged,) = draft.photos, draft.analysis.photos
    stored = replace(stored, thumbnail_key=stored.key)
    judged = replace(judged, layers={}, provenance=replace(judged.provenance, created_at=at))
    ids = [f"{number}" * 64 for number in range(PHOTOS)]
    mask = np.zeros((360, 480), np.bool_)
    mask[90:270, 120:360] = True
    draft = replace(
        draft,
        photos=tuple(replace(stored, photo_id=one) for one in ids),
        analysis=replace(
            draft.analysis, photos=tuple(replace(judged, photo_id=one) for one in ids)
        ),
        outlines=tuple(DrawnOutline(one, 480, 360, runs_of(mask), at) for one in ids),
        scales=tuple(HandScale(one, ScaledBy.WIDTH, 200.0, (), at) for one in ids[:2]),
    )
    draft = save_draft(store, draft, NOW)
    return records.save_case(store, draft, visit_date="2026-11-21", now=NOW)


def form_of(app: AppTest, case: Case, index: str = "vasi") -> AppTest:
    app.query_params["case"] = case.case_id
    key = f"severity.{case.case_id}.index@en"
    return on(app, "severity").selectbox(key=key).set_value(index).run()


def offered(page: AppTest) -> bool:
    return t("severity.measured.title", "en") in words(page)


def test_an_area_is_offered_where_the_site_lies_and_entered_only_when_it_is_taken(
    app: AppTest,
) -> None:
    case = outlined()
    prefix = f"severity.{case.case_id}"
    page = form_of(app, case)  # opened at the region of the forearm
    area = f"{prefix}.vasi.upper_limbs.hand_units"
    assert offered(page)
    labels = [one.label for one in page.checkbox]
    assert [one.value for one in page.checkbox] == [True, False]  # two may show one patch
    assert re.search(r"Photo 1: 75.* cm².*scale set by hand", labels[0])
    told = words(page)
    assert t("severity.measured.no_scale", "en") in told
    assert t("severity.measured.need_body", "en") in told
    assert page.number_input(key=f"{prefix}.weight_kg").value == 62.5  # as the case tells it
    page = page.number_input(key=f"{prefix}.height_cm").set_value(160).run()
    assert "1.67 m² body surface is **0.45 %**, or **0.45 hands**" in words(page)
    assert page.number_input(key=area).value is None
    page = press(page, "severity.measured.take")
    assert page.number_input(key=area).value == 0.45
    assert t("severity.measured.taken", "en") in words(page)
    page = page.checkbox(key=f"{prefix}.vasi.upper_limbs.measured.2").check().run()
    assert "**0.9 hands**" in words(page)
    assert page.number_input(key=area).value == 0.45
    page = page.pills(key=f"{prefix}.vasi.region@en").set_value("trunk").run()
    assert not offered(page)


def test_what_was_taken_is_kept_with_what_it_rests_on_and_what_was_typed_since_is_not(
    app: AppTest,
) -> None:
    case = outlined()
    prefix = f"severity.{case.case_id}"
    page = form_of(app, case).number_input(key=f"{prefix}.height_cm").set_value(160).run()
    page = press(page, "severity.measured.take")
    key = f"{prefix}.vasi.upper_limbs.depigmentation_percent"
    page = next(one for one in page.segmented_control if one.key == key).set_value(100.0).run()
    for region in REGIONS:
        if region != "upper_limbs":
            page = page.pills(key=f"{prefix}.vasi.region@en").set_value(region).run()
            page = page.number_input(key=f"{prefix}.vasi.{region}.hand_units").set_value(0).run()
    page = press(page, "severity.keep")
    assert page.button(key="severity.keep").disabled
    (kept,) = records.find_case(resources.store(), case.case_id).scores
    assert kept.total == 0.45
    assert kept.measured == ("upper_limbs.hand_units",)
    table = kept.entered["measured"]
    assert isinstance(table, dict)
    taken = table["upper_limbs.hand_units"]
    assert (taken["hand_units"], taken["photos"]) == (0.45, ["0" * 64])
    assert taken["area_cm2"] == pytest.approx(75)
    page = page.pills(key=f"{prefix}.vasi.region@en").set_value("upper_limbs").run()
    page = page.number_input(key=f"{prefix}.vasi.upper_limbs.hand_units").set_value(0.5).run()
    press(page, "severity.keep")
    scores = records.find_case(resources.store(), case.case_id).scores
    assert [one.measured for one in scores] == [("upper_limbs.hand_units",), ()]
    shown = words(on(page, "records"))
    assert r"Δa\*" in shown  # a bare star would make the rest of the line italic
    told = re.sub(r"\\|\u2060", "", shown)
    assert told.count("Area measured on outlined photos: upper limbs") == 1


def test_one_outline_is_taken_for_one_region(app: AppTest) -> None:
    """Of a widespread case every region offers; what was taken for one is no other's."""
    case = outlined("widespread")
    prefix = f"severity.{case.case_id}"
    page = form_of(app, case).number_input(key=f"{prefix}.height_cm").set_value(160).run()
    first = page.pills(key=f"{prefix}.vasi.region@en").options[0]
    page = press(page, "severity.measured.take")
    page = page.pills(key=f"{prefix}.vasi.region@en").set_value("trunk").run()
    assert t("severity.measured.elsewhere", "en", region=first) in words(page)
    assert [one.label[:7] for one in page.checkbox] == ["Photo 2"]
    page = press(page, "severity.measured.take")
    page = page.pills(key=f"{prefix}.vasi.region@en").set_value("head").run()
    assert t("severity.measured.elsewhere", "en", region="Trunk") in words(page)
    page = page.number_input(key=f"{prefix}.vasi.head.hand_units").set_value(0.2).run()
    page = page.pills(key=f"{prefix}.vasi.region@en").set_value("trunk").run()
    assert t("severity.measured.elsewhere", "en", region=first) not in words(page)


def test_of_the_face_the_index_of_the_face_has_it_and_other_sites_have_it_nowhere(
    app: AppTest,
) -> None:
    assert offered(form_of(app, outlined("cheek"), "fvasi"))
    assert not offered(form_of(app, outlined(), "fvasi"))
    wide = form_of(app, outlined("widespread"))  # may be anywhere: the clinician knows
    assert offered(wide)
    for language in LANGUAGES:
        page = wide.segmented_control(key="app.language").set_value(language).run()
        assert not page.exception
        assert t("severity.measured.title", language) in words(page)
