"""Severity indices: pure functions with their source, one index a file, and their words."""

from skin_core.scoring.asked import Asked
from skin_core.scoring.change import Change, change
from skin_core.scoring.indices import INDICES, score_of
from skin_core.scoring.result import Part, Score

__all__ = ["INDICES", "Asked", "Change", "Part", "Score", "change", "score_of"]
