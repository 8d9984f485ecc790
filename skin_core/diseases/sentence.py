"""A disease's name as it reads in the middle of a sentence."""

from __future__ import annotations

from skin_core.diseases.taxonomy import all_diseases
from skin_core.i18n import t


def name_in_sentence(label: str, language: str) -> str:
    """Small first letter, except proper names; the key itself where the taxonomy has lost it."""
    entry = all_diseases().get(label)
    name = _as_one(entry.name[language] if entry is not None else label, language)
    first_word = name.split(maxsplit=1)[0]
    is_proper = first_word in t("answer.keep_capital", language).split()
    if is_proper or first_word[1:] != first_word[1:].lower():
        return name
    return name[0].lower() + name[1:]


def _as_one(name: str, language: str) -> str:
    """A class of two diseases without its own "or", which would count as two in a row of names."""
    members = name.split(t("answer.last_separator", language))
    return name if len(members) < 2 else t("answer.one_class", language, names="/".join(members))
