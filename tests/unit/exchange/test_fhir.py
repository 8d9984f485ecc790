"""What a hospital's system reads of a case: valid FHIR, the clinician's words, nobody else's."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from skin_core.diseases import all_diseases
from skin_core.domain.age import age_of_years
from skin_core.domain.analysis import LesionOutline
from skin_core.domain.case import Case, Report, ReportKind, StoredPhoto
from skin_core.domain.facts import Facts
from skin_core.domain.outline import DrawnOutline
from skin_core.domain.score import KeptScore
from skin_core.exchange.coded import kcd8_table
from skin_core.exchange.fhir import Files, fhir_bundle
from skin_core.i18n import LANGUAGES
from skin_core.narrative.speech import Speech
from skin_core.narrative.zoster import screen_lines
from skin_core.rules import Known
from skin_core.services.analyse import advise_without_photo
from tests.sample_cases import (
    NOW,
    case_of,
    facts_only_case,
    refused_case,
    signed,
    uncertain_case,
    zoster_case,
)

LESION = LesionOutline(0.04, (0.03, 0.06), 0.9, "outline", "2026.12", 2.5)
SCORE = KeptScore("easi", {}, 12.3, "moderate", "2026-11-21T05:03:00+00:00")
PAPER = Report("a" * 32, "", ReportKind.REPORT, "ko", "2026-11-21T05:05:00+00:00", True, "", "", 1)
KCD8 = "http://www.hl7korea.or.kr/CodeSystem/kostat-kcd-8"
# By the definitions of R4 (4.0.1); fhir.resources has only those of R4B.
FIELDS = {
    "Patient": "identifier name telecom gender birthDate",
    "DiagnosticReport": "status code subject effectiveDateTime issued resultsInterpreter result"
    " media conclusion conclusionCode",
    "Observation": "status code subject effectiveDateTime issued valueQuantity method note"
    " valueCodeableConcept dataAbsentReason interpretation derivedFrom component",
    "Media": "status subject bodySite height width content",
    "DocumentReference": "status docStatus type subject date content context",
}


def with_photos(case: Case) -> Case:
    """The case with its photos in the store, the first one outlined, and a score."""
    photos = tuple(
        StoredPhoto(one.photo_id, "김하늘 01.jpg", "k", "t", "image/jpeg", 1600, 1200)
        for one in case.analysis.photos
    )
    first, *others = case.analysis.photos
    outlined = (replace(first, lesion=LESION), *others)
    analysis = replace(case.analysis, photos=outlined)
    return replace(case, photos=photos, analysis=analysis, scores=(SCORE, SCORE))


def told(case: Case, language: str = "ko", **files: Any) -> dict[str, Any]:
    photos = {photo.photo_id: b"bytes of " + photo.photo_id.encode() for photo in case.photos}
    return fhir_bundle(case, Files(photos, **files), language)


def of_kind(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    found = [entry["resource"] for entry in bundle["entry"]]
    return [one for one in found if one["resourceType"] == kind]


def observed(bundle: dict[str, Any], code: str) -> dict[str, Any]:
    found = of_kind(bundle, "Observation")
    return next(one for one in found if one["code"]["coding"][0]["code"] == code)


def values(node: Any, key: str) -> Iterator[Any]:
    for inner in node.values() if isinstance(node, dict) else node:
        if isinstance(inner, dict | list):
            yield from values(inner, key)
    if isinstance(node, dict) and key in node:
        yield node[key]


def screened_case() -> Case:
    """Vesicles of one side with the tip of the nose, as a network saw them too."""
    facts: Facts = {"vesicles": True, "unilateral": True, "nose_tip": True}
    analysis = advise_without_photo(facts, NOW, Known(age=age_of_years(71)))
    assert analysis.zoster is not None
    screen = replace(analysis.zoster, is_judged=True, zoster=0.72, other=0.28)
    return case_of(replace(analysis, zoster=screen))


def cases() -> dict[str, Case]:
    whole = with_photos(zoster_case())
    return {
        "unsigned": whole,
        "signed": signed(whole, note=" 3일 전부터 "),
        "free text": signed(whole, diagnosis="", diagnosis_text="낭종 의심"),
        "uncertain": uncertain_case(),
        "refused": refused_case(),
        "without a photo": facts_only_case(),
        "screened": screened_case(),
        "nothing known": replace(
            facts_only_case(), patient=replace(whole.patient, name="", code="", birth_year=None)
        ),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_case_is_valid_and_points_only_to_itself(language: str) -> None:
    from fhir.resources.R4B.bundle import Bundle  # two seconds

    for name, case in cases().items():
        papers = [(PAPER, b"%PDF")] if case.is_signed else []
        bundle = told(case, language, papers=papers)
        Bundle.model_validate_json(json.dumps(bundle))
        urls = [entry["fullUrl"] for entry in bundle["entry"]]
        assert len(set(urls)) == len(urls), name
        assert set(values(bundle, "reference")) <= set(urls), name
        for entry in bundle["entry"]:
            assert entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}"
            fields = entry["resource"].keys() - {"resourceType", "id"}
            assert fields <= set(FIELDS[entry["resource"]["resourceType"]].split()), name
        for one in of_kind(bundle, "Observation"):  # obs-6, and something is said
            has_value = any(key.startswith("value") for key in one)
            assert not (has_value and "dataAbsentReason" in one), name
            assert has_value or "dataAbsentReason" in one or one["component"], name
        assert bundle == told(case, language, papers=papers)


def test_nothing_of_a_network_is_a_conclusion_and_only_a_signature_makes_it_final() -> None:
    unsigned = with_photos(zoster_case())
    report = of_kind(told(unsigned), "DiagnosticReport")[0]
    assert report["status"] == "preliminary"
    assert not report.keys() & {"conclusion", "conclusionCode", "resultsInterpreter"}
    assert not of_kind(told(unsigned), "DocumentReference")
    bundle = told(signed(unsigned), papers=[(PAPER, b"%PDF")])
    report, paper = (of_kind(bundle, kind)[0] for kind in ("DiagnosticReport", "DocumentReference"))
    assert report["status"] == paper["docStatus"] == "final"
    assert report["conclusion"] == report["conclusionCode"][0]["text"] == "대상포진"
    assert report["resultsInterpreter"] == [{"display": "이서연"}]
    assert base64.b64decode(paper["content"][0]["attachment"]["data"]) == b"%PDF"
    assert {one["status"] for one in of_kind(bundle, "Observation")} == {"final"}
    again = told(signed(unsigned), signed_before=True)
    assert of_kind(again, "DiagnosticReport")[0]["status"] == "amended"


def test_patient_is_told_as_entered_and_no_file_name_leaves() -> None:
    bundle = told(with_photos(zoster_case()))
    patient = of_kind(bundle, "Patient")[0]
    assert patient["name"] == [{"text": "김하늘"}]
    assert patient["identifier"] == [{"value": "P-0107"}]
    assert (patient["birthDate"], patient["gender"]) == ("1964", "female")
    assert "김하늘 01.jpg" not in json.dumps(bundle, ensure_ascii=False)
    assert len(list(values(bundle, "identifier"))) == 1
    photos = of_kind(bundle, "Media")
    assert [one["content"]["title"] for one in photos] == ["사진 1", "사진 2", "사진 3"]
    assert base64.b64decode(photos[0]["content"]["data"]).startswith(b"bytes of IMG_0001")


def test_numbers_are_those_of_the_case_and_codes_those_of_the_who() -> None:
    case = with_photos(zoster_case())
    bundle = told(case)
    listed = observed(bundle, "differential")["component"]
    assert [one["valueQuantity"]["value"] for one in listed] == [
        round(one.probability, 4) for one in case.analysis.differential
    ]
    codings = listed[0]["code"]["coding"]
    assert {"system": "http://hl7.org/fhir/sid/icd-10", "code": "B02"} in codings
    assert {"system": KCD8, "code": "B02", "display": "대상포진"} in codings
    assert not any("snomed" in system for system in values(bundle, "system"))
    area = observed(bundle, "area")
    assert area["valueQuantity"]["value"] == 4
    interval = area["component"][0]["valueRange"]
    assert (interval["low"]["value"], interval["high"]["value"]) == (3, 6)
    assert area["component"][1]["valueQuantity"]["code"] == "cm2"
    assert observed(bundle, "easi")["valueQuantity"]["value"] == 12.3
    assert observed(bundle, "urgency")["valueCodeableConcept"]["coding"][0]["code"] == "urgent"


def test_codes_of_korea_are_categories_of_the_icd_codes_that_are_told() -> None:
    """A category that no disease has is not needed; a finer code is not verified."""
    used = {
        one.code[:3]
        for disease in all_diseases().values()
        for one in disease.codes
        if one.system == "icd10"
    }
    assert set(kcd8_table()["category"]) <= used
    assert KCD8 not in set(values(told(with_photos(zoster_case()), "vi"), "system"))
    assert not {"L30", "L82"} & set(kcd8_table()["category"])  # garbled where they were looked up


def test_the_zoster_screen_is_told_as_the_page_says_it() -> None:
    case = screened_case()
    screen = observed(told(case), "zoster_screen")
    assert screen["valueCodeableConcept"]["coding"][0]["code"] == "settled"
    assert screen["component"][0]["valueQuantity"]["value"] == 0.72
    assert case.analysis.zoster is not None
    for note, line in zip(
        screen["note"], screen_lines(case.analysis.zoster, Speech("ko")), strict=False
    ):
        assert note["text"].startswith(f"{line.lead}: {line.text}")
    assert screen["note"][-1]["text"].startswith("SkinDesk")


def test_what_the_clinician_outlined_counts_before_the_networks() -> None:
    case = signed(with_photos(zoster_case()))
    assert case.assessment is not None
    drawn = DrawnOutline(case.photos[0].photo_id, 4, 3, "66", "2026-11-21T05:03:00+00:00")
    drawn_on = replace(case, assessment=replace(case.assessment, outlines=(drawn,)))
    area = observed(told(drawn_on), "area")
    assert area["valueQuantity"]["value"] == 50
    assert "component" not in area
    assert area["method"]["text"] == "의사가 그린 윤곽"


def test_a_refused_photo_and_a_case_without_one_tell_no_probability() -> None:
    refused = observed(told(refused_case()), "differential")
    assert refused["dataAbsentReason"]["coding"][0]["code"] == "not-performed"
    codes = {
        one["code"]["coding"][0]["code"] for one in of_kind(told(facts_only_case()), "Observation")
    }
    assert codes == {"urgency"}
