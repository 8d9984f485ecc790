"""A case of an older version still opens: rules that say more today than it kept words for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from skin_core.domain.analysis import Advice, FiredRule, Urgency
from skin_core.domain.case import ReportKind
from skin_core.rules import all_rules
from skin_core.services import drafts, records, reports, workbench
from skin_core.services.reports import ReportChoice
from skin_core.ui import drafting, resources
from tests.integration.test_pages import app, on, press, words
from tests.sample_drafts import person

__all__ = ["app"]


@pytest.mark.parametrize("language", ["en", "ko", "vi"])
def test_every_rule_without_its_values_is_drawn_on_page_and_papers(
    app: AppTest, language: str
) -> None:
    store, now = resources.store(), drafting.now()
    begun = replace(drafts.new_draft(now), patient=person(), facts={"fever": True})
    draft = workbench.advised_without_photo(begun, now)
    assert draft.analysis is not None
    bare = tuple(FiredRule(key, "0", Urgency.SOON) for key in all_rules())
    advice = Advice(Urgency.SOON, (*bare, FiredRule("gone", "0", Urgency.SOON)))
    draft = replace(draft, analysis=replace(draft.analysis, advice=advice))
    case = records.save_case(store, draft, visit_date=now.date().isoformat(), now=now)
    page = press(on(app, "home"), f"home.open.{case.case_id}")
    assert "gone" in words(on(page, "records"))
    assert not app.error
    assert not app.exception
    for kind in ReportKind:
        choice = ReportChoice(language=language, kind=kind)
        assert reports.preview_report(store, case, choice, now).startswith(b"%PDF")
