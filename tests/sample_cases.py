"""Cases for the tests of reports: rendered pictures, invented people, real rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import cache

import numpy as np
from numpy.typing import NDArray

from skin_core.diseases import all_diseases, unknown_to
from skin_core.domain.age import age_of_years
from skin_core.domain.analysis import (
    CaseAnalysis,
    GateVerdict,
    PhotoAnalysis,
    Prediction,
    Provenance,
)
from skin_core.domain.case import Case, ClinicianAssessment, Lesion, Patient, Sex
from skin_core.domain.facts import Facts
from skin_core.domain.photo import GateReason, PhotoKind, PhotoQuality
from skin_core.imaging.overlay import to_jpeg
from skin_core.reporting.options import ReportImages
from skin_core.rules import Known, RuleInput, advise
from skin_core.services.analyse import advise_without_photo

SEOUL = timezone(timedelta(hours=9))
NOW = datetime(2026, 11, 21, 14, 5, tzinfo=SEOUL)
TRAINED = (
    "herpes_zoster", "contact_dermatitis", "herpes_simplex", "insect_bite", "eczema", "psoriasis",
    "impetigo", "urticaria", "melanocytic_nevus", "melanoma", "actinic_keratosis_or_bowen",
    "basal_cell_carcinoma", "normal_skin",
)  # fmt: skip
ZOSTER = {"herpes_zoster": 0.72, "contact_dermatitis": 0.12, "herpes_simplex": 0.09}
ZOSTER_FACTS: Facts = {
    "site": "chest", "side": "left", "rash_onset": "2026-11-20T07:00", "pain": 7.0, "fever": False,
    "new_vesicles": True,
}  # fmt: skip


def differential(given: dict[str, float]) -> tuple[Prediction, ...]:
    """Every trained class, the given ones with their probabilities, the rest sharing the rest."""
    others = [label for label in TRAINED if label not in given]
    left = max(0.0, 1.0 - sum(given.values())) / len(others)
    entries = [Prediction(label, given.get(label, left)) for label in TRAINED]
    return tuple(sorted(entries, key=lambda entry: -entry.probability))


def photo_analysis(
    name: str, given: dict[str, float], within: tuple[str, ...], *, uncertain: bool = False
) -> PhotoAnalysis:
    """One judged photo; without probabilities, one refused as too blurred."""
    reasons = () if given else (GateReason.BLURRED,)
    return PhotoAnalysis(
        photo_id=name,
        name=name,
        width_px=1600,
        height_px=1200,
        quality=PhotoQuality(120.0, 55.0, 0.01, 1200, refused=reasons),
        gate=GateVerdict(PhotoKind.CLINICAL, not reasons, reasons, 0.99, 0.4, False),
        differential=differential(given) if given else (),
        prediction_set=within,
        uncertain=uncertain,
        above_alert=(),
        layers={},
        provenance=Provenance(
            app_version="0.1.0",
            model="clinical",
            model_version="2026.11",
            weights_sha256="9f2c4e1ab0d35577" * 4,
            gate_version="2026.11",
            device="onnxruntime-cpu",
            created_at="2026-11-21T05:02:11+00:00",
        ),
        elapsed_ms={"load": 31.0, "classify": 6.4},
    )


def case_analysis(
    photos: tuple[PhotoAnalysis, ...], facts: Facts, above_alert: tuple[str, ...] = ()
) -> CaseAnalysis:
    """Photos pooled (all alike here) with the advice of the shipped rules."""
    judged = [photo for photo in photos if photo.is_classified]
    first = (judged or list(photos))[0]
    question = RuleInput(
        now=NOW,
        differential=first.differential,
        prediction_set=first.prediction_set,
        above_alert=above_alert,
        kind=first.gate.kind,
        uncertain=first.uncertain,
        judged=bool(judged),
        facts=facts,
        known=Known(age=age_of_years(62)),
    )
    return CaseAnalysis(
        photos=photos,
        kind=first.gate.kind if judged else None,
        model="clinical",
        pooled=tuple(photo.photo_id for photo in judged),
        differential=first.differential,
        prediction_set=first.prediction_set,
        uncertain=first.uncertain,
        above_alert=above_alert,
        facts=facts,
        advice=advise(question),
        unknown_to_model=unknown_to([key for key, one in all_diseases().items() if one.trained]),
        elapsed_ms={},
    )


def case_of(analysis: CaseAnalysis, assessment: ClinicianAssessment | None = None) -> Case:
    """A case of an invented patient."""
    site, side = (str(analysis.facts.get(key, "")) for key in ("site", "side"))
    return Case(
        case_id="3f6c1d2e4b5a69788796a5b4c3d2e1f0",
        patient=Patient("p1", "김하늘", "P-0107", 1964, Sex.FEMALE),
        lesion=Lesion("l1", "p1", site, side),
        visit_date="2026-11-21",
        created_at="2026-11-21T05:03:00+00:00",
        photos=(),
        facts=analysis.facts,
        analysis=analysis,
        assessment=assessment,
    )


@cache
def zoster_case(photos: int = 3) -> Case:
    """Urgent: zoster on the flank, one day old."""
    names = [f"IMG_{number:04d}.jpg" for number in range(1, photos + 1)]
    judged = tuple(photo_analysis(name, ZOSTER, tuple(ZOSTER)) for name in names)
    return case_of(case_analysis(judged, ZOSTER_FACTS))


@cache
def uncertain_case() -> Case:
    """A growth that could be several things, with melanoma above its alert point."""
    given = {
        "melanocytic_nevus": 0.34, "melanoma": 0.27, "actinic_keratosis_or_bowen": 0.14,
        "basal_cell_carcinoma": 0.1,
    }  # fmt: skip
    photo = photo_analysis("mole.jpg", given, tuple(given), uncertain=True)
    facts: Facts = {"site": "upper_back", "change_in_size": True}
    return case_of(case_analysis((photo,), facts, above_alert=("melanoma",)))


@cache
def refused_case() -> Case:
    """A photo that cannot be judged."""
    return case_of(case_analysis((photo_analysis("blurred.jpg", {}, ()),), {}))


@cache
def emergency_case() -> Case:
    """Fever with a rash that does not blanch."""
    photo = photo_analysis("leg.jpg", {"eczema": 0.6, "urticaria": 0.2}, ("eczema", "urticaria"))
    return case_of(case_analysis((photo,), {"fever": True, "non_blanching": True}))


@cache
def facts_only_case() -> Case:
    """Fever with a rash that does not blanch; no photo was taken."""
    facts: Facts = {"fever": True, "non_blanching": True}
    return case_of(advise_without_photo(facts, NOW, Known(age=age_of_years(6))))


def signed(case: Case, name: str = "이서연", **words: str) -> Case:
    """The case with a diagnosis under a signature."""
    assessment = ClinicianAssessment(
        diagnosis=words.get("diagnosis", "herpes_zoster"),
        diagnosis_text=words.get("diagnosis_text", ""),
        note=words.get("note", ""),
        created_at="2026-11-21T05:04:00+00:00",
        signed_by=name,
        signed_at="2026-11-21T05:05:00+00:00",
    )
    return replace(case, assessment=assessment)


@cache
def rendered_skin(seed: int = 0, height: int = 600, width: int = 800) -> NDArray[np.uint8]:
    """A patch of skin colour with a darker lesion; not a photograph."""
    rows, columns = np.mgrid[0:height, 0:width]
    middle = (height * (0.4 + 0.05 * (seed % 4)), width * (0.45 + 0.03 * (seed % 5)))
    away = np.hypot((rows - middle[0]) / height, (columns - middle[1]) / width)
    lesion = np.clip(1.2 - away * 5, 0, 1)[..., None]
    skin = np.array([214, 168, 142]) * (1 - lesion) + np.array([150, 62, 58]) * lesion
    grain = np.random.default_rng(seed).normal(0, 4, (height, width, 1))
    return np.clip(skin + grain, 0, 255).astype(np.uint8)


@cache
def sample_images(photos: int = 1, label: str = "herpes_zoster") -> ReportImages:
    """Rendered pictures, the first with something like a heatmap."""
    heatmap = rendered_skin(0).copy()
    heatmap[150:400, 200:550, 0] = 240
    return ReportImages(
        photos=tuple(to_jpeg(rendered_skin(seed)) for seed in range(photos)),
        heatmap=to_jpeg(heatmap),
        heatmap_label=label,
    )
