"""Outlines move with their photos; patches lie where the mask says; no lesion is on two sides."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from skin_core.errors import AnnotationError, SettingsError
from skin_core.imaging.rendered import render_skin
from skin_core.training.outlines import self_training
from skin_core.training.outlines.composites import Patches, composite
from skin_core.training.outlines.config import OutlineConfig, config_from
from skin_core.training.outlines.loader import drawing_chances
from skin_core.training.outlines.losses import outline_loss
from skin_core.training.outlines.samples import (
    UNMASKED,
    UNSURE,
    Outlined,
    fold_split,
    learned_too,
    own_folder,
    split_outlined,
)
from skin_core.training.outlines.views import founding_view, strong_view
from tests.unit.imaging.annotations.test_labelme import HEIGHT, SQUARE, WIDTH, labelme, shape

NOWHERE = Path("nowhere")


def photos(source: str, groups: int, part: str = "") -> list[Outlined]:
    return [
        Outlined(NOWHERE, f"{n}{copy}.png", "m.png", f"{source}:{n}", source, part=part)
        for n in range(groups)
        for copy in "ab"
    ]


def spot() -> NDArray[np.uint8]:
    """A dark disc on light skin, outlined exactly."""
    pixels = np.full((150, 200, 4), 200, np.uint8)
    pixels[..., 3] = 0
    cv2.circle(pixels, (90, 80), 35, (60, 40, 30, 255), cv2.FILLED)
    return pixels


@pytest.mark.parametrize("view", [founding_view, strong_view])
def test_an_outline_moves_with_its_photo(view: object) -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        seen = view(spot(), 96, rng)  # type: ignore[operator]
        assert seen.shape == (96, 96, 4)
        inside, dark = seen[..., 3] > 127, seen[..., 0].astype(int)
        if inside.sum() > 200 and (~inside).sum() > 200:
            assert dark[inside].mean() < dark[~inside].mean() - 25


def test_a_patch_is_lighter_than_the_skin_it_lies_on_and_nothing_else_changes() -> None:
    skin = render_skin("mole", "tan", 3, (160, 160))
    shape = np.zeros((100, 100), np.uint8)
    shape[25:75, 25:75] = 255
    patches = Patches((shape,), np.array([[1.4, 1.7, 1.9]]))
    for seed in range(5):
        made = composite(skin, patches, np.random.default_rng(seed))
        inside = made[..., 3] > 0
        if not inside.any():
            continue
        gained = made[..., :3].astype(int) - skin
        far = cv2.dilate(inside.astype(np.uint8), np.ones((25, 25), np.uint8)) == 0
        assert gained[inside].mean() > 8
        assert np.abs(gained[far]).mean() < 1


def test_no_group_is_on_two_sides_and_a_published_test_part_stays_one() -> None:
    split = split_outlined([*photos("ham10000", 100), *photos("isic2017", 20, "test")], seed=1)
    groups = [{one.group for one in part} for part in (split.train, split.validation, split.test)]
    assert not groups[0] & groups[1] | groups[0] & groups[2] | groups[1] & groups[2]
    assert {one.group for one in split.test if one.source == "isic2017"} == {
        f"isic2017:{n}" for n in range(20)
    }
    assert len(groups[1]) == 15


def test_measured_parts_are_learned_from_but_for_what_a_publisher_holds_back() -> None:
    some = [*photos("ham10000", 100), *photos("isic2017", 20, "test")]
    split = learned_too(split_outlined(some, seed=1), ("validation", "test"))
    assert {one.source for one in split.test} == {"isic2017"}
    assert len(split.test) == 40
    assert len(split.train) == 200
    assert not split.validation


def test_every_group_is_tested_in_one_fold_and_one_run_more_leaves_none_out() -> None:
    some = photos("vitiligo", 27)
    tested = [one for fold in range(5) for one in fold_split(some, 5, fold, seed=1).test]
    assert sorted(one.path for one in tested) == sorted(one.path for one in some)
    assert fold_split(some, 5, 5, seed=1).train == tuple(some)


def test_collections_are_drawn_by_their_shares_however_large_they_are() -> None:
    some = [*photos("ham10000", 300), *photos("pad_ufes", 10)]
    chances = drawing_chances(some, {"ham10000": 0.6, "pad_ufes": 0.4})
    assert chances[600:].sum() == pytest.approx(0.4)


class Teacher(torch.nn.Module):
    """Sure of a patch in the middle, of none at both sides, and of nothing between."""

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        half = torch.linspace(-6, 6, 8)
        return torch.cat([half, half.flip(0)]).expand(len(pixels), 1, 16, 16)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The runs that a teacher was taken from."""
    runs: list[str] = []

    def load_run(name: str) -> tuple[torch.nn.Module, dict[str, object]]:
        runs.append(name)
        return Teacher(), {}

    monkeypatch.setattr(self_training, "load_run", load_run)
    return runs


def test_a_student_learns_from_its_own_folds_teacher_and_nothing_of_a_group_held_out(
    tmp_path: Path, asked: list[str]
) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), spot()[..., :3])
    photos = [Outlined(tmp_path, "a.png", "", group, UNMASKED) for group in ("in", "out")]
    config = OutlineConfig(name="own", kind="vitiligo", fold=3, teacher="first", unmasked=0.3)
    found = self_training.outlined_by_teacher(config, photos, {"out"}, tmp_path / "masks")
    assert [one.group for one in found] == ["in"]
    assert asked == ["first_fold3"]


def test_a_teachers_mask_says_where_it_is_not_sure(tmp_path: Path, asked: list[str]) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), spot()[..., :3])
    photo = Outlined(tmp_path, "a.png", "", "in", UNMASKED)
    config = OutlineConfig(name="own", kind="vitiligo", teacher="first", unmasked=0.3)
    (one,) = self_training.outlined_by_teacher(config, [photo], (), tmp_path / "masks")
    assert asked == ["first"]
    assert set(np.unique(one.pixels()[..., 3])) == {0, UNSURE, 255}


def test_what_the_teacher_is_not_sure_of_teaches_nothing() -> None:
    wanted = torch.tensor([[[[1.0, 0.0, 0.5, 0.5]]]])
    right, wrong = (torch.tensor([[[[9.0, -9.0, odds, -odds]]]]) for odds in (0.0, 9.0))
    losses = [outline_loss(odds, wanted, "bce", 0.5, sure_only=True) for odds in (right, wrong)]
    assert losses[0] == pytest.approx(losses[1])


def test_a_clinics_own_folder_is_read_and_a_photo_without_mask_has_no_lesion(
    tmp_path: Path,
) -> None:
    (tmp_path / "image").mkdir()
    (tmp_path / "mask").mkdir()
    for name in ("one", "two"):
        cv2.imwrite(str(tmp_path / "image" / f"{name}.png"), spot()[..., :3])
    cv2.imwrite(str(tmp_path / "mask" / "one.png"), spot()[..., 3])
    (tmp_path / "groups.csv").write_text("image,group\none.png,p1\ntwo.png,p1\n", encoding="utf-8")
    one, two = own_folder(tmp_path)
    assert one.group == two.group == "own:p1"
    assert one.pixels()[80, 90, 3] == 255
    assert not two.pixels()[..., 3].any()


def test_a_folder_outlined_with_labelme_is_learned_from_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "image").mkdir()
    cv2.imwrite(str(tmp_path / "image" / "one.png"), np.full((HEIGHT, WIDTH, 3), 200, np.uint8))
    file = tmp_path / "image" / "one.json"  # where labelme puts it
    file.write_bytes(
        labelme(shape("polygon", SQUARE), shape("rectangle", [[60, 5], [90, 15]], "b"))
    )
    (one,) = own_folder(tmp_path)
    drawn = one.pixels()[..., 3]
    assert set(np.unique(drawn)) == {0, 255}
    assert drawn[30, 30] == drawn[10, 70] == 255
    file.write_text(json.dumps({"shapes": [{"points": 3}], "imageHeight": 9, "imageWidth": 9}))
    with pytest.raises(AnnotationError):
        one.pixels()


def test_a_mask_of_another_size_is_told_by_name(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), spot()[..., :3])
    cv2.imwrite(str(tmp_path / "m.png"), spot()[:100, :, 3])
    with pytest.raises(ValueError, match=r"m\.png"):
        Outlined(tmp_path, "a.png", "m.png", "g", "own").pixels()


def test_a_misspelt_setting_names_the_nearest_one() -> None:
    with pytest.raises(SettingsError) as error:
        config_from({"name": "a", "kind": "lesion", "step": 3})
    assert error.value.suggestion == "steps"
