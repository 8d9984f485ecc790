"""What was found and measured in a case, as Observations of FHIR R4 and R4B."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from skin_core.domain.analysis import PhotoAnalysis, Provenance, Urgency
from skin_core.domain.case import Case
from skin_core.domain.outline import DrawnOutline, outline_of
from skin_core.domain.score import KeptScore
from skin_core.exchange.coded import Json, absent, concept, disease, id_of, quantity, reference
from skin_core.narrative.lesion import drawn_share
from skin_core.narrative.speech import Speech
from skin_core.scoring import INDICES
from skin_core.scoring.words import band_text, index_name


def observations(
    case: Case, media: Mapping[str, Json], base: Json, speech: Speech
) -> Iterator[Json]:
    """Urgency, differential, area of each outlined photo, and each kept score.

    media: by photo_id, where a photo is told. base: what all have in common: status, subject, day.
    """
    yield _urgency(case, base, speech)
    if case.analysis.has_photos:
        yield _differential(case, media, base, speech)
    drawn = case.assessment.outlines if case.assessment else ()
    for photo in case.analysis.photos:
        if area := _area(photo, outline_of(drawn, photo.photo_id), speech):
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


def _area(photo: PhotoAnalysis, drawn: DrawnOutline | None, speech: Speech) -> Json | None:
    """The clinician's outline where there is one, else the network's; None where nobody drew."""
    if drawn is not None:
        share = drawn_share(drawn)  # 0 of what was kept damaged
        return _percent(share) | {"method": {"text": speech.t("fhir.by_hand")}} if share else None
    lesion = photo.lesion
    if lesion is None or not lesion.is_found:
        return None
    low, high = (quantity(100 * share, "%", "%") for share in lesion.area_interval)
    parts: list[Json] = [
        {"code": _part("area_interval", speech), "valueRange": {"low": low, "high": high}}
    ]
    if lesion.area_cm2 is not None:
        measured = quantity(lesion.area_cm2, "cm2", "cm2")
        parts.append({"code": _part("area_cm2", speech), "valueQuantity": measured})
    method = {"method": {"text": f"{lesion.model} {lesion.model_version}".strip()}}
    return _percent(lesion.area_fraction) | method | {"component": parts} | _notice(speech)


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
    if known and kept.band:
        words = band_text(kept.index, kept.band, speech.language)
        told["interpretation"] = [concept("band", kept.band, words)]
    return told


def _seen_on(photo_ids: tuple[str, ...] | list[str], media: Mapping[str, Json]) -> Json:
    seen = [reference(media[one]) for one in photo_ids if one in media]
    return {"derivedFrom": seen} if seen else {}


def _method(origin: Provenance | None) -> Json:
    return {"method": {"text": f"{origin.model} {origin.model_version}"}} if origin else {}


def _notice(speech: Speech) -> Json:
    return {"note": [{"text": speech.t("fhir.notice")}]}
