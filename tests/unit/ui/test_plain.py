from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from skin_core.ui.plain import plain

TYPED = (
    "<script>alert(1)</script>",
    "**bold** _and_ `code`",
    "[link](https://example.org) ![x](y)",
    "# title\n- list\n1. one",
    "a | b",
    "김민수 (52) – đau rát & ngứa",
    "..\\..\\병변.jpg",
)


@pytest.mark.parametrize("typed", TYPED)
def test_what_was_typed_reads_exactly_so(typed: str) -> None:
    tokens = MarkdownIt().parse(plain(typed))
    (inline,) = [token for token in tokens if token.type == "inline"]
    assert {child.type for child in inline.children or []} <= {"text", "text_special"}
    assert "".join(child.content for child in inline.children or []) == " ".join(typed.split())
