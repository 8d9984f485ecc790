"""MODEL_CARD.md of a network that grades, from the figures of evaluation.json alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skin_core.catalogue import ModelSpec
from skin_core.evaluation import model_card

OWN = "own"  # photos and grades of a clinic's own
PUBLISHED = ("eczema_signs", "acne_grade")
FIRST = {
    OWN: (
        "> **Trained on grades of this clinic's own readers.** How far they agree with themselves "
        "and with each other is told in the reading room: no network can be held to more."
    ),
    "eczema": (
        "> **Trained on silver grades: two automated readers, not clinicians, graded the photos.** "
        "Experimental. Their agreement with each other overstates truth, because they are the "
        "same kind of reader; agreement with them is not agreement with a dermatologist."
    ),
    "acne": (
        "> **Grades of dermatologists (ACNE04), of one half of the face, on the Hayashi scale.** "
        "Faces of mostly young East Asian patients; on others nothing was measured."
    ),
}
DATA = {
    OWN: "photos of this clinic, graded by its readers",
    "eczema": (
        "photos of atopic dermatitis, eczema, lichen simplex and healthy skin "
        "(web-collected, rights unclear), graded 0 to 3 by two automated readers; begun from the "
        "clinical network, which learned the diseases of these same photos"
    ),
    "acne": (
        "lower faces of ACNE04 (Wu 2019, academic use), graded 0 to 3 by dermatologists for the "
        "whole half-face; begun from the clinical network"
    ),
}
HELD = {
    OWN: "Three tenths of the groups of each grade, drawn once with a fixed seed; a network that "
    "it was begun from may have learned from some of them.",
    "eczema": (
        "Photos that neither this network nor the clinical network, from which it was begun, "
        "learned from: its choosing and its test part, by group."
    ),
    "acne": "Three tenths of the groups of each grade, drawn once with a fixed seed.",
}
BY_FOLDS = (
    "Cross-validation in folds by group: each photo was answered by a network of the same "
    "recipe that saw no photo of its group. What ships learned from all of them."
)
LEAKY = (
    "The same recipe and photos, the folds drawn by image as in the published split: of one "
    "person there are pictures on both sides; as many of the folds as were trained. Shown beside, "
    "not instead: at a clinic every patient is a new one."
)
CHOSEN = (
    "Nothing was chosen on them but slope and cuts of each sign, and these by folds: each photo is "
    "read by cuts fitted without its group. The shipped cuts are fitted on all of them. "
    "That the grade nearest to the mean is told, no longer the median, was decided when figures of "
    "both had been seen (decision 0025). "
    "Quadratic-weighted kappa; 95 % intervals by bootstrap over groups."
)
TARGETS = {
    "eczema": (
        "Aims: weighted kappa against the mean of the readers of 0.60 (erythema), 0.50 "
        "(excoriation), 0.55 (lichenification), and an ICC of the photo part of 0.75."
    ),
    "acne": (
        "Aims: weighted kappa and accuracy of 0.75. Published on ACNE04: accuracy 0.84 (Wu et al., "
        "ICCV 2019) on whole half-faces at full resolution with counted lesions, split by image; "
        "of one person or one photo series there may be pictures on both sides of such a split. "
        "Photos here are 240 pixels high, and groups stay together: the figures are not comparable."
    ),
}
SURE = (
    "A grade is suggested where its chance reaches {certain_from}. Exact: against each reader in "
    "turn. A well calibrated network's mean chance equals the share that is exact."
)
PART = (
    "Sum of the expected grades of erythema, excoriation and lichenification, 0 to 9: what photos "
    "can tell of a region's part of the EASI (oedema and area are not among it). ICC(2,1)."
)
RETEST = (
    "The held-back photos asked about again after a change that leaves the skin as it was. The "
    "mirror image is left out: it gives the same answer."
)


def render_grade_card(
    spec: ModelSpec, found: Mapping[str, Any], training: Mapping[str, Any]
) -> str:
    """The model card as Markdown."""
    assert spec.grades is not None
    table, section = model_card.table, model_card.section
    kind = _data_of(spec, training)
    held = BY_FOLDS if found.get("folds") else HELD.get(kind)
    note = " ".join(filter(None, (f"{found['photos']} photos of {found['groups']} groups.", held)))
    lines = _head(spec, training, found["cost"])
    lines += section("Agreement with the readers", table(found["signs"]), f"{note} {CHOSEN}")
    if kind in TARGETS:
        lines += [TARGETS[kind], ""]
    if "by_image" in found:
        lines += section("Split by image", table(found["by_image"]), LEAKY)
    if "photo_part" in found:
        lines += section("Photo part of the EASI", model_card.pairs(found["photo_part"]), PART)
    lines += section("Per grade", table(found["per_grade"]), "Grades of the first reader.")
    sure = SURE.format(certain_from=spec.grades.certain_from)
    lines += section("Certainty", table(found["certain"]), sure)
    lines += section("Test and retest", table(found["test_retest"]), RETEST)
    return "\n".join(lines).rstrip() + "\n"


def _data_of(spec: ModelSpec, training: Mapping[str, Any]) -> str:
    """Which photos are told of: those of the kind, or the clinic's own."""
    folder = training["runs"][-1]["config"]["folder"]
    return spec.kind if folder in PUBLISHED else OWN


def _head(spec: ModelSpec, training: Mapping[str, Any], cost: Mapping[str, Any]) -> list[str]:
    """Name, what the grades are worth, notice, cost and provenance."""
    lines = [f"# {spec.name} {spec.version}", ""]
    kind = _data_of(spec, training)
    if kind in FIRST:
        lines += [FIRST[kind], ""]
    lines += [
        model_card.NOTICE,
        "",
        f"Generated by `python -m skin_core.evaluation {spec.name}`; do not edit.",
        "",
        f"- Grades: {', '.join(spec.labels)}, 0 to 3; architecture: {spec.architecture}",
        f"- Input: the whole photo squeezed to {spec.pixels.size} x {spec.pixels.size} RGB, and "
        "its mirror image; the mean of both answers counts",
        f"- Trained on: {DATA.get(kind, 'photos of this clinic')}",
        f"- Licence of the weights: {spec.licence}",
        "",
    ]
    lines += model_card.section(
        "Cost", model_card.pairs(cost), "Latency of one pass: two threads, best."
    )
    lines += ["## Provenance", ""]
    for run in training["runs"]:
        config = run["config"]
        lines.append(
            f"- {config['name']}: seed {config['seed']}, git {run['revision']}, data "
            f"{run['data_digest'][:16]}, {run['step']} steps of {config['batch']} photos; all "
            "settings in training.json"
        )
    return [*lines, "", *model_card.completed(training)]
