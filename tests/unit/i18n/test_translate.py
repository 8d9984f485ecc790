"""Every word exists in every language."""

from __future__ import annotations

import re
import string
from dataclasses import fields
from pathlib import Path

import pytest

from skin_core import errors
from skin_core.errors import SkinError
from skin_core.i18n import LANGUAGES, catalogue, error_text, t

ROOT = Path(__file__).resolve().parents[3]
CALLED = re.compile(r"""\b(?:t|say)\(\s*(?:"([^"]*)"|'([^']*)')""")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_catalogues_agree(language: str) -> None:
    english, other = catalogue("en"), catalogue(language)
    assert english.keys() == other.keys()
    differing = [key for key in english if placeholders(english[key]) != placeholders(other[key])]
    assert not differing


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    assert not [key for key, text in catalogue(language).items() if not text.strip()]


def test_korean_and_vietnamese_are_translated() -> None:
    english = catalogue("en")
    for language, letters in (("ko", "[가-힣]"), ("vi", "[à-ỹĐđ]")):
        other = catalogue(language)
        same = [k for k in english if other[k] == english[k] and has_words(other[k])]
        assert not same
        written = sum(bool(re.search(letters, text)) for text in other.values())
        assert written > 0.8 * len(other)


def has_words(text: str) -> bool:
    """Whether there is anything to translate beside placeholders."""
    return bool(re.search("[a-z]{4}.* ", re.sub(r"{\w+}", "", text)))


def literal_keys() -> set[str]:
    """Keys written out in the sources as t("..."), say("...") or speech.t("...")."""
    sources = (ROOT / "app.py", *ROOT.glob("pages/*.py"), *ROOT.glob("skin_core/**/*.py"))
    texts = (path.read_text(encoding="utf-8") for path in sources)
    return {one or other for text in texts for one, other in CALLED.findall(text)}


def test_every_key_in_the_sources_has_a_text() -> None:
    found = literal_keys()
    assert len(found) > 300
    assert not found - catalogue("en").keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_says_what_to_do(language: str) -> None:
    for name, kind in vars(errors).items():
        if isinstance(kind, type) and issubclass(kind, SkinError) and kind is not SkinError:
            names = [one.name for one in fields(kind)]
            assert placeholders(catalogue(language)[kind.code]) <= set(names), name
            text = error_text(kind(**dict.fromkeys(names, "7")), language)
            assert len(text) > 15, name
            assert "{" not in text


def test_what_somebody_sent_rules_no_console_and_turns_no_sentence() -> None:
    sent = "Kim\x1b[2J\u202e\ud800\tcafé 한국 \u200d" + "x" * 1000
    told = error_text(errors.ClassUnknown(label=sent, nearest="acne"), "en")
    assert "“Kim?[2J?? café 한국 \u200dxxx" in told
    assert len(told) < 300
    told.encode()


def test_missing_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        t("nowhere.nothing", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_menu_calls_a_page_what_the_page_calls_itself(language: str) -> None:
    named = {
        "severity": ("severity.title", "severity.open"),
        "reading": ("reading.title",),
        "follow_up": ("diary.title",),
        "records": ("records.title",),
        "report": ("report.page.title",),
        "diseases": ("diseases.title",),
        "settings": ("settings.title",),
    }
    for page, keys in named.items():
        assert {t(key, language) for key in keys} == {t(f"app.page.{page}", language)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "keys",
    [
        ("analyse.tab.todo", "report.first.what_to_do", "writing.section.advice"),
        ("analyse.tab.memo", "diseases.tab.memo", "report.page.with_memo"),
        ("analyse.tab.look_alikes", "diseases.tab.look_alikes", "diseases.part.look_alikes"),
        ("analyse.decision.note", "analyse.kept.field.note", "report.clinician.note"),
        ("diary.course", "diseases.row.course"),
    ],
    ids="|".join,
)
def test_what_is_one_thing_has_one_name_on_every_page(keys: tuple[str, ...], language: str) -> None:
    assert len({t(key, language).lower() for key in keys}) == 1
