"""What the model of an answer can name at all, told by the shorter of two lists."""

from __future__ import annotations

from skin_core.diseases import NORMAL
from skin_core.domain.analysis import CaseAnalysis


def known_only(analysis: CaseAnalysis) -> tuple[str, ...]:
    """Every disease the model can name, where these are fewer than those unknown to it.

    Keys in their own order, the same for every photo. Empty: the unknown ones say it better.
    """
    known = sorted(entry.label for entry in analysis.differential if entry.label != NORMAL)
    return tuple(known) if len(known) < len(analysis.unknown_to_model) else ()
