"""What stands on the buttons of a grade: its steps, and what was graded before they were these."""

from __future__ import annotations

from collections.abc import Iterable

from skin_core.ui.say import say


def grade_text(value: float) -> str:
    """A grade as it stands on its button: "1½"."""
    whole = int(value)
    if value == whole:
        return str(whole)
    return say("severity.form.half", whole=whole or "")


def with_earlier(steps: Iterable[float], *shown: float | None) -> list[float]:
    """The steps to choose from, and among them grades kept before that are none of them now."""
    return sorted({*map(float, steps), *(one for one in shown if one is not None)})
