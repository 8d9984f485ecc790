"""Allergies and medicines as typed, held against one medicine."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from skin_core.domain.facts import Facts
from skin_core.drugs.reading import (
    Mention,
    Reading,
    Term,
    groups_of,
    groups_taken,
    read_allergies,
    read_allergies_told,
    read_medicines,
)
from skin_core.drugs.standing import Caution, Why
from skin_core.drugs.substance import Preparation
from skin_core.drugs.table import all_groups, all_substances, with_wider

TAKEN_BY_FACT = {"ace_inhibitor": "ace_inhibitors"}
"""Facts whose yes says that a medicine of a group is taken."""

LONGEST = 60  # characters of what was typed that are repeated
_WORST_FIRST = (
    Why.NAMED,
    Why.TAKEN,
    Why.RELATED_SEVERE,
    Why.RELATED,
    Why.PERHAPS,
    Why.DENIED,
)


def allergy(prepared: Preparation, facts: Facts) -> Caution:
    """Whether an allergy to the medicine, its group or a relative was entered anywhere."""
    return allergy_to(prepared.inn, facts)


def allergy_to(inn: str, facts: Facts) -> Caution:
    """The same of a substance, by whatever route."""
    entered = read_allergies(str(facts.get("allergies", "")))
    elsewhere = [read_allergies_told(str(facts.get(key, ""))) for key in ("medicines", "history")]
    mentions = [*entered.mentions, *(one for reading in elsewhere for one in reading.mentions)]
    found = [(why, one) for one in mentions if (why := _allergic(one, inn)) is not None]
    return _worst("allergy", found) or _nothing("allergy", entered, "allergies" in facts)


def interaction(prepared: Preparation, facts: Facts) -> Caution:
    """Whether a medicine that does not go with it was entered; in the history it is to be asked."""
    entered = read_medicines(str(facts.get("medicines", "")))
    history = read_medicines(str(facts.get("history", "")))
    mentions = [*entered.mentions, *_answered(facts)]
    found = [(why, one) for one in mentions if (why := _meets(one, prepared)) is not None]
    if not found:
        told = [(why, one) for one in history.mentions if (why := _meets(one, prepared))]
        found = [(Why.PERHAPS if why is Why.TAKEN else why, one) for why, one in told]
    return _worst("interaction", found) or _nothing("interaction", entered, "medicines" in facts)


def _answered(facts: Facts) -> list[Mention]:
    """Medicines that a question asked for by group."""
    groups = [group for key, group in TAKEN_BY_FACT.items() if facts.get(key) is True]
    return [Mention(Term(groups=frozenset({key})), all_groups()[key].words[0]) for key in groups]


def taken(reason: str, group: str, inn: str, facts: Facts) -> Caution | None:
    """A medicine of the group, another than this, that is taken and shows the fact; else None."""
    for one in read_medicines(str(facts.get("medicines", ""))).mentions:
        if not one.denied and not one.topical and group in groups_taken(_others(one.term, inn)):
            return Caution(reason, Why.TAKEN, _short(one.words))
    return None


def _allergic(mention: Mention, inn: str) -> Why | None:
    """What an allergy that was named means for a medicine; None where nothing."""
    why = _kin(mention.term, inn)
    if why is None:
        return None
    if mention.denied:
        return Why.DENIED
    return Why.RELATED_SEVERE if why is Why.RELATED and mention.severe else why


def _kin(term: Term, inn: str) -> Why | None:
    own, own_groups = _identity(inn), groups_of(inn)
    known = all_groups()
    named = term.groups & own_groups
    others = [*(groups_of(key) for key in term.substances), with_wider(term.member_of)]
    shared = own_groups & with_wider(term.groups).union(*others)
    if any(own & _identity(key) for key in term.substances):
        return Why.NAMED
    if any(known[key].allergy for key in named):
        return Why.NAMED
    if any(known[key].allergy == "shared" for key in shared):
        return Why.NAMED
    if any(known[key].allergy == "related" for key in shared):
        return Why.RELATED
    return Why.PERHAPS if named else None


def _meets(mention: Mention, prepared: Preparation) -> Why | None:
    """What a medicine that was named means for another; None where nothing."""
    if mention.topical:
        return None
    why = _clash(mention.term, prepared)
    return Why.DENIED if why is not None and mention.denied else why


def _clash(term: Term, prepared: Preparation) -> Why | None:
    others = _others(term, prepared.inn)
    ids = groups_taken(others).union(*(_identity(key) for key in others.substances))
    if ids & prepared.interacts:
        return Why.TAKEN
    if prepared.route != "topical" and any(_minds(key, prepared.inn) for key in others.substances):
        return Why.TAKEN
    wider = frozenset[str]().union(*(_groups_around(key) for key in prepared.interacts))
    return Why.PERHAPS if term.groups & wider else None


def _minds(taken_key: str, inn: str) -> bool:
    """Whether the medicine that is taken names the other one among its own interactions."""
    ids = _identity(inn) | groups_of(inn)
    systemic = [
        one for route, one in all_substances()[taken_key].preparations.items() if route != "topical"
    ]
    return any(ids & one.interacts for one in systemic)


@cache
def _groups_around(key: str) -> frozenset[str]:
    """Wider groups that somebody may name who means this substance, or one of this group."""
    if key in all_substances():
        return groups_of(key)
    narrower = [one.within for one in all_groups().values() if key in one.within]
    return all_groups()[key].within.union(*narrower)


def _others(term: Term, inn: str) -> Term:
    """What is named beside the medicine itself."""
    own = _identity(inn) if inn else frozenset()
    return Term(term.substances - own, term.groups, term.member_of)


def _identity(key: str) -> frozenset[str]:
    return frozenset({key, *all_substances()[key].contains})


def _worst(reason: str, found: Iterable[tuple[Why, Mention]]) -> Caution | None:
    """The gravest of what was found."""
    ranked = sorted(found, key=lambda one: _WORST_FIRST.index(one[0]))
    return Caution(reason, ranked[0][0], _short(ranked[0][1].words)) if ranked else None


def _nothing(reason: str, entered: Reading, answered: bool) -> Caution:
    """Nothing speaks against it, which clears nothing."""
    if not answered:
        return Caution(reason, Why.UNANSWERED)
    if entered.unread:
        return Caution(reason, Why.UNREAD, _short(entered.unread[0]))
    if entered.denials and not entered.mentions:
        return Caution(reason, Why.UNNAMED, _short(entered.denials[0]))
    return Caution(reason, Why.UNNAMED)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
