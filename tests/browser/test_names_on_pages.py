"""Names in ten scripts, and names full of marks, stand on the page as they were typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from skin_core.domain.case import Case
from skin_core.services import drafts, records
from skin_core.services.records import Store
from skin_core.settings import Settings
from skin_core.ui.plain import JOINER
from tests.browser.doctor import Doctor
from tests.browser.running import Server
from tests.sample_cases import NOW, facts_only_case
from tests.sample_drafts import person
from tests.ten_names import NAMES

pytestmark = pytest.mark.browser

MARKED = ":material/home: $x^2$ :red[a] **b** --> www.b.kr c@d.kr"


def saved(store: Store, name: str, code: str) -> Case:
    """A case of that patient, without photos."""
    analysis = facts_only_case().analysis
    draft = replace(drafts.new_draft(NOW), patient=person(name, code), facts=analysis.facts)
    draft = replace(draft, analysis=analysis)
    return records.save_case(store, draft, visit_date="2026-11-21", now=NOW)


def shown(window: Doctor) -> str:
    return str(window.page.locator("body").inner_text()).replace(JOINER, "")


def test_names_are_shown_as_typed_and_found_in_another_spelling(
    doctor: Callable[..., Doctor], server: Server
) -> None:
    store = records.open_store(Settings(home=server.home))
    for name in NAMES:
        saved(store, name.typed, "A-[1]")
    last = saved(store, MARKED, MARKED)
    store.close()
    window = doctor(server, "/records")
    window.part(f"record-row-{last.case_id}").wait_for()
    window.settled()
    assert [name.typed for name in NAMES if name.typed not in shown(window)] == []
    assert shown(window).count(MARKED) >= 2  # name and number
    assert window.page.locator(".katex, [class*=record-row] a").count() == 0
    window.press(f"records.open.{last.case_id}")
    window.part("records.back").wait_for()
    window.settled()
    assert shown(window).count(MARKED) >= 2  # name and number, a badge
    window.press("records.back")
    for typed, found in (("홍길동", "홍 길동"), ("lucja", "Łucja Żółć-Ærø"), ("ISIL", "Işıl")):
        window.write("records.search.text", typed)
        window.reads(found)
        window.settled()  # it stood there before the search, too
        assert MARKED not in shown(window)
