"""Each screen's parts stand by themselves: they share what is common and the answer, no more."""

from __future__ import annotations

import re
from pathlib import Path

COMPONENTS = Path(__file__).resolve().parents[3] / "skin_core" / "ui" / "components"
BELOW = {"shared": set(), "result": {"shared"}}
OF_A_SCREEN = {"shared", "result"}


def test_no_screen_draws_with_the_parts_of_another() -> None:
    for folder in (one for one in COMPONENTS.iterdir() if (one / "__init__.py").exists()):
        allowed = BELOW.get(folder.name, OF_A_SCREEN) | {folder.name}
        for path in folder.glob("*.py"):
            used = re.findall(r"skin_core\.ui\.components\.(\w+)", path.read_text("utf-8"))
            assert set(used) <= allowed, path


def test_every_part_belongs_to_a_screen() -> None:
    loose = [path.name for path in COMPONENTS.glob("*.*") if path.name != "__init__.py"]
    assert not loose
