"""A disease of the taxonomy: names, codes, urgency, and what a doctor should know of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from skin_core.domain.analysis import Urgency

Words = Mapping[str, str]
"""One text by language: "en", "ko", "vi"."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a classification, with how it was verified."""

    system: str  # "icd10", "icd11", "snomed"
    code: str
    verified: str


# In the order in which a memo tells them; what saves a life stands before what helps.
TREATMENT_LINES = ("emergency", "first", "second")


@dataclass(frozen=True, slots=True)
class Treatment:
    """One line of treatment.

    line: one of TREATMENT_LINES; "emergency" only where its text says for which turn.
    inn: international non-proprietary name, "" for a measure. route: "oral", "topical",
    "injection" or "intralesional"; with the inn it names the entry of the table of medicines,
    which tells what speaks against it. text: words by language.
    avoid, contraindications: only what this disease adds to the table (keys of facts; words).
    despite: what the table avoids and the danger of this disease outweighs (keys of facts).
    """

    line: str
    inn: str
    text: Words
    route: str = ""
    avoid: tuple[str, ...] = ()
    contraindications: Words = field(default_factory=dict)
    despite: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A source. opened: whether its text was read, or it is only known of."""

    title: str
    year: int
    source: str
    opened: bool


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Another disease it is confused with, and how to tell them apart at the bedside."""

    label: str
    how: Words


@dataclass(frozen=True, slots=True)
class Unverified:
    """A statement of the memo that no second source confirmed.

    section: where it stands: "summary", "symptoms", "look_alikes", "treatment", "patient",
    "red_flags", "refer", "review" or "references". what: the statement in one short sentence.
    """

    section: str
    what: Words


MEMO_PARTS = ("symptoms", "red_flags", "treatment", "look_alikes", "refer", "patient", "review")
"""What a memo says under its summary, in the order in which page and paper say it."""


@dataclass(frozen=True, slots=True)
class Memo:
    """The handbook page. Lists are by language. reviewed_by: "" until a clinician has read it.

    compare: short answers to set beside another disease: "signs", "site", "feel" (itch, pain),
    "course", "test", "first_treatment". unverified: () where every statement was confirmed.
    review: when to see the patient again and what to look at then; {} where it is not written.
    """

    summary: Words
    symptoms: Mapping[str, tuple[str, ...]]
    look_alikes: tuple[LookAlike, ...]
    treatment: tuple[Treatment, ...]
    patient: Mapping[str, tuple[str, ...]]
    red_flags: Mapping[str, tuple[str, ...]]
    refer: Mapping[str, tuple[str, ...]]
    references: tuple[Reference, ...]
    reviewed_by: str = ""
    reviewed_on: str = ""
    compare: Mapping[str, Words] = field(default_factory=dict)
    unverified: tuple[Unverified, ...] = ()
    review: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Disease:
    """One entry of the taxonomy.

    urgency: of the case when it is the most probable disease. danger: has an alert point, and
    raises the urgency when above it. trained: False for diseases no model was shown.
    mixed_with: what the network's class of this name cannot be told apart from.
    growth: a pigmented, new or growing lump. read_memo: reads the memo; it is four fifths of
    what is written of a disease, and most pages need none. includes: diseases of the list that
    this one is a wider name for. signs: of one without a memo, the few lines it is found by, the
    most telling first; by language.
    """

    key: str
    name: Words
    synonyms: Mapping[str, tuple[str, ...]]
    codes: tuple[Code, ...]
    urgency: Urgency
    danger: bool
    growth: bool
    trained: bool
    look_alikes: tuple[str, ...]
    mixed_with: tuple[str, ...]
    read_memo: Callable[[], Memo | None] = field(repr=False, compare=False)
    includes: tuple[str, ...] = ()
    signs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def memo(self) -> Memo | None:
        """The handbook page; None while not written."""
        return self.read_memo()
