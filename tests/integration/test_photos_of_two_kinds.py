"""A lesion outlined on a camera's photo at one visit and through a dermatoscope at another."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from skin_core.domain.photo import PhotoKind
from skin_core.i18n import LANGUAGES, t
from skin_core.narrative.speech import Speech
from skin_core.services import diary
from skin_core.ui import resources
from tests.integration.test_pages import app, on, words
from tests.integration.test_scales_contradict import LESION, PHOTO, moved, seen

__all__ = ["app"]


@pytest.mark.parametrize("lens_first", [True, False])
def test_page_and_report_say_why_two_kinds_of_photos_are_not_compared(
    app: AppTest, lens_first: bool
) -> None:
    kinds = (PhotoKind.CLINICAL, PhotoKind.DERMOSCOPIC)
    before, after = reversed(kinds) if lens_first else kinds
    seen("2026-11-01", PHOTO, LESION, 100, before)
    case = seen("2026-11-20", moved(PHOTO), moved(LESION), 80, after)
    app.query_params["lesion"] = case.lesion.lesion_id
    for language in LANGUAGES:
        page = app.segmented_control(key="app.language").set_value(language).run()
        said = t("diary.verdict.other_kind", language)
        head, _, rest = said.partition(". ")
        told = words(on(page, "follow_up")).replace("\\", "")
        assert f"**{head}.** {rest}" in told
        printed, *_ = diary.report_lines(resources.store(), case, Speech(language))
        assert printed == said
