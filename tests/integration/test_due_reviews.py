"""Whoever is to be seen again is found on Home, however many they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from streamlit.testing.v1 import AppTest

from skin_core.domain.case import Patient
from skin_core.i18n import t
from skin_core.services import diary, drafts, records, workbench
from skin_core.ui import resources
from tests.integration.test_pages import app, on

__all__ = ["app"]
SEEN = datetime(2026, 11, 1, 9, tzinfo=UTC)


def seen(number: int) -> str:
    """One patient more, to be seen again the next day; the lesion."""
    now = SEEN + timedelta(minutes=number)
    draft = replace(
        drafts.new_draft(now),
        patient=Patient(f"{number:032x}", f"No. {number}"),
        draft_id=f"{number:032x}",
    )
    draft = workbench.advised_without_photo(replace(draft, facts={"site": "chest"}), now)
    case = records.save_case(resources.store(), draft, visit_date="2026-11-01", now=now)
    diary.set_review(resources.store(), case.lesion.lesion_id, "2026-11-02", now)
    return case.lesion.lesion_id


def test_more_reviews_than_are_shown_at_once_are_folded_not_left_out(app: AppTest) -> None:
    lesions = {seen(number) for number in range(1, 11)}
    page = on(app, "home")
    assert len(lesions) == 10
    assert {f"home.due.open.{lesion}" for lesion in lesions} <= {one.key for one in page.button}
    assert t("diary.more_due", "en", count=2) in [one.label for one in page.expander]
