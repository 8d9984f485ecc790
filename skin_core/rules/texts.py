"""The words of a rule that fired, in the clinician's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from skin_core.diseases import all_diseases, disease_name
from skin_core.diseases.sentence import name_in_sentence
from skin_core.domain.analysis import Advice, FiredRule
from skin_core.domain.facts import FactType, FactValue
from skin_core.drugs import all_substances, drug_name
from skin_core.facts import all_facts, fact_name, fact_text
from skin_core.i18n import t
from skin_core.rules.rule import all_rules, rule
from skin_core.rules.situation import ROLES
from skin_core.rules.values import placeholders
from skin_core.scoring import INDICES
from skin_core.scoring.words import number_text, short_name

COUNTED = frozenset({"hours", "score", "total", "risk", "dangers"})  # such a text tells this case
NAMED = (*ROLES, "age", "age_years", "above_alert")  # what made a rule fire and is no fact


def known_rules(advice: Advice) -> tuple[FiredRule, ...]:
    """The rules that fired and whose words this program still has; an old case may name others."""
    return tuple(fired for fired in advice.fired if fired.rule_id in all_rules())


def rule_name(fired: FiredRule, language: str) -> str:
    """Its short title. Raises: KeyError for a rule that no longer exists."""
    return rule(fired.rule_id).name[language]


def rule_text(fired: FiredRule, language: str) -> str:
    """Why it matters. Raises: KeyError."""
    text = rule(fired.rule_id).text[language].format_map(_words(fired, language))
    return text[:1].upper() + text[1:]


def rule_reason(fired: FiredRule, language: str) -> str:
    """Why it fired in this case: what was answered or named, and nothing that was not.

    A text tells what may be behind many answers, so it stands here only where it counts something
    of this case, or where no answer made the rule fire. Raises: KeyError.
    """
    entry = rule(fired.rule_id)
    if entry.urgency is None or COUNTED & set(placeholders(entry)) or not fired.because:
        return rule_text(fired, language)
    pairs = {pair.partition("=")[2] if _role(pair) else pair: pair for pair in fired.because[::-1]}
    first, *others = _lines(reversed(pairs.values()), language)
    separator = t("answer.separator", language)
    return separator.join((first, *(in_sentence(one) for one in others)))


def rule_action(fired: FiredRule, language: str) -> str:
    """What to do, one line that makes sense alone; may be "". Raises: KeyError.

    An entered allergy to a medicine that it asks for stands at its end.
    """
    words = _words(fired, language)
    action = rule(fired.rule_id).action[language].format_map(words)
    if not action:
        return ""
    if "if" in words:
        action = t("urgency.if_this_is", language, labels=words["if"], action=in_sentence(action))
    return " ".join(filter(None, (action.rstrip(), _allergy(fired, language))))


def rule_timing(advice: Advice, language: str) -> str:
    """How soon, in the words of a rule that has its own for the urgency of the case, or ""."""
    for fired in known_rules(advice):
        timing = rule(fired.rule_id).timing
        if timing and fired.urgency is advice.urgency:
            return timing[language]
    return ""


def in_sentence(text: str) -> str:
    """A line as it reads after a colon: small first letter, but for abbreviations and names."""
    first = text.partition(" ")[0]
    if any(letter.isupper() for letter in first[1:]) or not text[:1].isupper():
        return text
    return text[0].lower() + text[1:]


def rule_citation(fired: FiredRule) -> str:
    """Its sources: "NICE NG12 (2015)"; "" for a rule of the house. Raises: KeyError."""
    return "; ".join(f"{cited.source} ({cited.year})" for cited in rule(fired.rule_id).citations)


def because_text(fired: FiredRule, language: str) -> tuple[str, ...]:
    """What made it fire, one line each: "Fever: Yes", "Most likely: Melanoma"."""
    return tuple(_because(pair, language) for pair in fired.because)


def _role(pair: str) -> bool:
    return pair.partition("=")[0] in ROLES


def _lines(pairs: Iterable[str], language: str) -> Iterator[str]:
    """Each answer; diseases that are named for the same cause stand in one line."""
    for key, same in groupby(pairs, key=lambda pair: pair.partition("=")[0]):
        if key in ROLES:
            names = [name_in_sentence(pair.partition("=")[2], language) for pair in same]
            listed = t("answer.last_separator", language).join(names)
            yield f"{t(f'urgency.because.{key}', language)}: {listed}"
        else:
            yield from (_short(pair, language) for pair in same)


def _short(pair: str, language: str) -> str:
    """One answer where it stands among others: a yes by its name alone."""
    key, _, value = pair.partition("=")
    is_yes = value == "true" and key in all_facts()
    return fact_name(key, language) if is_yes else _because(pair, language)


def _because(pair: str, language: str) -> str:
    key, _, value = pair.partition("=")
    if key in all_facts():
        answer = fact_text(key, _answer(key, value), language)
        return f"{fact_name(key, language)}: {answer}"
    if key in INDICES:
        return f"{short_name(key, language)}: {number_text(float(value), language)}"
    if key not in NAMED:
        return f"{key}: {value}"  # a fact of a saved case that this program no longer asks for
    if key == "age":
        return _age(value, language)
    shown = _disease(value, language) if key in ROLES else value
    return f"{t(f'urgency.because.{key}', language)}: {shown}"


def _age(told: str, language: str) -> str:
    number, _, unit = told.partition(" ")
    key = "urgency.because.years" if unit == "years" else f"report.age.{unit}"
    words = t(key, language, count=number)
    return f"{t('urgency.because.age_years', language)}: {words}"


def _answer(key: str, value: str) -> FactValue:
    match all_facts()[key].type:
        case FactType.YES_NO:
            return value == "true"
        case FactType.NUMBER:
            return float(value)
        case _:
            return value


def _allergy(fired: FiredRule, language: str) -> str:
    keys = [key for key in _split(fired.values.get("allergy", "")) if key in all_substances()]
    names = [in_sentence(drug_name(key, language)) for key in keys]
    drugs = t("answer.separator", language).join(names)
    return t("urgency.allergy", language, drugs=drugs) if names else ""


class _Words(dict[str, str]):
    """Values of a rule's placeholders; one that an older version did not keep reads as dots."""

    def __missing__(self, name: str) -> str:
        return "…"


def _words(fired: FiredRule, language: str) -> _Words:
    words = _Words(fired.values)
    for name in ("labels", "members"):
        if name in words:
            names = [name_in_sentence(key, language) for key in _split(words[name])]
            words[name] = ", ".join(names)
    if "if" in words:
        names = [name_in_sentence(key, language) for key in _split(words["if"])]
        words["if"] = t("answer.last_separator", language).join(names)
    if words.get("total"):
        index, _, total = words["total"].partition("=")
        words["total"] = f"{short_name(index, language)} {number_text(float(total), language)}"
    infertile = words.get("fertile") == "no"
    words["fertile"] = "" if infertile else t("urgency.exclude_pregnancy", language)
    if "dangers" in words:
        known = [key for key in _split(words["dangers"]) if key in all_rules()]
        names = [all_rules()[key].name[language] for key in known]
        words["dangers"] = ", ".join(names)
    return words


def _disease(key: str, language: str) -> str:
    return disease_name(key, language) if key in all_diseases() else key


def _split(keys: str) -> list[str]:
    return [key for key in keys.split(",") if key]
