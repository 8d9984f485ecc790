"""What a language model is told of a case: sentences of the result, and no word that was typed."""

from __future__ import annotations

import tomllib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.facts import FactType
from skin_core.facts import all_facts
from skin_core.narrative.writer import Section, Subject, sentences

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
    bare = replace(analysis, facts=_untyped(analysis))
    concluded = replace(subject.assessment, diagnosis_text="", note="")
    about = replace(subject, assessment=concluded)
    written = [one for one in sentences(bare, language, about) if one.section in TOLD]
    facts, words = "\n".join(one.text for one in written), texts()
    order = words["system"]["text"].format(language=words["languages"][language])
    return (
        Message("system", order),
        Message("user", words["user"]["text"].format(facts=facts)),
    )


def _untyped(analysis: CaseAnalysis) -> dict[str, bool | float | str]:
    """The answers without those in free words."""
    known = all_facts()
    return {
        key: value
        for key, value in analysis.facts.items()
        if key in known and known[key].type is not FactType.TEXT
    }


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """What a model is asked, by part."""
    with FILE.open("rb") as file:
        return tomllib.load(file)
