"""A click that was under way before the page was drawn anew takes nothing back."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from tests.integration.test_pages import app, on
from tests.typed_fields import nodes

__all__ = ["app"]
FEVER, RISK = "fever", "immunosuppression"
STRIP = "analyse.signs@en"


def click(page: AppTest, key: str, answer: object) -> None:
    """As the doctor would; the page is not drawn anew yet."""
    found = page.pills if key == STRIP else page.segmented_control
    found(key=key).set_value(answer)


@pytest.mark.parametrize(
    "clicks",
    [
        {STRIP: [FEVER], f"analyse.form.{RISK}@en": "yes"},
        {f"analyse.form.{FEVER}@en": "yes", f"analyse.form.{RISK}@en": "yes"},
        {f"analyse.form.{RISK}@en": "yes", STRIP: [FEVER]},
    ],
    ids=["sign, then form", "form", "form, then sign"],
)
def test_two_signs_answered_faster_than_the_page_is_drawn_are_both_kept(
    app: AppTest, clicks: Mapping[str, object]
) -> None:
    """The second click tells of all else as it stood before the first."""
    page, told = on(app, "analyse"), []
    for key, answer in clicks.items():
        click(page, key, answer)
        told.append(page._tree.get_widget_states())
    for states in told:
        page._run(states)
    facts = page.session_state["skindesk"].draft.facts
    assert {key for key, value in facts.items() if value is True} == {FEVER, RISK}


def tabs_id(page: AppTest) -> str:
    """Of the only row of tabs on the page."""
    rows = [
        one.proto.id
        for _, one in nodes(page.main)
        if isinstance(one, Block) and one.type == "tab_container"
    ]
    (row,) = rows
    return str(row)


def choose_tab(page: AppTest, row: str, name: str) -> None:
    states = page._tree.get_widget_states()
    states.widgets.add(id=row, string_value=name)
    page._run(states)


def test_tab_chosen_while_the_page_is_drawn_anew_stays_chosen(app: AppTest) -> None:
    """The click tells of the row of tabs as the browser showed it before."""
    page = on(app, "diseases")
    shown = tabs_id(page)
    choose_tab(page, shown, "Compare")
    page.text_input(key="diseases.query").set_value("zoster").run()
    choose_tab(page, shown, "Memo")
    assert page.session_state["skindesk"].handbook_tab == "memo"
    assert tabs_id(page) == shown
