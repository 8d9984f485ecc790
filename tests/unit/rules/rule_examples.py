"""For each rule one case that makes it fire and one, as near as can be, that does not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from skin_core.domain.analysis import Prediction
from skin_core.domain.facts import FactValue
from skin_core.rules import RuleInput

NOW = datetime(2026, 11, 21, 12, 0)
SEVEN = (
    "change_in_size",
    "irregular_shape",
    "irregular_colour",
    "diameter_7mm",
    "inflammation",
    "oozing",
    "changed_sensation",
)
ALL_SEVEN_NO: dict[str, FactValue] = dict.fromkeys(SEVEN, False)
FEVER_CLEARED: dict[str, FactValue] = {
    "fever": True,
    **dict.fromkeys(
        (
            "non_blanching",
            "looks_very_ill",
            "pain_out_of_proportion",
            "crepitus",
            "fast_spread",
            "mucosal_erosions",
            "skin_pain",
            "facial_swelling",
            "punched_out_erosions",
            "lid_swelling",
        ),
        False,
    ),
}


def case(*labels: str, **given: Any) -> RuleInput:
    """A judged case: the first label on top, all of them in the prediction set."""
    ranked = tuple(Prediction(label, 0.9 / 10**rank) for rank, label in enumerate(labels))
    defaults: dict[str, Any] = {
        "differential": ranked,
        "prediction_set": labels,
        "judged": bool(labels),
    }
    return RuleInput(now=NOW, **{**defaults, **given})


def facts(**answers: FactValue) -> RuleInput:
    """A case without a photo."""
    return RuleInput(now=NOW, facts=answers)


def zoster(**answers: FactValue) -> RuleInput:
    """Zoster on top, with answers."""
    return case("herpes_zoster", facts=answers)


EXAMPLES: Mapping[str, tuple[RuleInput, RuleInput]] = {
    # emergencies
    "meningococcal": (
        facts(fever=True, non_blanching=True),
        facts(fever=True, non_blanching=False),
    ),
    "non-blanching": (facts(non_blanching=True), facts(fever=True)),
    "sepsis": (facts(looks_very_ill=True), facts(fever=True, looks_very_ill=False)),
    "necrotising-infection": (
        facts(crepitus=True),
        facts(pain_out_of_proportion=False, crepitus=False, fast_spread=False),
    ),
    "sjs-ten": (
        facts(new_medicine=True, skin_pain=True, blisters_or_peeling=True),
        facts(new_medicine=True, skin_pain=True, mucosal_erosions=False),
    ),
    "dress": (
        facts(fever=True, facial_swelling=True, new_medicine=True),
        facts(fever=True, facial_swelling=True, new_medicine=False),
    ),
    "anaphylaxis": (
        facts(wheeze=True),
        facts(wheeze=False, sudden_swelling=False, collapse=False),
    ),
    "eczema-herpeticum": (
        facts(punched_out_erosions=True, eczema_known=True),
        facts(punched_out_erosions=True),
    ),
    "orbital-cellulitis": (
        facts(lid_swelling=True, eye_movement_painful=True),
        facts(lid_swelling=True, eye_movement_painful=False),
    ),
    "lid-cellulitis": (facts(lid_swelling=True), facts(lid_swelling=False)),
    "neonate-vesicles": (
        facts(age_days=9, vesicles=True),
        RuleInput(now=NOW, age_years=3, facts={"vesicles": True}),
    ),
    "infant-fever": (facts(age_days=60, fever=True), facts(age_days=120, fever=True)),
    # infection
    "measles-isolate": (case("measles"), case("urticaria", "measles")),
    "mpox-isolate": (case("acne", above_alert=("mpox",)), case("acne", "mpox")),
    "chickenpox-isolate": (
        RuleInput(now=NOW, diagnosis="chickenpox"),
        case("insect_bite", "chickenpox"),
    ),
    "vulnerable-contact": (
        case("chickenpox", facts={"contact_pregnant_or_immunosuppressed": True}),
        case("eczema", facts={"contact_pregnant_or_immunosuppressed": True}),
    ),
    "infection-at-risk": (
        case("chickenpox", facts={"pregnancy": True}),
        case("chickenpox", facts={"pregnancy": False, "immunosuppression": False}),
    ),
    "varicella-exposure": (
        facts(pregnancy=True, chickenpox_contact=True),
        facts(pregnancy=True, chickenpox_contact=False),
    ),
    "measles-exposure": (
        facts(immunosuppression=True, measles_contact=True),
        facts(measles_contact=True),
    ),
    # fever
    "fever-unchecked": (facts(fever=True), facts(fever=False)),
    "fever-checked": (
        RuleInput(now=NOW, age_years=30, facts=FEVER_CLEARED),
        RuleInput(now=NOW, age_years=30, facts={"fever": True}),
    ),
    # zoster
    "zoster-within-72h": (
        zoster(rash_onset="2026-11-19T20:00"),
        zoster(rash_onset="2026-11-17T20:00"),
    ),
    "zoster-perhaps-72h": (zoster(rash_onset="2026-11-18"), zoster(rash_onset="2026-11-20")),
    "zoster-onset-unknown": (zoster(), zoster(rash_onset="2026-11-20")),
    "zoster-after-72h": (zoster(rash_onset="2026-11-15"), zoster(rash_onset="2026-11-18")),
    "zoster-treat-late": (
        zoster(rash_onset="2026-11-15", new_vesicles=True),
        zoster(rash_onset="2026-11-15", new_vesicles=False),
    ),
    "zoster-ophthalmic": (zoster(near_eye=True), zoster(near_eye=False, site="chest")),
    "zoster-hutchinson": (zoster(nose_tip=True), zoster(nose_tip=False, site="forehead")),
    "zoster-ear": (zoster(site="ear"), zoster(site="neck")),
    "zoster-ramsay-hunt": (zoster(facial_palsy=True), case("acne", facts={"facial_palsy": True})),
    "zoster-immunosuppressed": (zoster(immunosuppression=True), zoster()),
    "zoster-disseminated": (zoster(dermatomes="three_or_more"), zoster(dermatomes="two")),
    "zoster-neurological": (zoster(neurological_signs=True), facts(neurological_signs=True)),
    "zoster-pregnancy": (zoster(pregnancy=True), zoster(pregnancy=False)),
    "zoster-bilateral": (zoster(unilateral=False), zoster(unilateral=True)),
    "zoster-phn-risk": (
        case("herpes_zoster", age_years=67),
        case("herpes_zoster", age_years=24, facts={"pain": 3}),
    ),
    "zoster-renal": (zoster(renal_function=31), zoster(renal_function=90)),
    # growth
    "melanoma": (
        case("melanocytic_nevus", "melanoma"),
        case("melanocytic_nevus", facts=ALL_SEVEN_NO),
    ),
    "seven-point": (
        facts(change_in_size=True, oozing=True),
        facts(**{**ALL_SEVEN_NO, "change_in_size": True}),
    ),
    "growth-on-top": (case("melanocytic_nevus"), case("melanocytic_nevus", facts=ALL_SEVEN_NO)),
    "growing-lump": (facts(growing_lump=True), facts(growing_lump=False)),
    # disease
    "top-disease": (case("acne"), facts()),
    "danger-above-alert": (case("acne", above_alert=("cellulitis",)), case("acne", "cellulitis")),
    "clinician-diagnosis": (
        RuleInput(now=NOW, diagnosis="necrotizing_soft_tissue_infection"),
        RuleInput(now=NOW, diagnosis="acne"),
    ),
    "mixed-class": (case("basal_cell_carcinoma"), case("melanocytic_nevus")),
    "uncertain": (case("wart", uncertain=True), case("wart")),
    "no-lesion-recognised": (case("normal_skin"), case("acne", "normal_skin")),
    "not-judged": (facts(), case("acne")),
    # treatment
    "treatment-liver": (
        case("onychomycosis", facts={"hepatic_impairment": True}),
        case("melanocytic_nevus", facts={"hepatic_impairment": True}),
    ),
    "treatment-heart-failure": (
        case("tinea_pedis", facts={"heart_failure": True}),
        case("tinea_pedis", facts={"heart_failure": False}),
    ),
    "treatment-qt": (
        case("acne", diagnosis="tinea_versicolor", facts={"qt_prolongation": True}),
        case("tinea_versicolor", diagnosis="acne", facts={"qt_prolongation": True}),
    ),
    "treatment-g6pd": (
        case("leprosy", facts={"g6pd_deficiency": True}),
        case("vitiligo", facts={"g6pd_deficiency": True}),
    ),
}
