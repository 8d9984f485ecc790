"""MODEL_CARD.md of a model that was brought in: what was found, chosen and measured."""

from __future__ import annotations

from collections.abc import Iterator

from skin_core.catalogue import PixelSpec
from skin_core.evaluation.model_card import table, text
from skin_core.own_models.figures import Figures
from skin_core.own_models.labels import ClassMap
from skin_core.own_models.trial import HALF, IMAGENET, UNIT, WHOLE, Fitting

NOTICE = (
    "> **A second opinion only.** This model was brought in by this clinic. SkinDesk did not train "
    "it, knows nothing of its training photos, and lets it change neither the answer nor the "
    "urgency. Decision support, not a diagnosis."
)
LIMITS = (
    "The photos it was tried on may be among those it was trained on; then every figure here is "
    "too good.",
    "Photos of one patient are not told apart: figures and intervals take each photo for itself.",
    "Nothing is known of how it does by skin tone, age or camera: not measured.",
    "It was not shown what is no disease of its own; it has no gate and no sense of scope.",
)
NAMED = {UNIT: "unit", IMAGENET: "imagenet", HALF: "half", WHOLE: "whole"}
SCALES = {
    "unit": "0 to 1",
    "imagenet": "ImageNet mean and deviation",
    "half": "-1 to 1",
    "whole": "0 to 255",
    "told": "mean and deviation as the network of timm tells",
}
HEATMAPS = {
    "cams": "class maps of the last feature map, out of the same pass",
    "occlusion": "by covering 7 x 7 pieces of the photo in turn",
    "none": "none: it has no feature map that its answer is read from, and is too slow to be asked "
    "fifty times",
}


def card_text(
    name: str,
    source: str,
    licence: str,
    known: ClassMap,
    fitting: Fitting,
    figures: Figures,
    heatmap: str,
) -> str:
    """The whole card."""
    return "\n".join(
        [
            f"# {name}",
            "",
            NOTICE,
            "",
            *_found(source, licence, fitting, heatmap),
            "## Classes",
            "",
            *table(
                [
                    {"class": _cell(one), "label": label}
                    for one, label in zip(known.classes, known.labels_of, strict=True)
                ]
            ),
            *_measured(figures),
            "## Limits",
            "",
            *(f"- {line}" for line in LIMITS),
            "",
        ]
    )


def scale_name(pixels: PixelSpec) -> str:
    """What the values of a photo are brought to, by name."""
    return NAMED.get((pixels.mean, pixels.std), "told")


def _found(source: str, licence: str, fitting: Fitting, heatmap: str) -> Iterator[str]:
    pixels = fitting.pixels
    fit = "whole photo squeezed" if pixels.fit == "stretch" else f"central {pixels.crop:.1%} square"
    softmax = "inside, not applied again" if fitting.gives_chances else "applied here"
    yield from table(
        [
            {"found": "file", "value": _cell(source)},
            {"found": "licence as told", "value": _cell(licence) or "not told"},
            {"found": "input", "value": f"{pixels.size} x {pixels.size} pixels, {fit}"},
            {"found": "values", "value": SCALES[scale_name(pixels)]},
            {"found": "softmax", "value": softmax},
            {"found": "heatmap", "value": HEATMAPS[heatmap]},
            {"found": "time of one photo", "value": f"{fitting.pass_ms:g} ms"},
            {
                "found": "right in the trial",
                "value": f"{fitting.right} of {fitting.tried} photos; "
                f"the likeliest guess: {fitting.best_guess}",
            },
        ]
    )


def _measured(figures: Figures) -> Iterator[str]:
    yield from ("## Measured on the labelled photos", "")
    yield from table(
        [
            {"figure": "photos", "value": figures.photos},
            {"figure": "accuracy", "value": text(figures.accuracy)},
            {"figure": "calibration error (ECE)", "value": figures.calibration_error},
            {"figure": "prediction set holds the truth", "value": text(figures.coverage)},
            {"figure": "mean size of the prediction set", "value": figures.set_size},
            {"figure": "temperature", "value": figures.temperature},
        ]
    )
    yield from table(
        [
            {"label": one.label, "photos": one.photos, "sensitivity": text(one.sensitivity)}
            for one in figures.classes
        ]
    )


def _cell(words: str) -> str:
    """What somebody else wrote, as it may stand in a table."""
    return "".join(c for c in words if c.isprintable() and c not in "|<>[]`\\")[:200]
