"""Everything that is looked up in the reader's language, by whoever has words to say."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import TypeVar

from skin_core import rules
from skin_core.diseases import all_diseases, disease_name
from skin_core.diseases.sentence import name_in_sentence
from skin_core.domain.age import Age
from skin_core.domain.analysis import Advice, FiredRule, Urgency
from skin_core.domain.facts import FactValue
from skin_core.drugs import class_name, drug_name
from skin_core.errors import InvalidFact, SkinError
from skin_core.facts import (
    fact_name,
    fact_text,
    local_day_text,
    moment_text,
    no_text,
    section_title,
    unknown_text,
    when_text,
    yes_text,
)
from skin_core.i18n import catalogue, error_text, t
from skin_core.rules.texts import in_sentence

Words = TypeVar("Words")


@dataclass(frozen=True, slots=True)
class Speech:
    """One speaker of one language. Two of a language are equal, so that words can be cached."""

    language: str

    def t(self, key: str, /, **values: object) -> str:
        """The text of a key, its placeholders filled. Raises: KeyError."""
        return t(key, self.language, **values)

    def has(self, key: str) -> bool:
        """Whether there is a text of that key."""
        return key in catalogue(self.language)

    def listed(self, names: Iterable[str]) -> str:
        """Names in a row."""
        return self.t("answer.separator").join(names)

    def in_a_row(self, names: Iterable[str]) -> str:
        """Names after a colon: small, but for abbreviations."""
        return self.listed(in_sentence(name) for name in names)

    def of(self, words: Mapping[str, Words]) -> Words:
        """The reader's one of texts that stand side by side in each language."""
        return words[self.language]

    def error(self, error: SkinError) -> str:
        """What happened and what to do."""
        return error_text(error, self.language)

    def disease(self, key: str) -> str:
        """A disease's name. Raises: KeyError for a key that is not in the taxonomy."""
        return disease_name(key, self.language)

    def label(self, label: str) -> str:
        """A disease's name; the key itself where the taxonomy has lost it.

        Normal skin reads "no lesion recognised", which promises nothing.
        """
        return self.disease(label) if label in all_diseases() else label

    def in_sentence(self, label: str) -> str:
        """The same as it reads in the middle of a sentence."""
        return name_in_sentence(label, self.language)

    def drug(self, inn: str) -> str:
        """A substance as doctors spell it. Raises: KeyError."""
        return drug_name(inn, self.language)

    def drug_class(self, key: str) -> str:
        """What a medicine is. Raises: KeyError."""
        return class_name(key, self.language)

    def fact(self, key: str) -> str:
        """What a report calls a fact. Raises: UnknownFact."""
        return fact_name(key, self.language)

    def answer(self, key: str, value: FactValue) -> str:
        """The answer to a fact: "7/10", "Cheek". Raises: UnknownFact, InvalidFact."""
        return fact_text(key, value, self.language)

    def answer_as_kept(self, key: str, value: FactValue) -> str:
        """The same; the bare value where it is none of today's answers. Raises: UnknownFact."""
        try:
            return self.answer(key, value)
        except InvalidFact:
            return str(value)

    def section(self, section: str) -> str:
        """The heading of a section of facts."""
        return section_title(section, self.language)

    def yes(self) -> str:
        """The word for yes."""
        return yes_text(self.language)

    def no(self) -> str:
        """The word for no."""
        return no_text(self.language)

    def unknown(self) -> str:
        """The word for a question that has no answer."""
        return unknown_text(self.language)

    def when(self, value: str) -> str:
        """A date of the clinic, with the hour where it is known. value: ISO, without a zone."""
        return when_text(value, self.language)

    def day(self, stored: str, zone: tzinfo | None = None) -> str:
        """The day of a stored time on the clinic's clock."""
        return local_day_text(stored, self.language, zone)

    def moment(self, stored: str, zone: tzinfo | None = None) -> str:
        """Day and hour of a stored time on the clinic's clock."""
        return moment_text(stored, self.language, zone)

    def age(self, age: Age) -> str:
        """An age, short: "62 y", of a small child "8 mo" or "20 d"."""
        unit, number = age.told()
        if unit == "years":
            return self.t("app.patient.age", years=number)
        return self.t(f"report.age.{unit}", count=number)

    def percent(self, probability: float) -> str:
        """A probability 0..1 in whole per cent, never 0 and never 100."""
        if probability > 0.99:
            return self.t("answer.percent_above")
        if probability < 0.01:
            return self.t("answer.percent_below")
        return self.t("answer.percent", number=math.floor(probability * 100 + 0.5))

    def urgency(self, urgency: Urgency) -> str:
        """The word of an urgency: "Urgent"."""
        return self.t(f"urgency.{urgency}.name")

    def urgency_means(self, urgency: Urgency) -> str:
        """What an urgency means: "the same day"."""
        return self.t(f"urgency.{urgency}.when")

    def how_soon(self, advice: Advice) -> str:
        """How soon this case is to be seen: in a rule's own words where it has some.

        A patient with fever is reviewed in a day or two, never "within two weeks".
        """
        return rules.rule_timing(advice, self.language) or self.urgency_means(advice.urgency)

    def rule_name(self, fired: FiredRule) -> str:
        """A rule's short title. Raises: KeyError for a rule that no longer exists."""
        return rules.rule_name(fired, self.language)

    def rule_text(self, fired: FiredRule) -> str:
        """Why it matters. Raises: KeyError."""
        return rules.rule_text(fired, self.language)

    def rule_reason(self, fired: FiredRule) -> str:
        """What of this case made it fire, in one line. Raises: KeyError."""
        return rules.rule_reason(fired, self.language)

    def rule_action(self, fired: FiredRule) -> str:
        """What to do, one line that makes sense alone; may be "". Raises: KeyError."""
        return rules.rule_action(fired, self.language)

    def because(self, fired: FiredRule) -> tuple[str, ...]:
        """What made it fire, one line each."""
        return rules.because_text(fired, self.language)
