"""Three points lay two photos over each other only where a person has set them."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from skin_core.errors import PointsNotSet
from skin_core.i18n import LANGUAGES, t
from skin_core.imaging.rendered import render_skin
from skin_core.services.aligned import Places
from skin_core.ui import resources
from skin_core.ui.components.follow_up.three_points import check_moved
from tests.integration.test_pages import app, on, words
from tests.integration.test_scales_contradict import LESION, PHOTO, SIZE, seen

__all__ = ["app"]
FIRST: Places = ((0.3, 0.35), (0.7, 0.35), (0.5, 0.7))  # where the page puts them
SET: Places = ((0.31, 0.35), (0.69, 0.36), (0.5, 0.72))


def test_points_that_nobody_moved_lay_no_photos_over_each_other(app: AppTest) -> None:
    """As they lie they would fit without any residual, whatever the photos show."""
    seen("2026-11-01", PHOTO, LESION, 100)
    case = seen("2026-11-25", render_skin("plaque", "tan", 8, SIZE), LESION, 100)
    app.query_params["lesion"] = case.lesion.lesion_id
    for language in LANGUAGES:
        page = app.segmented_control(key="app.language").set_value(language).run()
        page = on(page, "follow_up")
        apply = next(one for one in page.button if one.label == t("diary.points.apply", language))
        page = apply.click().run()
        assert t("error.registration.points_unset", language) in [one.value for one in page.error]
        assert t("error.registration.differ", language) in words(page)  # still, as before
    first, later = resources.course(case.lesion.lesion_id).visits
    assert resources.laid_over(first, later).points is None


@pytest.mark.parametrize("left", [(FIRST, FIRST), (SET, FIRST), (SET, (FIRST[0], *SET[1:]))])
def test_each_of_the_points_must_be_moved_on_both_photos(left: tuple[Places, Places]) -> None:
    with pytest.raises(PointsNotSet):
        check_moved(left, None)
    check_moved(left, left)  # kept before, and left as they were
    check_moved((SET, SET), None)
