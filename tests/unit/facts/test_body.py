"""Every site of the short form can be pointed at on the drawn body, and nothing else."""

from __future__ import annotations

from skin_core.facts import fact
from skin_core.facts.body import side_of, sites_on
from skin_core.ui.components.shared.body_figure import PARTS, VIEWS


def test_every_site_lies_on_the_body() -> None:
    drawn = {site for part in PARTS for view in VIEWS for site in sites_on(part, view)}
    assert drawn == {one.key for one in fact("site").choices} - {"widespread"}


def test_left_and_right_are_those_of_the_fact() -> None:
    sides = {side_of(part) for part in PARTS} - {""}
    assert sides == {"left", "right"} <= {one.key for one in fact("side").choices}
