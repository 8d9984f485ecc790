"""For each rule one case that makes it fire and one, as near as can be, that does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any

from skin_core.domain.age import age_of_years
from skin_core.domain.analysis import Advice, CaseAnalysis, Prediction, TierRisk, Urgency
from skin_core.domain.facts import FactValue
from skin_core.domain.score import Earlier, KeptScore
from skin_core.rules import Known, RuleInput, advise
from skin_core.scoring import score_of

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
ALL_SEVEN_NO: dict[str, FactValue] = dict.fromkeys((*SEVEN, "growing_lump"), False)
FEVER_CLEARED: dict[str, FactValue] = {
    "fever": True,
    **dict.fromkeys(
        (
            "non_blanching",
            "looks_very_ill",
            "neck_stiffness",
            "pain_out_of_proportion",
            "crepitus",
            "fast_spread",
            "new_medicine",
            "mucosal_erosions",
            "skin_pain",
            "blisters_or_peeling",
        ),
        False,
    ),
}
NO_VITILIGO = {
    region: {"hand_units": 0} for region in ("head", "hands", "upper_limbs", "lower_limbs", "feet")
}
_KNOWN = {one.name for one in fields(Known)}


def asked(**given: Any) -> RuleInput:
    """A question; what the clinician knows may be named beside the rest, age in years."""
    if "age_years" in given:
        given["age"] = age_of_years(given.pop("age_years"))
    known = {key: given.pop(key) for key in list(given) if key in _KNOWN}
    if known.get("diagnosis") or known.get("words"):
        known.setdefault("concluded", True)
    return RuleInput(**{"now": NOW, **given}, known=Known(**known))


def case(*labels: str, **given: Any) -> RuleInput:
    """A judged case: the first label on top, all of them in the prediction set."""
    chances = (0.8, 0.12, 0.04, 0.02)
    ranked = tuple(map(Prediction, labels, chances))
    defaults: dict[str, Any] = {
        "differential": ranked,
        "prediction_set": labels,
        "judged": bool(labels),
    }
    return asked(**{**defaults, **given})


def facts(**answers: FactValue) -> RuleInput:
    """A case without a photo."""
    return asked(facts=answers)


def zoster(**answers: FactValue) -> RuleInput:
    """Zoster on top, with answers."""
    return case("herpes_zoster", facts=answers)


def diagnosed(label: str, **answers: FactValue) -> RuleInput:
    """An own diagnosis without a photo, with answers."""
    return asked(diagnosis=label, facts=answers)


def scored(index: str, total: float, band: str = "", **given: Any) -> RuleInput:
    """A case in which a score was kept."""
    kept = KeptScore(index, {}, total, band, "2026-11-21T11:00:00+00:00")
    return asked(scores=(kept,), **given)


def risen(index: str, points: float) -> RuleInput:
    """A score of two readers that rose by so many points since the visit before."""
    signs = ("erythema", "papulation", "oozing", "excoriation", "lichenification", "dryness")
    known: dict[str, dict[str, object]] = {
        "vasi": {"trunk": {"hand_units": 20, "depigmentation_percent": 100}, **NO_VITILIGO},
        "objective_scorad": {"extent_percent": 50, **dict.fromkeys(signs, 1)},
    }
    total = score_of(index, known[index])[0].total
    told = {**known[index], "same_rater": False}
    earlier = Earlier(total - points, "2026-10-01")
    kept = KeptScore(index, told, total, "", "2026-11-21T11:00:00+00:00", earlier)
    return asked(scores=(kept,))


def tier(urgency: Urgency, probability: float) -> tuple[TierRisk, ...]:
    """One tier with its act point at 0.3 and its ask point at 0.05."""
    return (TierRisk(urgency, probability, 0.3, 0.05),)


EXAMPLES: Mapping[str, tuple[RuleInput, RuleInput]] = {
    # emergencies
    "sepsis": (facts(looks_very_ill=True), facts(fever=True, looks_very_ill=False)),
    "fever-collapse": (facts(fever=True, collapse=True), facts(fever=False, collapse=True)),
    "meningococcal": (
        diagnosed("purpura_vasculitis", fever=True),
        facts(fever=True, non_blanching=False),
    ),
    "meningism": (facts(fever=True, neck_stiffness=True), facts(fever=True, neck_stiffness=False)),
    "encephalitis": (
        facts(fever=True, neurological_signs=True),
        facts(fever=False, neurological_signs=True),
    ),
    "infection-confusion": (
        diagnosed("scrub_typhus", neurological_signs=True),
        diagnosed("acne", neurological_signs=True),
    ),
    "neck-stiffness": (facts(neck_stiffness=True), facts(neck_stiffness=False)),
    "neutropenic-sepsis": (
        facts(fever=True, immunosuppression=True),
        facts(fever=True, immunosuppression=False, neutropenia_risk=False),
    ),
    "toxic-shock": (
        facts(fever=True, body_surface=60, looks_very_ill=True),
        facts(fever=True, body_surface=20, looks_very_ill=True),
    ),
    "erythroderma-fever": (
        facts(body_surface=95, fever=True),
        facts(body_surface=95, fever=False),
    ),
    "erythroderma": (facts(body_surface=90), facts(body_surface=60)),
    "burn-airway": (diagnosed("burn", wheeze=True), diagnosed("burn", wheeze=False)),
    "burn-large": (diagnosed("burn", body_surface=20), diagnosed("burn", body_surface=5)),
    "burn-fever": (diagnosed("burn", fever=True), diagnosed("burn", fever=False)),
    "sunburn-blisters": (
        diagnosed("sunburn", blisters_or_peeling=True, body_surface=30),
        diagnosed("sunburn", blisters_or_peeling=True, body_surface=5),
    ),
    "fever-widespread": (facts(fever=True, body_surface=60), facts(fever=True, body_surface=20)),
    "pustular-psoriasis-possible": (
        diagnosed("psoriasis", fever=True, body_surface=40),
        diagnosed("psoriasis", fever=True, body_surface=5),
    ),
    "pustular-psoriasis": (
        case("psoriasis", facts={"fever": True, "skin_pain": True}),
        case("psoriasis", facts={"fever": True, "skin_pain": False, "body_surface": 5}),
    ),
    "non-blanching": (facts(non_blanching=True), facts(fever=True)),
    # allergy
    "breathing-trouble": (facts(wheeze=True), facts(wheeze=True, sudden_swelling=True)),
    "anaphylaxis": (
        facts(wheeze=True, sudden_swelling=True),
        facts(wheeze=False, sudden_swelling=True, throat_swelling=False, collapse=False),
    ),
    "collapse-heat": (diagnosed("sunburn", collapse=True), facts(collapse=True)),
    "collapse-heart": (
        diagnosed("erythema_migrans", collapse=True),
        diagnosed("erythema_migrans", collapse=True, wheeze=True),
    ),
    "collapse-shock": (
        diagnosed("scrub_typhus", collapse=True),
        diagnosed("urticaria", collapse=True),
    ),
    "ace-inhibitor-airway": (
        facts(ace_inhibitor=True, throat_swelling=True),
        facts(ace_inhibitor=False, throat_swelling=True),
    ),
    "ace-inhibitor-swelling": (
        facts(ace_inhibitor=True, facial_swelling=True),
        facts(ace_inhibitor=True, facial_swelling=False),
    ),
    "sudden-swelling": (facts(sudden_swelling=True), facts(sudden_swelling=False)),
    "facial-oedema": (facts(facial_swelling=True), facts(facial_swelling=False)),
    # drug reactions
    "sjs-ten": (
        facts(new_medicine=True, skin_pain=True, blisters_or_peeling=True),
        facts(new_medicine=True, skin_pain=True, mucosal_erosions=False),
    ),
    "sjs-early": (
        facts(new_medicine=True, fever=True, skin_pain=True),
        facts(new_medicine=True, fever=True, skin_pain=False),
    ),
    "dress": (
        facts(fever=True, body_surface=60, new_medicine=True),
        facts(fever=True, body_surface=60, new_medicine=False),
    ),
    "drug-fever": (facts(fever=True, new_medicine=True), facts(fever=True, new_medicine=False)),
    "drug-eruption-danger": (
        diagnosed("drug_eruption", skin_pain=True),
        facts(new_medicine=True, skin_pain=True),
    ),
    "drug-eruption-at-risk": (
        diagnosed("drug_eruption", immunosuppression=True),
        diagnosed("drug_eruption", immunosuppression=False),
    ),
    "drug-eruption-widespread": (
        diagnosed("drug_eruption", body_surface=60),
        diagnosed("drug_eruption", body_surface=40),
    ),
    "drug-blisters": (
        facts(new_medicine=True, blisters_or_peeling=True),
        facts(new_medicine=False, blisters_or_peeling=True),
    ),
    "dress-afebrile": (
        facts(new_medicine=True, hepatic_impairment=True, site="widespread"),
        facts(new_medicine=True, hepatic_impairment=False, site="widespread"),
    ),
    "mucosal-erosions": (facts(mucosal_erosions=True), facts(mucosal_erosions=False)),
    "skin-pain": (facts(skin_pain=True), facts(skin_pain=False)),
    # infection
    "necrotising-infection": (
        facts(crepitus=True),
        facts(pain_out_of_proportion=False, crepitus=False, fast_spread=False),
    ),
    "vibrio": (
        facts(sea_water=True, blisters_or_peeling=True),
        facts(sea_water=False, blisters_or_peeling=True),
    ),
    "fever-after-seafood": (facts(sea_water=True, fever=True), facts(sea_water=False, fever=True)),
    "necrosis-at-risk-fever": (
        facts(eschar=True, diabetes=True, site="nose"),
        facts(eschar=True, diabetes=True, fever=False, site="hand"),
    ),
    "necrosis-at-risk": (facts(eschar=True, diabetes=True), facts(eschar=True)),
    "diabetic-foot-check": (
        facts(diabetes=True, site="foot"),
        facts(diabetes=False, site="foot"),
    ),
    "diabetic-foot-infection-systemic": (
        facts(diabetes=True, site="foot", fever=True),
        facts(diabetes=True, site="hand", fever=True),
    ),
    "diabetic-foot-infection": (
        facts(diabetes=True, site="foot", bleeding_sore=True),
        diagnosed("cellulitis", diabetes=True, site="lower_leg"),
    ),
    "cellulitis-diabetes": (
        diagnosed("cellulitis", diabetes=True, fever=True, site="lower_leg"),
        diagnosed("cellulitis", diabetes=True, fever=True, site="foot"),
    ),
    "leg-sore-diabetes": (
        facts(diabetes=True, site="lower_leg", oozing=True),
        facts(diabetes=True, site="forearm", oozing=True),
    ),
    "orbital-cellulitis": (
        facts(lid_swelling=True, eye_movement_painful=True),
        facts(lid_swelling=True, eye_movement_painful=False),
    ),
    "eye-signs": (facts(vision_loss=True), facts(vision_loss=False)),
    "herpes-eye": (
        diagnosed("herpes_simplex", site="eyelid"),
        diagnosed("herpes_simplex", site="mouth"),
    ),
    "lid-cellulitis": (facts(lid_swelling=True), facts(lid_swelling=False)),
    "scalded-skin": (
        asked(age_years=2, facts={"skin_pain": True, "blisters_or_peeling": True}),
        asked(age_years=40, facts={"skin_pain": True, "blisters_or_peeling": True}),
    ),
    "eczema-herpeticum": (
        facts(punched_out_erosions=True, eczema_known=True),
        facts(punched_out_erosions=True),
    ),
    "clustered-erosions": (facts(punched_out_erosions=True), facts(vesicles=True)),
    "blisters": (facts(blisters_or_peeling=True), diagnosed("burn", blisters_or_peeling=True)),
    "facial-palsy": (facts(facial_palsy=True), facts(facial_palsy=False)),
    # children
    "neonate-vesicles": (
        facts(age_days=9, vesicles=True),
        asked(age_years=3, facts={"vesicles": True}),
    ),
    "infant-vesicles": (facts(age_days=60, vesicles=True), facts(age_days=200, vesicles=True)),
    "infant-fever": (facts(age_days=60, fever=True), facts(age_days=120, fever=True)),
    "neonate-cellulitis": (
        diagnosed("skin_abscess", age_days=80),
        diagnosed("cellulitis", age_days=200),
    ),
    "neonate-infection": (
        diagnosed("impetigo", age_days=40),
        diagnosed("impetigo", age_days=400),
    ),
    "neonate-viral": (
        diagnosed("hand_foot_mouth_disease", age_days=20),
        diagnosed("hand_foot_mouth_disease", age_days=400),
    ),
    "red-eyes-child": (
        asked(age_years=5, facts={"red_eyes_lips_tongue": True}),
        asked(age_years=30, facts={"red_eyes_lips_tongue": True}),
    ),
    "red-eyes-adult": (
        asked(age_years=30, facts={"red_eyes_lips_tongue": True}),
        asked(age_years=30, facts={"red_eyes_lips_tongue": False}),
    ),
    "kawasaki": (
        asked(age_years=4, facts={"fever": True, "fever_days": 5}),
        asked(age_years=4, facts={"fever": True, "fever_days": 2}),
    ),
    "kawasaki-late": (
        diagnosed("kawasaki_disease", fever_days=8),
        diagnosed("kawasaki_disease", fever_days=6),
    ),
    "head-lice-infant": (
        diagnosed("head_lice", age_days=130),
        diagnosed("head_lice", age_days=200),
    ),
    "safeguarding": (facts(unexplained_bruise=True), facts(unexplained_bruise=False)),
    # contagion
    "measles-isolate": (case("measles"), case("urticaria", "measles")),
    "measles-likely": (
        facts(fever=True, measles_contact=True),
        facts(fever=True, measles_contact=True, measles_immune=True),
    ),
    "infection-breathless": (
        diagnosed("measles", wheeze=True),
        diagnosed("measles", wheeze=True, sudden_swelling=True),
    ),
    "mpox-isolate": (diagnosed("mpox"), case("acne", above_alert=("mpox",))),
    "mpox-likely": (
        facts(new_sexual_contact=True, vesicles=True, fever=True, site="genital"),
        facts(new_sexual_contact=True, vesicles=True, site="hand"),
    ),
    "chickenpox-isolate": (diagnosed("chickenpox"), case("insect_bite", "chickenpox")),
    "chickenpox-late-pregnancy": (
        diagnosed("chickenpox", pregnancy_weeks=38),
        diagnosed("chickenpox", pregnancy_weeks=20),
    ),
    "chickenpox-pregnancy": (
        diagnosed("chickenpox", pregnancy=True),
        diagnosed("chickenpox", pregnancy=False),
    ),
    "infection-at-risk": (
        case("measles", facts={"pregnancy": True}),
        case("measles", age_years=30, facts={"pregnancy": False, "immunosuppression": False}),
    ),
    "chickenpox-adult": (
        asked(age_years=30, diagnosis="chickenpox"),
        asked(age_years=4, diagnosis="chickenpox"),
    ),
    "chickenpox-bleeding": (
        diagnosed("chickenpox", non_blanching=True),
        diagnosed("chickenpox", severe_rash=True),
    ),
    "chickenpox-severe": (
        diagnosed("chickenpox", severe_rash=True),
        diagnosed("chickenpox", severe_rash=False),
    ),
    "vesicles-at-risk": (facts(vesicles=True, pregnancy=True), facts(vesicles=True)),
    "vulnerable-contact": (
        case("chickenpox", facts={"contact_pregnant_or_immunosuppressed": True}),
        case("eczema", facts={"contact_pregnant_or_immunosuppressed": True}),
    ),
    "genital-herpes-pregnancy": (
        facts(pregnancy=True, site="genital", vesicles=True),
        facts(pregnancy=True, site="chest", vesicles=True),
    ),
    "syphilis": (
        facts(new_sexual_contact=True, site="palm_sole"),
        facts(new_sexual_contact=True, site="ear"),
    ),
    "syphilis-eye-nerve": (
        diagnosed("syphilis", vision_loss=True),
        diagnosed(
            "syphilis",
            vision_loss=False,
            neurological_signs=False,
            facial_palsy=False,
            ear_involved=False,
        ),
    ),
    "syphilis-pregnancy-allergy": (
        diagnosed("syphilis", pregnancy=True, allergies="penicillin"),
        diagnosed("syphilis", pregnancy=True, allergies="sulfa"),
    ),
    "syphilis-allergy": (
        diagnosed("syphilis", pregnancy=False, allergies="penicillin"),
        diagnosed("syphilis", pregnancy=False, allergies="sulfa"),
    ),
    "syphilis-pregnancy": (
        facts(pregnancy=True, new_sexual_contact=True, site="genital"),
        facts(pregnancy=False, new_sexual_contact=True, site="genital"),
    ),
    "syphilis-child": (
        asked(diagnosis="syphilis", age_years=9),
        asked(diagnosis="syphilis", age_years=30),
    ),
    "scabies-contacts": (diagnosed("scabies"), case("eczema", "scabies")),
    "household-itch": (facts(household_itch=True), diagnosed("scabies", household_itch=True)),
    "leprosy-numb": (facts(numb_patch=True), facts(numb_patch=False)),
    # exposure
    "varicella-exposure": (
        facts(pregnancy=True, chickenpox_contact=True),
        facts(pregnancy=True, chickenpox_contact=True, varicella_immune=True),
    ),
    "varicella-exposure-susceptible": (
        facts(chickenpox_contact=True, varicella_immune=False),
        facts(chickenpox_contact=True, varicella_immune=True),
    ),
    "measles-exposure": (
        facts(immunosuppression=True, measles_contact=True),
        facts(measles_contact=True),
    ),
    "measles-exposure-susceptible": (
        facts(measles_contact=True, measles_immune=False),
        facts(measles_contact=True, measles_immune=True),
    ),
    # regional
    "scrub-typhus": (facts(fever=True, eschar=True), facts(fever=False, eschar=True)),
    "tick-fever": (
        facts(fever=True, outdoor_exposure=True),
        facts(fever=True, outdoor_exposure=False, tick_ring=False),
    ),
    "eschar": (facts(eschar=True), facts(eschar=False)),
    "lyme": (facts(tick_ring=True), facts(tick_ring=False)),
    # fever
    "fever-pregnancy": (facts(fever=True, pregnancy=True), facts(fever=True, pregnancy=False)),
    "rash-pregnancy": (diagnosed("rubella", pregnancy=True), diagnosed("rubella")),
    "rash-weak-immunity": (
        diagnosed("viral_exanthem", immunosuppression=True),
        diagnosed("viral_exanthem", immunosuppression=False),
    ),
    "itch-pregnancy": (facts(pregnancy=True, itch=9), facts(pregnancy=True, itch=3)),
    "fever-unchecked": (facts(fever=True), facts(fever=False)),
    "fever-checked": (
        asked(age_years=30, facts=FEVER_CLEARED),
        asked(age_years=30, facts={"fever": True}),
    ),
    # zoster
    "zoster-likely": (
        case("acne", "herpes_zoster", facts={"vesicles": True}),
        case("acne", "herpes_zoster"),
    ),
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
    "zoster-hutchinson": (facts(nose_tip=True), zoster(nose_tip=False, site="forehead")),
    "zoster-ear": (zoster(site="ear"), zoster(site="neck")),
    "zoster-ramsay-hunt": (zoster(facial_palsy=True), facts(facial_palsy=True)),
    "zoster-immunosuppressed": (zoster(immunosuppression=True), zoster()),
    "zoster-disseminated": (zoster(dermatomes="three_or_more"), zoster(dermatomes="two")),
    "zoster-neurological": (zoster(neurological_signs=True), facts(neurological_signs=True)),
    "zoster-pregnancy": (zoster(pregnancy=True), zoster(pregnancy=False)),
    "zoster-bilateral": (zoster(unilateral=False), zoster(unilateral=True)),
    "zoster-phn-risk": (
        case("herpes_zoster", age_years=24, facts={"site": "nose", "vesicles": True}),
        case("herpes_zoster", age_years=24, facts={"site": "chest", "pain": 3}),
    ),
    "zoster-renal": (zoster(renal_function=31), zoster(renal_function=90)),
    # growth
    "melanoma": (case("melanoma"), case("melanocytic_nevus", "melanoma")),
    "keratinocyte-cancer": (
        case("actinic_keratosis", "squamous_cell_carcinoma", uncertain=True),
        case("actinic_keratosis", "squamous_cell_carcinoma"),
    ),
    "skin-cancer-tier": (
        case("melanocytic_nevus", "melanoma", tiers=tier(Urgency.SOON, 0.4)),
        case("melanocytic_nevus", "melanoma", tiers=tier(Urgency.SOON, 0.2)),
    ),
    "seven-point": (
        facts(change_in_size=True, oozing=True),
        facts(**{**ALL_SEVEN_NO, "change_in_size": True}),
    ),
    "major-feature-at-40": (
        asked(age_years=70, facts={**ALL_SEVEN_NO, "change_in_size": True}),
        asked(age_years=30, facts={**ALL_SEVEN_NO, "change_in_size": True}),
    ),
    "major-feature": (
        asked(age_years=30, facts={**ALL_SEVEN_NO, "irregular_shape": True}),
        asked(age_years=30, facts=ALL_SEVEN_NO),
    ),
    "new-mole-after-40": (
        asked(age_years=55, facts={"new_mole": True}),
        asked(age_years=20, facts={"new_mole": True}),
    ),
    "growing-lump": (facts(growing_lump=True), facts(growing_lump=False)),
    "bleeding-sore": (facts(bleeding_sore=True), facts(bleeding_sore=False)),
    "bleeding-growth": (
        asked(age_years=66, facts={"mole_or_lump": True, "oozing": True}),
        asked(age_years=20, facts={"mole_or_lump": True, "oozing": True}),
    ),
    "nail-band": (facts(nail_band=True), facts(nail_band=False)),
    "immunosuppressed-growth": (
        case("wart", facts={"immunosuppression": True}),
        case("wart", facts={"immunosuppression": False}),
    ),
    "wart-after-40": (case("wart", age_years=72), case("wart", age_years=9)),
    "growth-unanswered": (
        case("melanocytic_nevus"),
        case("melanocytic_nevus", facts=ALL_SEVEN_NO),
    ),
    # severity
    "eczema-severe": (scored("easi", 22.4, "severe"), scored("easi", 20.9, "moderate")),
    "eczema-moderate": (scored("easi", 20.9, "moderate"), scored("easi", 6.8, "mild")),
    "eczema-worse": (risen("objective_scorad", 9.0), risen("objective_scorad", 8.0)),
    "psoriasis-severe": (scored("pasi", 10.1), scored("pasi", 10.0)),
    "acne-severe": (scored("hayashi", 2, "severe"), scored("hayashi", 1, "moderate")),
    "acne-scars": (case("acne", facts={"acne_scars": True}), facts(acne_scars=True)),
    "acne-pregnancy": (
        case("acne", facts={"acne_scars": True, "pregnancy": True}),
        case("acne", facts={"acne_scars": True, "pregnancy": False, "breastfeeding": False}),
    ),
    "vitiligo-worse": (risen("vasi", 7.2), risen("vasi", 7.1)),
    # diagnoses
    "pemphigus-large": (
        diagnosed("pemphigus_vulgaris", body_surface=15),
        diagnosed("pemphigus_vulgaris", body_surface=9),
    ),
    **{
        rule_id: (diagnosed(label), diagnosed("acne"))
        for rule_id, label in {
            "act-cellulitis": "cellulitis",
            "act-angioedema": "angioedema",
            "act-burn": "burn",
            "act-erythema-multiforme": "erythema_multiforme",
            "act-pemphigus": "pemphigus_vulgaris",
            "act-purpura": "purpura_vasculitis",
            "act-pyoderma": "pyoderma_gangrenosum",
            "act-rubella": "rubella",
            "act-scarlet-fever": "scarlet_fever",
        }.items()
    },
    # disease
    "clinician-diagnosis": (diagnosed("acne"), case("acne")),
    "own-words": (asked(words="a boil", concluded=True), diagnosed("acne")),
    "answer-disease": (case("acne"), case("acne", uncertain=True)),
    "tier-urgent": (
        case("acne", "cellulitis", tiers=tier(Urgency.URGENT, 0.3)),
        case("acne", "cellulitis", tiers=tier(Urgency.URGENT, 0.29)),
    ),
    "tier-soon": (
        case("acne", "impetigo", tiers=tier(Urgency.SOON, 0.5)),
        case("acne", "impetigo", tiers=tier(Urgency.SOON, 0.31), excluded=("impetigo",)),
    ),
    "keep-in-mind": (
        case(
            "acne",
            above_alert=("measles",),
            differential=(Prediction("acne", 0.9), Prediction("measles", 0.02)),
        ),
        case("acne"),
    ),
    "mixed-class": (case("seborrheic_keratosis"), case("melanocytic_nevus")),
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


@cache
def advised(rule_id: str) -> Advice:
    """What is advised in the case that makes the rule fire."""
    return advise(EXAMPLES[rule_id][0])


def told(question: RuleInput) -> CaseAnalysis:
    """The case with its advice, as page and report read it."""
    return CaseAnalysis(
        photos=(),
        kind=None,
        model="",
        pooled=("one",) if question.judged else (),
        differential=question.differential,
        prediction_set=question.prediction_set,
        uncertain=question.uncertain,
        above_alert=question.above_alert,
        facts=question.facts,
        advice=advise(question),
        unknown_to_model=(),
        elapsed_ms={},
    )
