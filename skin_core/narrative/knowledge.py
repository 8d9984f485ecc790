"""What the model of an answer can name at all, told by the shorter of two lists."""

from __future__ import annotations

from skin_core.diseases import NORMAL
from skin_core.domain.analysis import CaseAnalysis

FEW = 10  # names that are read at a glance


def known_only(analysis: CaseAnalysis) -> tuple[str, ...]:
    """Every disease the model can name, where these are few, and fewer than it does not know.

    Keys in their own order, the same for every photo. Empty: the unknown ones say it better.
    """
    known = sorted(entry.label for entry in analysis.differential if entry.label != NORMAL)
    most = min(FEW, len(analysis.unknown_to_model) - 1)
    return tuple(known) if len(known) <= most else ()
