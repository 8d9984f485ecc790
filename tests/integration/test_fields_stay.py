"""What is being typed outlives a redraw: a field that moves is drawn anew, and loses it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from skin_core.i18n import t
from skin_core.services import workbench
from skin_core.ui import drafting
from tests.integration.test_pages import answered, app, on, with_photo, words

__all__ = ["app"]
Places = Mapping[str, tuple[int, ...]]
TYPED = ("text_input", "text_area", "number_input", "date_input", "selectbox", "bidi_component")
# Questions change places among themselves: each answer decides which are left to ask.
ASKED = ".fact."


def places(page: AppTest) -> Places:
    """Where each field stands that is typed into, by the end of its id, which is its key."""
    return dict(_below(page.main, ()))


def _below(block: Block, path: tuple[int, ...]) -> Iterator[tuple[str, tuple[int, ...]]]:
    for turn, one in block.children.items():
        if isinstance(one, Block):
            yield from _below(one, (*path, turn))
        elif one.type in TYPED and ASKED not in one.proto.id:
            yield one.proto.id, (*path, turn)


def assert_stay(before: Places, page: AppTest) -> None:
    after = places(page)
    assert before
    assert {key: after[key] for key in before if key in after} == before


def concluding(page: AppTest, diagnosis: str) -> AppTest:
    """The page after a disease was taken in its box, which AppTest cannot type into."""
    state = page.session_state["skindesk"]
    concluded = {"diagnosis": diagnosis, "diagnosis_text": "", "note": ""}
    state.draft = workbench.concluded(state.draft, **concluded, now=drafting.now())
    return page.run()


def test_fields_stay_where_they_are_when_a_sign_is_told_and_a_photo_comes_in(app: AppTest) -> None:
    page = on(app, "analyse")
    before = places(page)
    page.pills(key="analyse.signs@en").set_value(["fever"]).run()
    assert_stay(before, page)
    assert_stay(before, with_photo(page))


def test_fields_stay_where_they_are_when_a_disease_is_concluded(app: AppTest) -> None:
    page = answered(app)
    before = places(page)
    concluding(page, "herpes_zoster")
    assert t("zoster.title", "en") in words(page)
    assert_stay(before, page)
