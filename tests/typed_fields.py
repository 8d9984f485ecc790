"""Where the fields of a page stand that are typed into: one that moves is drawn anew, and empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Node

Path = tuple[int, ...]
Places = Mapping[str, Path]
TYPED = ("text_input", "text_area", "number_input", "date_input", "selectbox", "bidi_component")
# Questions change places among themselves: each answer decides which are left to ask. Another paper
# is another viewer.
NOT_TYPED = (".fact.", "-report.pdf.")


def nodes(block: Block, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every part of a page below a block, with its place at each level."""
    for turn, one in block.children.items():
        yield (*path, turn), one
        if isinstance(one, Block):
            yield from nodes(one, (*path, turn))


def places(page: AppTest, *left_out: str) -> Places:
    """By the id of each field. left_out: parts of the ids of fields that may move."""
    fields = (
        (one.proto.id, path)
        for path, one in nodes(page.main)
        if not isinstance(one, Block) and one.type in TYPED
    )
    apart = (*NOT_TYPED, *left_out)
    return {key: path for key, path in fields if not any(mark in key for mark in apart)}


def assert_stay(before: Places, page: AppTest) -> None:
    """That each field that is still there stands where it stood."""
    after = places(page)
    assert before
    assert {key: after[key] for key in before if key in after} == before
