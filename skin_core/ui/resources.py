"""What is opened once per process and shared by every tab: settings, store, networks, pictures."""

from __future__ import annotations

import logging
from dataclasses import replace
from time import sleep
from typing import TYPE_CHECKING

import streamlit as st

from skin_core.domain.analysis import PhotoAnalysis
from skin_core.errors import SkinError
from skin_core.i18n import LANGUAGES
from skin_core.services import analyse, pictures, preferences, records, reports
from skin_core.services.analyse import PhotoFile
from skin_core.services.picture_cache import on_screen
from skin_core.services.pictures import HeatLayer
from skin_core.services.preferences import Preferences
from skin_core.services.records import Store
from skin_core.settings import Settings, read_settings

if TYPE_CHECKING:
    from skin_core.inference import Networks

FONTS_AFTER_S = 4  # reading them would slow the first page, which comes before the first report
_log = logging.getLogger(__name__)


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """What was set from outside when this process started."""
    return read_settings()


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """Patients, cases and files of this installation. Raises: StoreLocked."""
    return records.open_store(settings())


@st.cache_resource(show_spinner=False)
def engine() -> Networks:
    """The networks, loaded once and shared by every tab. Raises: WeightsDamaged."""
    from skin_core.inference import build_engine  # its imports take longer than the first page may

    return build_engine(settings())


def warm_up() -> None:
    """Load store and networks in the background, so that the first analysis need not wait."""
    try:
        store()
        analyse.warm_up(engine())
        sleep(FONTS_AFTER_S)
        reports.warm_up()
    except SkinError as error:
        _log.warning("warm-up: %s", error.code)  # the page that needs them says what to do


def first_language() -> str:
    """The language a new tab starts in: as set for the clinic, else the browser's, else English."""
    browser = (st.context.locale or "")[:2].lower()
    try:
        kept = clinic()
    except SkinError:
        kept = Preferences()
    if kept == Preferences() and browser in LANGUAGES:
        return browser
    return kept.language if kept.language in LANGUAGES else "en"


def clinic() -> Preferences:
    """Language, name and logo of the clinic."""
    return preferences.read_preferences(store())


def save_clinic(**changes: object) -> None:
    """Keep changed preferences."""
    preferences.save_preferences(store(), replace(clinic(), **changes))  # type: ignore[arg-type]


def checked_logo(data: bytes, name: str) -> bytes:
    """A picture file that can be printed, without metadata. Raises: PhotoError."""
    return pictures.load_photo(data, name).stored


def photo_picture(key: str) -> bytes:
    """A stored photo as the page shows it. Raises: FileDamaged."""
    return on_screen.get(("photo", key), lambda: pictures.screen_jpeg(store().read(key)))


def heat_layer(analysis: PhotoAnalysis, label: str) -> HeatLayer:
    """The heatmap of one disease over an analysed photo. Raises: FileDamaged."""
    maps = analysis.layers["cams"]  # their own key: a second run is not shown the first's
    layers = store().layers(maps.partition("/")[0])
    return on_screen.get(
        ("heat", maps, label), lambda: pictures.heat_layer(analysis, label, layers)
    )


def flaws_picture(key: str, analysis: PhotoAnalysis) -> bytes:
    """A refused photo with what is wrong drawn on it. Raises: FileDamaged."""
    quality = analysis.quality
    return on_screen.get(
        ("flaws", key, quality), lambda: pictures.flaws_jpeg(store().read(key), quality)
    )


@st.cache_resource(show_spinner=False)
def samples() -> tuple[PhotoFile, ...]:
    """The rendered sample photos."""
    return pictures.sample_photos()


@st.cache_data(show_spinner=False, max_entries=8)
def sample_picture(data: bytes) -> bytes:
    """A sample photo as the page shows it."""
    return pictures.screen_jpeg(data, max_side_px=400)


def thumbnail(key: str) -> bytes:
    """A small JPEG out of the store. Raises: FileDamaged."""
    return store().read(key)
