"""What a free text names: medicines, groups of them, and whether it denies or dreads them."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from skin_core.domain.fold import fold
from skin_core.drugs.spelling import is_hangul, sounded, unspaced
from skin_core.drugs.table import FOLDER, all_groups, all_substances, with_wider

_KEPT = 512  # texts; a page reads the same two of a patient for every line of treatment
_ENDS = re.compile(r"[,;/\n()\[\]|+、，；]|\.(?=\s|$)|\s[-–—]\s")
_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[a-zβ]+|[0-9]+")  # a number stands apart: "metformin500"


@dataclass(frozen=True, slots=True)
class Term:
    """What one written name stands for: a substance, a group, or a member of groups."""

    substances: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    member_of: frozenset[str] = frozenset()

    def __or__(self, other: Term) -> Term:
        """Both together."""
        return Term(
            self.substances | other.substances,
            self.groups | other.groups,
            self.member_of | other.member_of,
        )


@dataclass(frozen=True, slots=True)
class Mention:
    """A part of a text that names something.

    words: the part as typed. denied: says that it is not so. severe: tells of an immediate or
    severe reaction. topical: used on the skin or in the eye.
    """

    term: Term
    words: str
    denied: bool = False
    severe: bool = False
    topical: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read: what it names, what was denied as a whole, and what was not understood."""

    mentions: tuple[Mention, ...] = ()
    denials: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def classes_named(text: str) -> tuple[str, ...]:
    """Keys of the groups, wider ones too, that a text names itself or by a medicine of theirs.

    What is used on the skin or in the eye does not count, nor what is denied.
    """
    named = [one for one in read_medicines(text).mentions if not one.denied and not one.topical]
    return tuple(sorted({key for one in named for key in groups_taken(one.term)}))


@lru_cache(maxsize=_KEPT)
def read_allergies(text: str) -> Reading:
    """An entry on allergies."""
    return _read(text, "allergy")


@lru_cache(maxsize=_KEPT)
def read_medicines(text: str) -> Reading:
    """An entry on medicines, or a history in which some may be named."""
    return _read(text, "medicine")


@lru_cache(maxsize=_KEPT)
def read_allergies_told(text: str) -> Reading:
    """Of a history or a list of medicines, only what tells of an allergy."""
    told = [part for part in _parts(text) if _any_of("allergy", part)]
    return Reading(_read("\n".join(told), "allergy").mentions)


def groups_of(substance: str) -> frozenset[str]:
    """Groups of a substance and of what it contains, wider ones included."""
    entry = all_substances()[substance]
    return entry.groups.union(*(all_substances()[one].groups for one in entry.contains))


def groups_taken(term: Term) -> frozenset[str]:
    """Groups that somebody takes who takes this, wider ones included."""
    named = with_wider({*term.groups, *term.member_of})
    return named.union(*(groups_of(key) for key in term.substances))


def _read(text: str, about: str) -> Reading:
    mentions: list[Mention] = []
    denials: list[str] = []
    unread: list[str] = []
    for part in _parts(text):
        terms = _terms(part)
        if terms:
            mentions.append(_mention(part, terms, about))
        elif _is_denied(part, about):
            denials.append(part)
        elif mentions and _any_of("severe", part):  # "penicillin (anaphylaxis)"
            last = mentions.pop()
            words = f"{last.words} ({part})"
            mentions.append(Mention(last.term, words, last.denied, True, last.topical))
        elif _says_something(part):
            unread.append(part)
    return Reading(tuple(mentions), tuple(denials), tuple(unread))


def _mention(part: str, terms: tuple[Term, ...], about: str) -> Mention:
    whole = Term()
    for term in terms:
        whole |= term
    topical = len(terms) == 1 and bool(_topical().search(part.casefold()))
    return Mention(whole, part, _is_denied(part, about), _any_of("severe", part), topical)


def _parts(text: str) -> Iterator[str]:
    """Pieces of the text in which a word belongs to what stands beside it."""
    for piece in _ENDS.split(text):
        for part in _apart().split(piece):
            if cleaned := part.strip(" \t-–:·"):
                yield cleaned


def _terms(part: str) -> tuple[Term, ...]:
    """What is named; a longer name hides a shorter one within it."""
    return tuple(dict.fromkeys((*_in_latin(part), *_in_hangul(part))))


def _in_latin(part: str) -> Iterator[Term]:
    """Names made of whole words."""
    words, at = _WORDS.findall(sounded(part)), 0
    names, longest = _index().latin, _index().longest
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            name = tuple(words[at : at + length])
            term = names.get(name) or names.get((*name[:-1], name[-1].removesuffix("s")))
            if term is not None:
                yield term
                break
        else:
            length = 1
        at += length


def _in_hangul(part: str) -> Iterator[Term]:
    """Names anywhere in the syllables: particles and other words stand close to them."""
    text, at = unspaced(part) if is_hangul(part) else "", 0
    while at < len(text):
        names = _index().hangul.get(text[at], {})
        name = next((one for one in names if text.startswith(one, at)), "")
        if name:
            yield names[name]
        at += len(name) or 1


def _is_denied(part: str, about: str) -> bool:
    if _any_of("except", part) or _any_of("not_a_denial", part):
        return False
    spaced, close = fold(part), unspaced(part)
    patterns = _words()["denied"][about]
    return any(re.search(one, spaced) for one in patterns["latin"]) or any(
        re.search(one, close) for one in patterns["ko"]
    )


def _any_of(kind: str, part: str) -> bool:
    """Whether one of the words of that kind begins a word of the text, or stands in Korean."""
    latin, hangul = _beginnings(kind)
    return bool(latin.search(fold(part)) or hangul.search(unspaced(part)))


def _says_something(part: str) -> bool:
    words = _LETTERS.findall(fold(part))
    return any(word not in _fillers() and len(word) > 1 for word in words)


@dataclass(frozen=True, slots=True)
class _Index:
    """What each written name stands for.

    latin: by its words as sounded, `longest` words at most. hangul: by its first syllable and then
    by itself without spaces, the longest first.
    """

    latin: Mapping[tuple[str, ...], Term]
    longest: int
    hangul: Mapping[str, Mapping[str, Term]]


@cache
def _index() -> _Index:
    latin: dict[tuple[str, ...], Term] = defaultdict(Term)
    hangul: dict[str, Term] = defaultdict(Term)
    for name, term in _written():
        if is_hangul(name):
            hangul[unspaced(name)] |= term
        else:
            latin[tuple(_WORDS.findall(sounded(name)))] |= term
    by_first: dict[str, dict[str, Term]] = defaultdict(dict)
    for name in sorted(hangul, key=len, reverse=True):
        by_first[name[0]][name] = hangul[name]
    return _Index(dict(latin), max(map(len, latin)), dict(by_first))


def _written() -> Iterator[tuple[str, Term]]:
    """Every name, as it is written in the tables."""
    for key, entry in all_substances().items():
        for name in (key, *entry.name.values(), *entry.also):
            yield name, Term(substances=frozenset({key}))
    for key, group in all_groups().items():
        for name in (*group.name.values(), *group.words):
            yield name, Term(groups=frozenset({key}))
        for name in group.members:
            yield name, Term(member_of=frozenset({key}))


@cache
def _beginnings(kind: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    latin, korean = _by_script(kind)
    end = r"\b" if kind == "except" else ""
    return re.compile(rf"\b(?:{latin}){end}"), re.compile(korean)


def _by_script(kind: str) -> tuple[str, str]:
    """The words of a kind as two patterns: in Latin letters, and in Korean."""
    words = _words()[kind]
    korean = [word for word in words if is_hangul(word)]
    return "|".join(word for word in words if word not in korean), "|".join(korean)


@cache
def _apart() -> re.Pattern[str]:
    """Words between two statements, as typed with or without accents."""
    latin, korean = _by_script("apart")
    return re.compile(rf"\b(?:{latin})\b|{korean}", re.IGNORECASE)


@cache
def _topical() -> re.Pattern[str]:
    latin, korean = _by_script("topical")
    return re.compile(rf"\b(?:{latin})\b|{korean}")


@cache
def _fillers() -> frozenset[str]:
    return frozenset(_words()["filler"])


@cache
def _words() -> Mapping[str, Any]:
    with (FOLDER / "free_text.toml").open("rb") as file:
        return tomllib.load(file)
