"""What every tab of this process shares: the runtime, and pictures out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from skin_core.domain.analysis import PhotoAnalysis
from skin_core.domain.case import Case, StoredPhoto
from skin_core.domain.course import Area, Course, Visit
from skin_core.domain.engine import LayerStore
from skin_core.domain.grade import SignGrades
from skin_core.domain.outline import HandScale
from skin_core.domain.photo import PhotoQuality
from skin_core.errors import SkinError
from skin_core.i18n import LANGUAGES
from skin_core.imaging.measures.scaled import Measured
from skin_core.runtime import Runtime
from skin_core.services import (
    aligned,
    diary,
    lesion_area,
    measures,
    outlines,
    pictures,
    preferences,
    scales_beside,
    signs,
)
from skin_core.services.aligned import Aligned, Points
from skin_core.services.analyse import PhotoFile
from skin_core.services.lesion_area import OutlinedPhotos
from skin_core.services.outlines import Mask
from skin_core.services.pictures import HeatLayer
from skin_core.services.preferences import Preferences
from skin_core.services.records import Store
from skin_core.services.scales_beside import ScalesBeside
from skin_core.services.visits import compared_visits
from skin_core.settings import Settings, read_settings
from skin_core.ui.session import LANGUAGE_COOKIE

if TYPE_CHECKING:
    from skin_core.inference import Networks

_made: list[Runtime] = []  # one at most; not in Streamlit's cache, which no worker may ask
_making = Lock()


def runtime() -> Runtime:
    """The one of this process, as its environment says when it is first asked for.

    Raises: SettingsError.
    """
    with _making:
        if not _made:
            _made.append(Runtime(read_settings()))
        return _made[0]


def use(other: Runtime) -> None:
    """Work with another runtime from now on."""
    with _making:
        _made[:] = [other]


def close() -> None:
    """End what the runtime has running and give back what it holds, where there is one."""
    with _making:
        if _made:
            _made.pop().close()


def settings() -> Settings:
    """What was set from outside when this process started. Raises: SettingsError."""
    return runtime().settings


def store() -> Store:
    """Patients, cases and files of this installation. Raises: StoreLocked."""
    return runtime().store


def engine() -> Networks:
    """The networks, loaded once and shared by every tab. Raises: WeightsDamaged."""
    return runtime().networks


def chosen_language() -> str:
    """The language that was chosen in this browser since it was opened; "" for none."""
    chosen = st.context.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else ""


def first_language() -> str:
    """Where none was chosen: the language set for the clinic, else the browser's, else English."""
    browser = (st.context.locale or "")[:2].lower()
    try:
        kept = clinic()
    except SkinError:
        kept = Preferences()
    chosen = (one for one in (kept.language, browser) if one in LANGUAGES)
    return next(chosen, "en")


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
    return runtime().pictures.get(("photo", key), lambda: pictures.screen_jpeg(store().read(key)))


def heat_layer(analysis: PhotoAnalysis, label: str) -> HeatLayer:
    """The heatmap of one disease over an analysed photo. Raises: FileDamaged."""
    maps = analysis.layers["cams"]  # their own key: a second run is not shown the first's
    layers = store().layers(maps.partition("/")[0])
    return runtime().pictures.get(
        ("heat", maps, label), lambda: pictures.heat_layer(analysis, label, layers)
    )


def second_heat_layer(analysis: PhotoAnalysis, label: str) -> HeatLayer:
    """The same of the model that gave a second opinion. Raises: FileDamaged."""
    return heat_layer(replace(analysis, layers={"cams": analysis.layers["second"]}), label)


def outline_layer(analysis: PhotoAnalysis) -> bytes | None:
    """The outline over an analysed photo; None without one. Raises: FileDamaged."""
    drawn = analysis.layers["outline"]
    layers = store().layers(drawn.partition("/")[0])
    return runtime().pictures.get(
        ("outline", drawn), lambda: pictures.outline_layer(analysis, layers) or b""
    )


def layers_of(analysis: PhotoAnalysis) -> LayerStore:
    """Where the layers of an analysed photo lie."""
    return outlines.layers_of(store(), [analysis])


def measured_photo(
    stored: StoredPhoto, mask: Mask, analysis: PhotoAnalysis, scale: HandScale | None
) -> Measured:
    """What is measured of an outlined photo. Raises: MeasureError, FileDamaged."""
    what = ("measured", stored.key, hash(np.packbits(mask).tobytes()), scale)
    return runtime().pictures.get(
        what, lambda: measures.measured_photo(store().read(stored.key), mask, analysis, scale)
    )


def outlined_areas(case: Case) -> tuple[tuple[int, Area], ...]:
    """The area of each photo of a case on which a lesion is outlined, by its number from 1."""
    return lesion_area.numbered_areas(OutlinedPhotos.of(case), store())


def contradicting_scales(shown: OutlinedPhotos) -> tuple[ScalesBeside, ...]:
    """Photos of one visit whose scales contradict each other."""
    return scales_beside.scales_beside(shown, store())


def course(lesion_id: str) -> Course:
    """The diary of a lesion. Raises: CaseNotFound."""
    return diary.course_of(store(), lesion_id)


def pairs_taken_twice() -> diary.Pairs:
    """What the clinic's own measuring error is worked out from."""
    return diary.pairs_taken_twice(store())


def compared(before: Visit, after: Visit) -> tuple[Visit, Visit]:
    """Two visits of a lesion on those of their photos that are alike. Raises: FileDamaged."""
    first, last = compared_visits(store(), (before.case, after.case))
    return first, last


def laid_over(before: Visit, after: Visit) -> Aligned:
    """The photos of two visits over each other. Raises: FileDamaged, StoreDamaged."""
    return aligned.laid_over(store(), before, after, runtime().pictures.get)


def set_points(before: Visit, after: Visit, points: Points | None, now: datetime, by: str) -> None:
    """Keep points set by hand on the photos of two visits; None: without them.

    Raises: CaseNotFound.
    """
    both = [aligned.outlined_photo(one, store().layers) for one in (before, after)]
    keys = both[0].stored.key, both[1].stored.key
    aligned.set_points(store(), _ids(before, after), keys, points, now=now, by=by)


def _ids(before: Visit, after: Visit) -> tuple[str, str]:
    return before.case.case_id, after.case.case_id


def flaws_picture(key: str, analysis: PhotoAnalysis) -> bytes:
    """A refused photo with what is wrong drawn on it. Raises: FileDamaged."""
    quality = analysis.quality
    return runtime().pictures.get(
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


@st.cache_data(show_spinner=False, max_entries=64)
def photo_quality(photo_id: str, _key: str) -> PhotoQuality:
    """How well a stored photo was taken, before any network looks. Raises: FileDamaged."""
    stored = pictures.load_photo(store().read(_key), photo_id)
    return pictures.measure_quality(stored)


@st.cache_data(show_spinner=False, max_entries=64)
def photo_signs(sign: str, key: str) -> SignGrades:
    """What the network that grades this sign says of a stored photo.

    Raises: FileDamaged, WeightsDamaged.
    """
    stored = pictures.load_photo(store().read(key), "")
    return dict(signs.grades_asked(stored.pixels, sign, engine()))


def thumbnail(key: str) -> bytes:
    """A small JPEG out of the store. Raises: FileDamaged."""
    return store().read(key)
