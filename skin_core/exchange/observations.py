"""What was found and measured in a case, as Observations of FHIR R4 and R4B."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from skin_core.domain.analysis import PhotoAnalysis, Provenance, Urgency
from skin_core.domain.case import Case
from skin_core.domain.outline import DrawnOutline, outline_of
from skin_core.domain.score import KeptScore
from skin_core.domain.screen import ZosterScreen
from skin_core.exchange.coded import Json, absent, concept, disease, id_of, quantity, reference
from skin_core.imaging.measures.scaled import CARD, Measured
from skin_core.narrative.lesion import drawn_share
from skin_core.narrative.measures import scale_text
from skin_core.narrative.speech import Speech
from skin_core.narrative.zoster import screen_lines, screen_note
from skin_core.rules.zoster_screen import ZOSTER
from skin_core.scoring import INDICES
from skin_core.scoring.kept import band_of
from skin_core.scoring.words import band_text, index_name


def observations(
    case: Case,
    media: Mapping[str, Json],
    measures: Mapping[str, Measured],
    base: Json,
    speech: Speech,
) -> Iterator[Json]:
    """Urgency, differential, zoster screen, area of each outlined photo, and each kept score.

    media, measures: by photo_id, where a photo is told and where its lesion is measured. base: what
    all have in common: status, subject, day.
    """
    yield _urgency(case, base, speech)
    if case.analysis.has_photos:
        yield _differential(case, media, base, speech)
    if case.analysis.zoster is not None:
        yield _zoster(case, case.analysis.zoster, base, speech)
    drawn = case.assessment.outlines if case.assessment else ()
    for photo in case.analysis.photos:
        found = measures.get(photo.photo_id)
        if area := _area(photo, outline_of(drawn, photo.photo_id), found, speech):
            seen = _seen_on([photo.photo_id], media)
            yield _observation(case, f"area/{photo.photo_id}", "area", speech) | base | area | seen
    for place, score in enumerate(case.scores):
        yield {"resourceType": "Observation", "id": id_of("score", f"{case.case_id}/{place}")} | (
            base | _score(score, speech)
        )


def _observation(case: Case, number: str, code: str, speech: Speech) -> Json:
    return {
        "resourceType": "Observation",
        "id": id_of("observation", f"{case.case_id}/{number}"),
        "code": concept("observation", code, speech.t(f"fhir.name.{code}")),
    }


def _urgency(case: Case, base: Json, speech: Speech) -> Json:
    urgency = case.analysis.advice.urgency
    if urgency is Urgency.UNKNOWN:
        value = {"dataAbsentReason": absent("unknown")}
    else:
        words = f"{speech.urgency(urgency)}: {speech.how_soon(case.analysis.advice)}"
        value = {"valueCodeableConcept": concept("urgency", urgency, words)}
    return _observation(case, "urgency", "urgency", speech) | base | value | _notice(speech)


def _differential(case: Case, media: Mapping[str, Json], base: Json, speech: Speech) -> Json:
    answer = case.analysis
    told = _observation(case, "differential", "differential", speech) | base
    told |= _method(answer.provenance) | _notice(speech)
    if not answer.is_classified:
        return told | {"dataAbsentReason": absent("not-performed")}
    certainty = "uncertain" if answer.uncertain else "certain"
    return told | {
        "interpretation": [concept("answer", certainty, speech.t(f"fhir.answer.{certainty}"))],
        "component": [
            {
                "code": disease(one.label, speech),
                "valueQuantity": quantity(one.probability, "1", "1"),
            }
            for one in answer.differential
        ],
        **_seen_on(answer.pooled, media),
    }


def _zoster(case: Case, screen: ZosterScreen, base: Json, speech: Speech) -> Json:
    """What counts if it is zoster; each line is a note."""
    state = "settled" if screen.is_settled else "supposed"
    notes = (
        f"{one.lead}: {one.text}" + (f" ({one.source})" if one.source else "")
        for one in screen_lines(screen, speech)
    )
    told = _observation(case, "zoster_screen", "zoster_screen", speech) | base
    told["valueCodeableConcept"] = concept("zoster", state, screen_note(screen, speech))
    told["note"] = [*({"text": one} for one in notes), *_notice(speech)["note"]]
    if screen.is_judged:
        chance = quantity(screen.zoster, "1", "1")
        told |= _method(case.analysis.provenance)
        told["component"] = [{"code": disease(ZOSTER, speech), "valueQuantity": chance}]
    return told


def _area(
    photo: PhotoAnalysis, drawn: DrawnOutline | None, found: Measured | None, speech: Speech
) -> Json | None:
    """The clinician's outline where there is one, else the network's; None where nobody drew."""
    if drawn is not None:
        share = drawn_share(drawn)  # 0 of what was kept damaged
        if not share:
            return None
        by_hand = _percent(share) | {"method": {"text": speech.t("fhir.by_hand")}}
        sizes = _sizes(found, None, speech)
        return by_hand | ({"component": sizes} if sizes else {}) | _scale_note(found, speech)
    lesion = photo.lesion
    if lesion is None or not lesion.is_found:
        return None
    low, high = (quantity(100 * share, "%", "%") for share in lesion.area_interval)
    parts: list[Json] = [
        {"code": _part("area_interval", speech), "valueRange": {"low": low, "high": high}}
    ]
    parts += _sizes(found, lesion.area_cm2, speech)
    method = {"method": {"text": f"{lesion.model} {lesion.model_version}".strip()}}
    notes = _notice(speech)["note"] + _scale_note(found, speech).get("note", [])
    return _percent(lesion.area_fraction) | method | {"component": parts, "note": notes}


def _sizes(found: Measured | None, by_card: float | None, speech: Speech) -> list[Json]:
    """Square centimetres, what they rest on, and how far they may be off.

    by_card: as it was kept with the analysis.
    """
    scale = found.scale if found else ""
    area = by_card if by_card is not None else found and found.measures.area_cm2
    if not area:
        return []
    source = CARD if by_card is not None else scale
    sizes: list[Json] = [
        {"code": _part("area_cm2", speech), "valueQuantity": quantity(area, "cm2", "cm2")},
        {
            "code": _part("scale", speech),
            "valueCodeableConcept": concept("scale", source, speech.t(f"fhir.scale.{source}")),
        },
    ]
    if found and scale == source:
        error = quantity(100 * found.area_error, "%", "%")
        sizes.append({"code": _part("area_error", speech), "valueQuantity": error})
    return sizes


def _scale_note(found: Measured | None, speech: Speech) -> Json:
    return {"note": [{"text": scale_text(found, speech)}]} if found and found.scale else {}


def _percent(share: float) -> Json:
    return {"valueQuantity": quantity(100 * share, "%", "%")}


def _part(code: str, speech: Speech) -> Json:
    return concept("observation", code, speech.t(f"fhir.name.{code}"))


def _score(kept: KeptScore, speech: Speech) -> Json:
    known = kept.index in INDICES
    name = index_name(kept.index, speech.language) if known else kept.index
    told: Json = {
        "code": concept("score", kept.index, name),
        "valueQuantity": quantity(kept.total, "1", "1"),
        "issued": kept.created_at,
    }
    if known and (band := band_of(kept)):
        words = band_text(kept.index, band, speech.language)
        told["interpretation"] = [concept("band", band, words)]
    return told


def _seen_on(photo_ids: tuple[str, ...] | list[str], media: Mapping[str, Json]) -> Json:
    seen = [reference(media[one]) for one in photo_ids if one in media]
    return {"derivedFrom": seen} if seen else {}


def _method(origin: Provenance | None) -> Json:
    return {"method": {"text": f"{origin.model} {origin.model_version}"}} if origin else {}


def _notice(speech: Speech) -> Json:
    return {"note": [{"text": speech.t("fhir.notice")}]}
