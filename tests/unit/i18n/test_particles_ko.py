"""Korean never shows both forms of a particle: a text is worded so that the name needs none."""

from __future__ import annotations

import re
from pathlib import Path

import skin_core

BOTH_FORMS = re.compile(
    r"[을를은는이가과와]\([을를은는이가과와]\)|\(으\)|\(이\)(?:라|나|며|고)|[을은이과]/[를는가와]"
)


def test_no_korean_text_leaves_the_particle_to_the_reader() -> None:
    texts = sorted(Path(skin_core.__file__).parent.rglob("*.toml"))
    assert texts
    found = {path.name: BOTH_FORMS.findall(path.read_text("utf-8")) for path in texts}
    assert not {name: both for name, both in found.items() if both}
