"""The parts of a model card on triage: the urgency photos have, beside the one they were given."""

from collections.abc import Mapping, Sequence
from typing import Any

from skin_core.evaluation.model_card import WILSON, pairs, section, table, text, with_intervals

TRIAGE = (
    "No fact and no diagnosis entered: what the network alone makes of a photo. Harmless: diseases "
    "whose urgency is routine or self-care; normal skin has none and is counted apart. The table: "
    "urgency of the label (rows) and urgency given (columns), photos and their share of the row."
)
POINTS = (
    "The probabilities of all diseases of a tier are summed. Above `act` the photo is called that "
    "urgent; above `ask` questions are asked, and nothing is raised. Sensitivity: share of the "
    "photos of the tier above the point. Harmless, normal skin: share of those above it."
)
CURVE = (
    "What finding a given share of a tier costs, if the threshold were put there: share of "
    "harmless photos and of normal skin above it."
)
SOURCES = (
    "By collection of origin: harmless photos and how many were called so; photos that must be "
    "seen so soon and how many were found. Cells of under ten photos are not measured."
)
UNSEEN = (
    "Photos of collections that were added after this network had been trained, read with the "
    "released thresholds: nothing was fitted on them, but they were in view while the rule that "
    "sets the thresholds was chosen. Expect figures no better than these from a new clinic."
)


def triage_section(figures: Mapping[str, Any]) -> list[str]:
    """Promises, triage table, tier points, cost curve and collections."""
    lines = section(
        "Triage: urgency given without any fact",
        [*pairs(figures["promises"]), *table(triage_cells(figures["table"]))],
        TRIAGE,
    )
    lines += section("Tiers: act and ask points", table(figures["points"]), POINTS)
    lines += section("Tiers: cost of sensitivity", table(figures["curve"]), CURVE)
    return lines + section(
        "Triage per collection", _sources(figures["sources"]), f"{SOURCES} {WILSON}"
    )


def _sources(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    among = {
        name: name.removesuffix(": found") if name.endswith(": found") else "harmless"
        for row in rows[:1]
        for name in row
        if name.startswith("called ") or name.endswith(": found")
    }
    return table(with_intervals(rows, among))


def unseen_section(figures: Mapping[str, Any]) -> list[str]:
    """The same figures on collections that no run was trained on."""
    triage = figures["triage"]
    lines = [*pairs(figures["headline"]), *pairs(triage["promises"])]
    lines += [*table(triage_cells(triage["table"])), *table(triage["points"])]
    lines += _sources(triage["sources"])
    return section("On collections added later", lines, UNSEEN)


def triage_cells(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Rows of the triage table with a count and a share in every cell."""
    return [
        {
            "is": row["true"].replace("_", " "),
            "photos": str(row["photos"]),
            **{
                word: f"{count} ({text(count / row['photos'])})" if row["photos"] else text(None)
                for word, count in row["given"].items()
            },
        }
        for row in rows
    ]
