"""What is measured of an outlined lesion in words, the same on the page and in the report."""

from __future__ import annotations

from collections.abc import Iterator

from skin_core.domain.outline import ScaledBy
from skin_core.imaging.hand_scale import TILT_DEG
from skin_core.imaging.measures import Contrast, NotMeasurable, Redness
from skin_core.imaging.measures.scaled import CARD, Measured
from skin_core.narrative.lesion import cm2_text, share_text
from skin_core.narrative.speech import Speech

MINUS = "\u2212"
Rows = Iterator[tuple[str, str]]


def measured_rows(found: Measured, speech: Speech) -> Rows:
    """Name and value of each measure; of the colours their shares, the largest first."""
    shares = (share_text(one.share, speech) for one in found.measures.colours)
    yield from _named(_sizes(found, speech), speech)
    yield speech.t("measure.row.colours"), speech.listed(shares)
    yield from _named(_beside_skin(found, speech), speech)


def measured_text(found: Measured, speech: Speech) -> str:
    """The same in one line, with what the centimetres rest on."""
    rows = "; ".join(f"{name}: {value}" for name, value in measured_rows(found, speech))
    cut = speech.t("measure.note.cut_off") if found.measures.shape.cut_off else ""
    why = not_measurable_text(found, speech)
    return " ".join(filter(None, (f"{rows}.", cut, scale_text(found, speech), why)))


def scale_text(found: Measured, speech: Speech) -> str:
    """What the centimetres rest on, with how far they may be off; or that there are none."""
    words = {
        "length": _number(100 * found.length_error, speech, 1),
        "area": _number(100 * found.area_error, speech, 0),
        "tilt": TILT_DEG,
    }
    told = speech.t(f"measure.scale.{found.scale or 'none'}", **words)
    if found.scale and found.scale != CARD:
        tilt = "tilt_width" if found.scale == ScaledBy.WIDTH else "tilt"
        told = f"{told} {speech.t(f'measure.scale.{tilt}', **words)}"
    return f"{speech.error(found.refused)} {told}" if found.refused else told


def notes_text(found: Measured, speech: Speech) -> str:
    """What to bear in mind when the measures are read."""
    notes = [speech.t(f"measure.note.{key}") for key in _notes(found)]
    if found.measures.redness is NotMeasurable.DERMOSCOPIC:
        notes.append(redness_text(found.measures.redness, speech))
    return " ".join(notes)


def not_measurable_text(found: Measured, speech: Speech) -> str:
    """Why no colour is told; "" where it is."""
    told = found.measures.contrast
    return speech.t(f"measure.not_measurable.{told}") if isinstance(told, NotMeasurable) else ""


def redness_text(found: Redness | NotMeasurable, speech: Speech) -> str:
    """How much redder than the skin around it, with the tone of that skin; or why none is told."""
    if isinstance(found, NotMeasurable):
        return speech.t(f"measure.not_measurable.{found}")
    words = {
        "index": _with_share(found.index_difference, found.index_share, speech),
        "a": _with_share(found.a_difference, found.a_share, speech),
        "tone": speech.t(f"measure.tone.{found.tone}"),
    }
    return speech.t("measure.value.redness", **words)


def _notes(found: Measured) -> Iterator[str]:
    yield "framing"
    if found.measures.shape.cut_off:
        yield "cut_off"
    told = found.measures.contrast
    if isinstance(told, Contrast):
        yield from ("contrast", "ita") if told.contrast > 0 else ("ita",)
        if told.cast_corrected:
            yield "cast"
    if isinstance(found.measures.redness, Redness):
        yield "redness"


def _named(rows: Rows, speech: Speech) -> Rows:
    yield from ((speech.t(f"measure.row.{key}"), text) for key, text in rows)


def _sizes(found: Measured, speech: Speech) -> Rows:
    measures, shape = found.measures, found.measures.shape
    if measures.area_cm2:
        words = {"area": cm2_text(measures.area_cm2, speech)}
        yield "area", speech.t("measure.value.cm2", **words, error=f"{100 * found.area_error:.0f}")
    if measures.area_fraction_of_skin is not None:
        yield "of_skin", share_text(measures.area_fraction_of_skin, speech)
    for key, length in (("perimeter", measures.perimeter_cm), ("diameter", measures.diameter_cm)):
        if length:
            yield key, speech.t("measure.value.mm", number=_number(10 * length, speech, 1))
    yield "asymmetry", share_text(shape.asymmetry, speech)
    circle = {"number": _number(shape.border_irregularity, speech, 2)}
    yield "border", speech.t("measure.value.border", **circle)
    if shape.parts > 1:
        yield "parts", f"{shape.parts}"


def _beside_skin(found: Measured, speech: Speech) -> Rows:
    told = found.measures.contrast
    if not isinstance(told, Contrast):
        return
    yield "delta_e", _number(told.delta_e00, speech, 1)
    yield "delta_l", _signed(100 * told.delta_l_normalised, speech, 1, "answer.percent")
    if isinstance(found.measures.redness, Redness):
        yield "redness", redness_text(found.measures.redness, speech)
    words = {
        "lesion": _number(told.ita_lesion_deg, speech, 0),
        "healthy": _number(told.ita_healthy_deg, speech, 0),
    }
    yield "ita", speech.t("measure.value.ita", **words)
    if told.contrast <= 0:  # of what is paler than the skin, and of nothing else
        return
    word = told.contrast_word and speech.t(f"measure.word.{told.contrast_word}")
    contrast = _signed(told.contrast, speech, 1)
    yield "contrast", speech.listed(filter(None, (contrast, word)))


def _with_share(difference: float, share: float | None, speech: Speech) -> str:
    """A difference, and what share of healthy skin's own value it is where that is known."""
    number = _signed(difference, speech, 1)
    if share is None:
        return number
    of_own = _signed(100 * share, speech, 0, "answer.percent")
    return speech.t("measure.value.with_share", number=number, share=of_own)


def _number(value: float, speech: Speech, digits: int) -> str:
    text = f"{abs(value):.{digits}f}"
    text = text.replace(".", ",") if speech.language == "vi" else text
    return f"{MINUS}{text}" if float(f"{value:.{digits}f}") < 0 else text


def _signed(value: float, speech: Speech, digits: int, unit: str = "") -> str:
    number = _number(value, speech, digits)
    text = number if number.startswith(MINUS) else f"+{number}"
    return speech.t(unit, number=text) if unit else text
