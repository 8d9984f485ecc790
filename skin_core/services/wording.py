"""The answer in words for pages and scripts; the report uses the very same functions."""

from skin_core.narrative.answer import (
    advice_when,
    answer_notes,
    answer_sentence,
    label_text,
    percent_text,
    reasons_text,
    retake_text,
    set_explanation,
    urgency_text,
    urgency_when,
)
from skin_core.narrative.knowledge import known_only
from skin_core.narrative.next_steps import next_steps
from skin_core.narrative.record_text import record_text

__all__ = [
    "advice_when",
    "answer_notes",
    "answer_sentence",
    "known_only",
    "label_text",
    "next_steps",
    "percent_text",
    "reasons_text",
    "record_text",
    "retake_text",
    "set_explanation",
    "urgency_text",
    "urgency_when",
]
