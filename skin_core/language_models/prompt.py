"""What a language model is told of a case: sentences of the result, and no word that was typed."""

from __future__ import annotations

import tomllib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from skin_core.diseases import all_diseases
from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.facts import FactType
from skin_core.errors import InvalidFact
from skin_core.facts import all_facts, validate
from skin_core.narrative.writer import Section, Subject, sentences
from skin_core.scoring import INDICES

FILE = Path(__file__).with_name("prompt.toml")
TOLD = (Section.FINDINGS, Section.IMPRESSION, Section.DIFFERENTIAL)
"""What to do is not asked of a model: the advice stands as it is, and may quote what was typed."""


@dataclass(frozen=True, slots=True)
class Message:
    """One turn. role: "system" or "user". picture: a JPEG that goes with it, b"" for none."""

    role: str
    content: str
    picture: bytes = b""

    @property
    def as_sent(self) -> dict[str, object]:
        """As servers of this kind read it."""
        if not self.picture:
            return {"role": self.role, "content": self.content}
        address = f"data:image/jpeg;base64,{b64encode(self.picture).decode('ascii')}"
        picture = {"type": "image_url", "image_url": {"url": address}}
        return {"role": self.role, "content": [{"type": "text", "text": self.content}, picture]}


def messages_of(analysis: CaseAnalysis, language: str, subject: Subject) -> tuple[Message, ...]:
    """The order, and between marks the facts that may be used."""
    written = sentences(_known(analysis), language, _known_subject(subject))
    told = [one.text for one in written if one.section in TOLD]
    facts, words = "\n".join(told), texts()
    order = words["system"]["text"].format(language=words["languages"][language])
    return (
        Message("system", order),
        Message("user", words["user"]["text"].format(facts=facts)),
    )


def _known(analysis: CaseAnalysis) -> CaseAnalysis:
    """What this program itself could have put there: a case may come from another machine."""
    known = all_diseases()
    return replace(
        analysis,
        facts={key: value for key, value in analysis.facts.items() if _is_own(key, value)},
        differential=tuple(one for one in analysis.differential if one.label in known),
        prediction_set=tuple(one for one in analysis.prediction_set if one in known),
        above_alert=tuple(one for one in analysis.above_alert if one in known),
    )


def _known_subject(subject: Subject) -> Subject:
    excluded = tuple(one for one in subject.assessment.excluded if one.label in all_diseases())
    concluded = replace(subject.assessment, diagnosis_text="", note="", excluded=excluded)
    scores = tuple(one for one in subject.scores if one.index in INDICES)
    return replace(subject, assessment=concluded, scores=scores)


def _is_own(key: str, value: object) -> bool:
    """Whether an answer is one of those that can be given, and not in free words."""
    if key not in all_facts() or all_facts()[key].type is FactType.TEXT:
        return False
    try:
        validate(key, value)
    except InvalidFact:
        return False
    return True


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """What a model is asked, by part."""
    with FILE.open("rb") as file:
        return tomllib.load(file)
