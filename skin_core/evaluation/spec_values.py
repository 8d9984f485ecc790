"""The values that an evaluation fits, written into model.toml."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from skin_core.catalogue import ModelSpec, OperatingPoint
from skin_core.models.spec_file import read_table, write_table


def write_spec(spec: ModelSpec) -> None:
    """Write the calibrated values of a spec into its model.toml."""
    table = read_table(spec.folder)
    table["temperature"] = spec.temperature
    table["set_mass"] = spec.set_mass
    if spec.scope_threshold is not None:
        table["scope"] = {"threshold": spec.scope_threshold}
    table["operating_points"] = {
        label: {
            name: _point(point)
            for name, point in (("alert", points.alert), ("accept", points.accept))
            if point is not None
        }
        for label, points in spec.operating_points.items()
    }
    table["tiers"] = {
        urgency: {
            name: _point(point)
            for name, point in (("ask", points.ask), ("act", points.act))
            if point is not None
        }
        for urgency, points in spec.tiers.items()
    }
    if spec.zoster is not None:
        table["zoster_screen"] = asdict(spec.zoster)
    write_table(spec.folder, table)


def _point(point: OperatingPoint) -> Mapping[str, Any]:
    return {
        "threshold": point.threshold,
        "sensitivity": point.sensitivity,
        "specificity": point.specificity,
    }
