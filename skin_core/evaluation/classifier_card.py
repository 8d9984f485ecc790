"""MODEL_CARD.md of a classifier, from the figures of evaluation.json alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from skin_core.catalogue import ModelSpec
from skin_core.evaluation import curves_card, model_card, reference
from skin_core.evaluation.model_card import WILSON, section, with_intervals
from skin_core.evaluation.strata_card import strata_sections
from skin_core.evaluation.triage_card import triage_section, unseen_section

FLOOR = "An ECE is to be read beside its floor, what a perfectly calibrated model would score here."
ASK = (
    "A danger above its ask point (`alert` in model.toml) is named as something to keep in mind "
    "and opens its questions; it raises nothing."
)
MACRO = (
    "Plain means over the classes that occur, first guesses; AUROC: one class against the rest. "
    "Precision counts 0 for a class that was never said."
)
ONE = (
    "Zoster against all other diseases together, by first guesses. F1 is the F1-HZ of the founding "
    "study and accuracy its ACC-HZ; whether its ACC-HZ counted all photos, as here, or those of "
    "zoster only, as sensitivity does, could not be checked. Zoster is rare here: read accuracy "
    "beside that of never saying it. Type I error: called zoster and is not; type II: the reverse."
)


UNLEARNED = (
    "Zoster is rare, so the test part says little of it alone. Here both parts that the network "
    "never learned from are taken together, {photos} photos of {groups} groups. Thresholds and "
    "temperature were fitted on one of them; a first guess depends on neither, yet the network "
    "itself was chosen by that part, which leans to the kind side."
)
COVERED = (
    "Sets that hold 90 % of all photos hold less of hard diseases. `one mass` is what the app "
    "says; `own masses` gives each disease a mass of its own, fitted on the choosing part (fitted "
    "on other groups where there is no test part), and a disease of under nine photos there keeps "
    "that of all. Counted among the lowest: diseases of ten photos or more."
)
APART = (
    "How well the highest probability tells a known disease from one never taught. The threshold "
    "calls a tenth of the known photos of the choosing part uncertain; 95 % intervals over groups "
    "of the known and over diseases of the unknown. What the app calls uncertain also rests on "
    "accept points, the size of the set and the gate's scope, and is below."
)


SCREEN = (
    "Photos that the network never learned from, validation and test part together, since zoster "
    "is rare; each read with a point fitted without its group. The point asks as much sensitivity "
    "of each fit as it takes for 0.90 over all folds; the one shipped is fitted on all of these. "
    "The intervals are wide, and `On a source nobody trained on` says what another clinic may "
    "expect. Reaching: share of photos at or above the point. Nothing below it excludes zoster."
)


def screen_section(found: Mapping[str, Any]) -> list[str]:
    """The zoster screen: its point, what it finds and what it rings for in vain."""
    figures = model_card.pairs({key: found[key] for key in found if key != "table"})
    lines = [*figures, *model_card.table(found["table"])]
    return section("Zoster screen: zoster, other disease or normal skin", lines, SCREEN)


def robustness_section(
    spec: ModelSpec, found: Mapping[str, Any], training: Mapping[str, Any]
) -> list[str]:
    """Errors on spoiled photos, beside those of the reference, and what else it differs in."""
    rest = ("reference", "reference_met", "corruptions", "network")
    told = ", ".join(f"{key} {value}" for key, value in found["reference"].items())
    practised = ", ".join(found["reference_met"])
    history = [run["config"] for run in model_card.measured_runs(training)]
    unlike = reference.told(found["reference"], history, spec.pixels.size)
    note = (
        "Errors of first guesses on one fixed draw of held-back photos, central squares of 224 px, "
        f"each spoiled in 15 ways of 5 severities. mCE: per cent of the errors of the reference "
        f"({told}), which is 100 by definition. {unlike} That training had the like of a "
        "corruption says that its augmentation distorts photos in a similar way, so the network "
        f"has practised it; the reference has practised {practised or 'none'}. Corruptions are "
        "this project's own drawing of ImageNet-C, so figures compare with nobody else's."
    )
    figures = model_card.pairs({key: found[key] for key in found if key not in rest})
    return section("Spoiled photos", [*figures, *model_card.table(found["corruptions"])], note)


def render_card(
    spec: ModelSpec,
    found: Mapping[str, Any],
    training: Mapping[str, Any],
    source_out: Sequence[Mapping[str, Any]],
    robustness: Mapping[str, Any],
) -> str:
    """The model card as Markdown."""
    card, table = model_card, model_card.table
    tested = found["measured_on"] == "test"
    lines = card.head(spec, training, found["cost"])
    lines += section(
        "Test" if tested else "Validation",
        card.pairs(found["headline"]),
        _note(card.measured_runs(training)[-1]["config"], tested),
    )
    if "agreement" in found:
        lines += section("All classes alike", card.pairs(found["agreement"]), MACRO)
    lines += _zoster_sections(found)
    lines += triage_section(found["triage"])
    if "curves" in found:
        lines += curves_card.curve_sections(found["curves"])
        lines += curves_card.sources_section(found["sources"])
    if "coverage" in found:
        lines += _coverage_section(found["coverage"])
    dangers = with_intervals(found["dangers"], {"sensitivity": "photos"})
    lines += section("Dangers: ask points", table(dangers), ASK)
    if "unseen" in found:
        lines += unseen_section(found["unseen"])
    if spec.kind == "clinical":
        lines += card.source_out_section(source_out)
        lines += _unknown_section(found)
    if robustness:
        lines += robustness_section(spec, robustness, training)
    lines += section("Operating points", table(_points(spec)), "Fitted on all validation photos.")
    lines += section("Tier points", table(_tier_points(spec)), "Fitted on all validation photos.")
    lines += section("Per class", table(found["classes"]))
    lines += section("Most confused", table(found["confused"]), "All pairs: confusion.csv.")
    if "strata" in found:
        lines += strata_sections(found["strata"])
    return "\n".join(lines).rstrip() + "\n"


def _coverage_section(found: Mapping[str, Any]) -> list[str]:
    of = {f"coverage, {way['sets']}": "photos" for way in found["ways"]}
    classes = with_intervals(found["classes"], of)
    photos = sum(row["photos"] for row in found["classes"])
    ways = [{**way, "coverage": model_card.share(way["coverage"], photos)} for way in found["ways"]]
    rows = [*model_card.table(ways), *model_card.table(classes)]
    return section("Prediction sets per class", rows, f"{COVERED} {WILSON}")


def _zoster_sections(found: Mapping[str, Any]) -> list[str]:
    lines: list[str] = []
    if "herpes_zoster" in found:
        lines += section("Herpes zoster", model_card.pairs(found["herpes_zoster"]), ONE)
    if pooled := found.get("zoster_unlearned"):
        name = "Herpes zoster, all photos never learned from"
        lines += section(name, model_card.pairs(pooled), UNLEARNED.format(**pooled))
    if "zoster_screen" in found:
        lines += screen_section(found["zoster_screen"])
    return lines


def _unknown_section(found: Mapping[str, Any]) -> list[str]:
    apart = model_card.pairs(found["told_apart"]) if "told_apart" in found else []
    names = ("uncertain", "called urgent", "called soon or sooner")
    doubts = with_intervals(found.get("unknown", ()), dict.fromkeys(names, "photos"))
    note = f"{APART} {WILSON}" if apart else ""
    return section("Diseases it was never taught", [*apart, *model_card.table(doubts)], note)


def _note(config: Mapping[str, Any], tested: bool) -> str:
    share = f"{config['validation_share']:.0%} of the photos of each label, held back from training"
    if tested:
        return (
            f"About {config['test_share']:.0%} of the photos of each label, whole groups, on which "
            f"nothing was chosen; thresholds were fitted on a further {share}. 95 % intervals by "
            f"bootstrap over groups. {FLOOR}"
        )
    return (
        f"One group-wise validation part, about {share}; no k-fold (the training time of two cores "
        "did not allow it), so small classes have wide intervals. Calibration cross-fitted over "
        f"five folds of groups; 95 % intervals by bootstrap over groups. {FLOOR} The number of "
        "epochs, the refitting of the last layer, input size and preprocessing were chosen on "
        "these same photos, so the figures lean to the kind side."
    )


def _points(spec: ModelSpec) -> list[dict[str, Any]]:
    rows = []
    for label, points in spec.operating_points.items():
        row: dict[str, Any] = {"label": label}
        for name, point in (("alert", points.alert), ("accept", points.accept)):
            row[name] = None if point is None else round(point.threshold, 4)
            row[f"{name} sensitivity"] = None if point is None else point.sensitivity
            row[f"{name} specificity"] = None if point is None else point.specificity
        rows.append(row)
    return [
        {key: ("none" if value is None else value) for key, value in row.items()} for row in rows
    ]


def _tier_points(spec: ModelSpec) -> list[dict[str, Any]]:
    return [
        {
            "tier": urgency,
            "point": name,
            "summed probability": round(point.threshold, 4),
            "sensitivity": point.sensitivity,
            "specificity": point.specificity,
        }
        for urgency, points in spec.tiers.items()
        for name, point in (("act", points.act), ("ask", points.ask))
        if point is not None
    ]
