"""What indices, bands, regions, signs and refusals are called, in three languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from skin_core.errors import ScoreError
from skin_core.facts import fact_name
from skin_core.i18n import t
from skin_core.scoring.seven_point import INDEX as SEVEN_POINT
from skin_core.scoring.seven_point import SEVEN_POINTS

FOLDER = Path(__file__).with_name("words")


def index_name(index: str, language: str) -> str:
    """Name of an index."""
    return _text(_read(index)["name"], language)


def short_name(index: str, language: str) -> str:
    """The name of an index without what stands in brackets: "EASI"."""
    return index_name(index, language).partition("(")[0].strip()


def number_text(points: float, language: str) -> str:
    """A number of points, with the point or the comma of the language."""
    number = f"{points:g}"
    return number.replace(".", ",") if language == "vi" else number


def band_text(index: str, band: str, language: str) -> str:
    """Name of a band."""
    return _text(_read(index)["bands"][band], language)


def citations(index: str) -> Sequence[str]:
    """Where formula and bands were published."""
    return tuple(_read(index)["citations"])


def notes(index: str, language: str) -> Sequence[str]:
    """What to keep in mind with an index."""
    return tuple(_text(note, language) for note in _read(index).get("notes", ()))


def anchors(index: str, place: str, language: str) -> Sequence[str]:
    """What each grade of a sign looks like, from the lowest; () where nothing is described.

    In our own words, validated in no language: `wording` says so.
    """
    about = _read(index)
    source = _read(about["anchors_of"]) if "anchors_of" in about else about
    steps = source.get("anchors", {}).get(place.rpartition(".")[2], ())
    return tuple(_text(step, language) for step in steps)


def wording(language: str) -> str:
    """Whose words the anchors are."""
    return _text(_read("places")["wording"], language)


def place_name(index: str, place: str, language: str) -> str:
    """Name of what stands at a place, such as "Head and neck, redness"; an unknown one as it is."""
    if index == SEVEN_POINT and place in SEVEN_POINTS:
        return fact_name(place, language)
    known = _read("places")["place"]
    return ", ".join(
        _text(known[name], language) if name in known else name for name in place.split(".")
    )


def region_name(index: str, place: str, language: str) -> str:
    """Name of the region in which a place lies; where an index has none, it is of the face."""
    return place_name(index, place.rpartition(".")[0] or "face", language)


def threshold_text(kind: str, language: str) -> str:
    """What a threshold of change means. kind: "important" or "detectable"."""
    return _text(_read("change")["kind"][kind], language)


def refusal(error: ScoreError, language: str) -> str:
    """Why an index was not worked out and what to do, with names instead of keys."""
    said = dict(error.details)
    said["index"] = index_name(error.index, language)
    if "place" in said:
        said["place"] = place_name(error.index, str(said["place"]), language)
    if "missing" in said:
        said["missing"] = _by_region(error.index, str(said["missing"]).split(", "), language)
    if isinstance(value := said.get("value"), float):
        said["value"] = f"{value:.12g}"  # 100.0000001 is not "100"
    return t(error.code, language, **said)


def _by_region(index: str, places: Sequence[str], language: str) -> str:
    """Names of places, those of one region together: "Age in years; Trunk: redness, scale"."""
    grouped: dict[str, list[str]] = {}
    for place in places:
        region, _, name = place.rpartition(".")
        grouped.setdefault(region, []).append(place_name(index, name, language))
    return "; ".join(
        (f"{place_name(index, region, language)}: " if region else "") + ", ".join(names)
        for region, names in grouped.items()
    )


def _text(words: Mapping[str, str], language: str) -> str:
    return words[language]


@cache
def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
