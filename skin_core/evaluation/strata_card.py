"""The parts of a model card on tone of the skin and site of the body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from skin_core.evaluation.model_card import pairs, section, table

CELLS = (
    "Cells of fewer than {least_groups} groups (patients, lesions or near-duplicates) are not "
    "measured, and a row without photos is shown as such. 95 % intervals by bootstrap over groups. "
    "Rows differ in the diseases and collections they hold: beside the balanced accuracy stands "
    "that over all photos of the same diseases, and what is left of the difference may still be "
    "that of the collections. Each disease of a row weighs alike, though it may have one photo "
    "there: where diseases have few, that figure says little. Uncertain: share of photos without "
    "one answer. Harmless: photos of diseases that can wait. 0.000-0.000: none was seen among "
    "these, which does not say that there are none; dermoscopy is taught no urgent disease."
)
TONE = (
    "Tone by the individual typology angle (ITA; Chardon 1991) of the skin on the photo outside "
    "the drawn outline, or outside the middle of the photo where nobody drew one, so that a wide "
    "rash counts as skin. **ITA of a photo depends on exposure and on the colour of the light; it "
    "is the tone of the photo and no Fitzpatrick type**, and in dermoscopy the light is that of "
    "the dermatoscope. Not read: too little skin, or more than 1 % of it over-exposed. "
)
SITE = (
    "Site as written down with the photo, which only PAD-UFES-20 and HAM10000 do; `trunk` and "
    "`arm` are their words and may hold chest or hand. "
)


def strata_sections(found: Mapping[str, Any]) -> list[str]:
    """Tables per tone and per site."""
    cells, told = CELLS.format(**found), found["tone_beside_told"]
    beside = pairs(told) if told else []
    lines = section("Per photo tone", [*table(found["tone"]), *beside], TONE + cells)
    return lines + section("Per site of the body", table(found["site"]), SITE + cells)
