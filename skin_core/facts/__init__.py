"""The clinical facts: what may be asked, which answers are allowed, and how they read."""

from skin_core.facts.answers import (
    fact_name,
    fact_text,
    no_text,
    unknown_text,
    validate,
    validate_all,
    when_text,
    yes_text,
)
from skin_core.facts.cues import cued_facts
from skin_core.facts.follow_up import Holds, still_holding
from skin_core.facts.moments import (
    is_ahead,
    local_day,
    local_day_text,
    local_time,
    moment_text,
    zone_of,
)
from skin_core.facts.schema import (
    all_facts,
    deciding_facts,
    fact,
    facts_of,
    section_title,
    sections,
)
from skin_core.facts.signs import emergency_signs

__all__ = [
    "Holds",
    "all_facts",
    "cued_facts",
    "deciding_facts",
    "emergency_signs",
    "fact",
    "fact_name",
    "fact_text",
    "facts_of",
    "is_ahead",
    "local_day",
    "local_day_text",
    "local_time",
    "moment_text",
    "no_text",
    "section_title",
    "sections",
    "still_holding",
    "unknown_text",
    "validate",
    "validate_all",
    "when_text",
    "yes_text",
    "zone_of",
]
