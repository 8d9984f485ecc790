"""The invariants that R4 and R4B state for what is told, held by FHIRPath, each shown to hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from fhirpathpy import evaluate
from fhirpathpy.models import models

from skin_core.domain.case import Case
from skin_core.exchange.fhir import Files, fhir_bundle
from tests.for_each import for_each
from tests.sample_cases import facts_only_case, refused_case, signed, uncertain_case, zoster_case
from tests.unit.exchange.test_fhir import PAPER, with_photos

Resource = dict[str, Any]
Break = Callable[[Resource], object]
# https://hl7.org/fhir/R4/ and https://hl7.org/fhir/R4B/, under "Constraints" of each resource and
# datatype. With each a change that breaks it, in a resource of its kind. Nothing is told that the
# others are about: no contained resources (dom-2 to dom-5), texts, periods, reference ranges.
INVARIANTS: dict[str, tuple[str, str, Break]] = {
    "bdl-1": (
        "Bundle",
        "total.empty() or (type = 'searchset') or (type = 'history')",
        lambda one: one.update(total=1),
    ),
    "bdl-2": (
        "Bundle",
        "entry.search.empty() or (type = 'searchset')",
        lambda one: one["entry"][0].update(search={"mode": "match"}),
    ),
    "bdl-3": (
        "Bundle",
        "entry.all(request.exists() = (%resource.type = 'batch' or %resource.type = 'transaction'"
        " or %resource.type = 'history'))",
        lambda one: one["entry"][0].update(request={"method": "GET", "url": "x"}),
    ),
    "bdl-4": (
        "Bundle",
        "entry.all(response.exists() = (%resource.type = 'batch-response' or"
        " %resource.type = 'transaction-response' or %resource.type = 'history'))",
        lambda one: one["entry"][0].update(response={"status": "200"}),
    ),
    "bdl-5": (
        "Bundle",
        "entry.all(resource.exists() or request.exists() or response.exists())",
        lambda one: one["entry"][0].pop("resource"),
    ),
    "bdl-7": (
        "Bundle",
        "(type = 'history') or"
        " entry.where(fullUrl.exists()).select(fullUrl & resource.meta.versionId).isDistinct()",
        lambda one: one["entry"].append(one["entry"][0]),
    ),
    "bdl-8": (
        "Bundle",
        "entry.all(fullUrl.contains('/_history/').not())",
        lambda one: one["entry"][0].update(fullUrl="x/_history/1"),
    ),
    "bdl-9": (
        "Bundle",
        "type = 'document' implies (identifier.system.exists() and identifier.value.exists())",
        lambda one: one.update(type="document"),
    ),
    "obs-6": (
        "Observation",
        "dataAbsentReason.empty() or value.empty()",
        lambda one: one.update(dataAbsentReason={"text": "x"}, valueString="x"),
    ),
    "obs-7": (
        "Observation",
        "value.empty() or"
        " component.code.where(coding.intersect(%resource.code.coding).exists()).empty()",
        lambda one: one.update(component=[{"code": one["code"]}], valueString="x"),
    ),
    "dom-2": (
        "*",
        "contained.contained.empty()",
        lambda one: one.update(contained=[{"contained": [{"id": "x"}]}]),
    ),
    "att-1": (
        "*",
        "descendants().where(data.exists()).all(contentType.exists())",
        lambda one: one.update(extension=[{"valueAttachment": {"data": "eA=="}}]),
    ),
    "qty-3": (
        "*",
        "descendants().where(value.exists() and code.exists() and unit.exists())"
        ".all(code.empty() or system.exists())",
        lambda one: one.update(
            extension=[{"valueQuantity": {"value": 1, "unit": "%", "code": "%"}}]
        ),
    ),
    "rng-2": (
        "*",
        "descendants().where(low.exists() and high.exists()).all(low.value <= high.value)",
        lambda one: one.update(extension=[{"r": {"low": {"value": 2}, "high": {"value": 1}}}]),
    ),
    "cpt-2": (
        "*",
        "telecom.all(value.empty() or system.exists())",
        lambda one: one.update(telecom=[{"value": "02-1"}]),
    ),
}


def holds(resource: Resource, expression: str) -> bool:
    found = evaluate(resource, expression, {"resource": resource}, models["r4"])
    return found in ([True], [])  # nothing to hold is held


def told(case: Case) -> Resource:
    photos = {photo.photo_id: b"photo" for photo in case.photos}
    papers = [(PAPER, b"%PDF")] if case.is_signed else []
    return fhir_bundle(case, Files(photos, papers), "ko")


def concerned(bundle: Resource, kind: str) -> list[Resource]:
    inside = [entry["resource"] for entry in bundle["entry"]]
    return [one for one in (bundle, *inside) if kind in ("*", one["resourceType"])]


def cases() -> dict[str, Case]:
    whole = with_photos(zoster_case())
    reached = replace(whole, patient=replace(whole.patient, phone="02-123"))
    return {
        "signed": signed(reached),
        "unsigned": whole,
        "uncertain": uncertain_case(),
        "refused": refused_case(),
        "without a photo": facts_only_case(),
    }


@for_each(case=cases())
def test_every_case_holds_every_invariant(case: Case) -> None:
    bundle = told(case)
    broken = [
        (name, resource["resourceType"])
        for name, (kind, expression, _) in INVARIANTS.items()
        for resource in concerned(bundle, kind)
        if not holds(resource, expression)
    ]
    assert not broken


@for_each(invariant=INVARIANTS)
def test_each_invariant_finds_what_breaks_it(invariant: tuple[str, str, Break]) -> None:
    kind, expression, spoil = invariant
    resource = concerned(told(signed(with_photos(zoster_case()))), kind)[-1]
    assert holds(resource, expression)
    spoil(resource)
    assert not holds(resource, expression)
