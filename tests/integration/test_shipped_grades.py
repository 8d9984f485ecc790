"""The shipped networks that grade: whole files, one answer on both engines, and honest cards."""

from __future__ import annotations

import json

import numpy as np
import pytest

from skin_core.agreement.statistics import weighted_kappa
from skin_core.catalogue import GRADE, list_specs, verify
from skin_core.evaluation.grade import rewrite_grade_card
from skin_core.evaluation.held_out import read_training
from skin_core.imaging.rendered import render_skin
from skin_core.inference.grade import grade_photo
from skin_core.inference.networks import installed
from skin_core.inference.onnx_engine import OnnxEngine
from skin_core.inference.torch_engine import TorchEngine
from skin_core.training.grades.config import config_from
from skin_core.training.grades.samples import graded_photos
from skin_core.training.photos import data_folder

pytestmark = pytest.mark.weights
SPECS = {spec.kind: spec for spec in list_specs() if spec.task == GRADE}


@pytest.fixture(params=sorted(SPECS))
def kind(request: pytest.FixtureRequest) -> str:
    """Of what a shipped network grades signs."""
    return str(request.param)


def test_files_are_whole_and_the_card_says_first_what_the_grades_are_worth(kind: str) -> None:
    spec = SPECS[kind]
    verify(spec)
    before = (spec.folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    rewrite_grade_card(spec)
    assert (spec.folder / "MODEL_CARD.md").read_text(encoding="utf-8") == before
    first = before.splitlines()[2]
    assert ("not clinicians" if kind == "eczema" else "dermatologists") in first
    assert "Research use only" in before


def test_both_engines_give_the_same_chances(kind: str) -> None:
    models = installed()
    photo = render_skin("pustules", "tan", 4, (320, 240))
    ours, theirs = (
        grade_photo(photo, kind, engine)
        for engine in (OnnxEngine(models, 1), TorchEngine(models, "cpu"))
    )
    assert tuple(ours) == SPECS[kind].labels
    for sign, grade in ours.items():
        assert np.allclose(grade.chances, theirs[sign].chances, atol=1e-3)


def test_networks_that_grade_are_not_waited_for() -> None:
    models = installed()
    assert {spec.task for spec in models.chosen()} >= {GRADE}
    assert GRADE not in {spec.task for spec in models.waited_for()}


def test_photos_are_graded_no_worse_than_the_card_says(kind: str, real_data: None) -> None:
    """What ships has learned from these very photos: the card tells of those that were unseen."""
    spec = SPECS[kind]
    config = config_from(read_training(spec.folder)["runs"][-1]["config"])
    photos = graded_photos(kind, config.folder, data_folder())[::6]
    engine = OnnxEngine(installed(), 1)
    found = [grade_photo(photo.pixels(data_folder()), kind, engine) for photo in photos]
    told = json.loads((spec.folder / "evaluation.json").read_text(encoding="utf-8"))["signs"]
    for place, row in enumerate(told):
        ours = np.array([one[row["sign"]].grade for one in found], np.float64)
        readers = np.array([photo.readings for photo in photos], np.float64)[:, :, place].mean(1)
        assert weighted_kappa(ours, readers) > row["weighted_kappa"][0] - 0.15
