"""The style sheet: what the theme cannot say, and the words of widgets that speak English only."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from skin_core.narrative.speech import Speech
from skin_core.services.drafts import MOST_PHOTOS
from skin_core.ui.say import speech
from skin_core.ui.session import LANGUAGE_COOKIE, session
from skin_core.ui.streamlit_edge import part

_SHEETS = ("skindesk.css", "phone.css")
_WIDGET_WORDS = {
    "--upload-button": "analyse.photo.choose",
    "--upload-more": "analyse.add_first_photo",
    "--upload-too-large": "analyse.photo.too_large_to_send",
    "--camera-take": "analyse.photo.take",
    "--camera-allow": "analyse.photo.camera_allow",
    "--as-typed": "analyse.decision.as_typed",
    "--nothing-found": "app.nothing_found",
    "--menu": "app.menu",
    "--number-outside": "app.number_outside",
    "--date-outside": "app.date_outside",
    "--logo-button": "settings.logo_choose",
    "--logo-hint": "settings.logo_hint",
}


def draw_style() -> None:
    """Put the sheet on the page, tell screen readers its language, and watch what is typed."""
    speaks = f"document.documentElement.lang = '{speech().language}';{_remembers()}{_scripts()}"
    html = f"<style>{_sheet(speech())}</style><script>{speaks}</script>"
    st.html(html, unsafe_allow_javascript=True)


def _remembers() -> str:
    """That the browser tells, when a page is loaded anew, which language was chosen in it."""
    if not session().speaks_own:
        return ""
    told = f"{LANGUAGE_COOKIE}={speech().language}; path=/; SameSite=Strict"
    return f"document.cookie = '{told}';"


def begin_at_top(step: str) -> None:
    """Scroll up when another step of a page takes the place of the one before.

    To be drawn at the same place of the page in every step: it acts when `step` changes.
    """
    scroll = f"document.querySelector('{part('stMain')}')?.scrollTo(0, 0)"
    st.html(f"<script>/* {step} */{scroll}</script>", unsafe_allow_javascript=True)


@cache
def _scripts() -> str:
    names = ("typed.js", "shortcuts.js")
    return "".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in names)


@cache
def _sheet(speaker: Speech) -> str:
    said = {name: speaker.t(key) for name, key in _WIDGET_WORDS.items()}
    said["--upload-hint"] = speaker.t("analyse.photo.drop_hint", most=MOST_PHOTOS)
    words = "".join(f"{name}:{_css_string(text)};" for name, text in said.items())
    sheets = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in _SHEETS)
    return f":root{{{words}}}{''.join(sheets)}"


def _css_string(text: str) -> str:
    """The text as a CSS string; it is ours, but a quote in it must not end it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ") + '"'
