"""What is done with a photo, in order. A new stage is a module here and a line in this list."""

from __future__ import annotations

from skin_core.domain.analysis import Stage
from skin_core.inference.stages.classify import classify
from skin_core.inference.stages.explain import explain
from skin_core.inference.stages.gate import gate
from skin_core.inference.stages.load import load
from skin_core.inference.stages.outline import is_outlined, outline
from skin_core.inference.stages.work import PhotoStage

PHOTO_STAGES = (
    PhotoStage(Stage.LOAD, load),
    PhotoStage(Stage.GATE, gate),
    PhotoStage(Stage.CLASSIFY, classify),
    PhotoStage(Stage.EXPLAIN, explain),
    PhotoStage(Stage.OUTLINE, outline, is_outlined),
)
