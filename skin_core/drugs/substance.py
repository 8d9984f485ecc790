"""A medicine: its names, the groups it belongs to, and what speaks against it by each route."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from skin_core.domain.disease import Words

ADULT_YEARS = 18.0


@dataclass(frozen=True, slots=True)
class Kidney:
    """Renal limits, eGFR or creatinine clearance in mL/min; `avoid` 0 where none is known.

    look_up: below it the dose is looked up. avoid: below it the medicine is not given.
    """

    look_up: float
    avoid: float = 0.0


@dataclass(frozen=True, slots=True)
class Preparation:
    """A substance as it is given.

    inn: key of the substance. route: "oral", "topical", "injection" or "intralesional".
    drug_class: key of what it is. avoid, care: facts against it, and facts that ask for care
    (pregnancy, breastfeeding, child, hepatic_impairment, heart_failure, qt_prolongation,
    g6pd_deficiency, immunosuppression, infection). child_below: years that "child" means.
    weight_below: kg below which it is not given, 0 where none. kidney: None where they do not
    matter. interacts: substances and groups. allergy: whether an allergy can stand against it.
    specialist: begun by a specialist only. against: the same in words, by language.
    """

    inn: str
    route: str
    drug_class: str
    avoid: frozenset[str]
    care: frozenset[str]
    against: Words
    child_below: float = ADULT_YEARS
    weight_below: float = 0.0
    kidney: Kidney | None = None
    interacts: frozenset[str] = frozenset()
    allergy: bool = True
    specialist: bool = False


@dataclass(frozen=True, slots=True)
class Substance:
    """A medicine by its international non-proprietary name.

    also: other spellings and brands in any language. groups: keys of groups, the wider ones
    included. contains: substances that a combination is made of. source: of what stands against
    it, "" where none confirms it; opened: whether that source was read. preparations: by route,
    empty for a medicine that is only known by name.
    """

    key: str
    name: Words
    also: tuple[str, ...] = ()
    groups: frozenset[str] = frozenset()
    contains: tuple[str, ...] = ()
    source: str = ""
    opened: bool = False
    preparations: Mapping[str, Preparation] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """A class of medicines as doctors name it, allergic together or taken together.

    words: how it is written, any language; members: medicines without an entry of their own.
    allergy: "shared" (who reacts to one is taken to react to all), "related" (another member is
    to be checked) or "". within: keys of wider groups, all of them.
    """

    key: str
    name: Words
    words: tuple[str, ...]
    members: tuple[str, ...]
    allergy: str
    within: frozenset[str]
