"""Pages, screenshots and collages are told from photos."""

from __future__ import annotations

import pytest

from skin_core.imaging.frame import seen_part
from skin_core.imaging.page import looks_like_page
from skin_core.imaging.rendered import render_skin
from tests.altered_photos import PAGES, altered


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("page", list(PAGES))
def test_pages_screenshots_and_collages_are_told(page: str, seed: int) -> None:
    photo = render_skin("plaque", "light", seed, (400, 300))
    found = [looks_like_page(seen_part(altered(page, photo, seed * 10 + n)).look) for n in range(5)]
    assert sum(found) >= (3 if page == "collage" else 5)
