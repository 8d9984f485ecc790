"""Bad data stops before training, and the sentence names the row."""

from dataclasses import replace
from pathlib import Path

import pytest

from skin_core.training.checks import check_multiplier, check_photos, check_run, check_split
from skin_core.training.photos import Photo
from skin_core.training.splits import Split

ACNE = Photo("a.webp", "acne", "one", "drawn")
WART = Photo("w.webp", "wart", "two", "drawn")
KNOWN = ("acne", "wart")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for photo in (ACNE, WART):
        (tmp_path / photo.path).touch()
    return tmp_path


def test_a_sound_list_passes(data: Path) -> None:
    check_photos([ACNE, WART], KNOWN, data)
    check_split(Split((ACNE,), (WART,)))


@pytest.mark.parametrize(
    ("photos", "sentence"),
    [
        ([ACNE, replace(WART, label="warts")], r"w\.webp: no disease is called 'warts'"),
        ([ACNE, replace(WART, path="gone.webp")], r"gone\.webp: listed, but not in"),
        ([ACNE], "all 1 photos have one label"),
    ],
)
def test_a_bad_list_is_refused(photos: list[Photo], sentence: str, data: Path) -> None:
    with pytest.raises(ValueError, match=sentence):
        check_photos(photos, KNOWN, data)


def test_a_group_in_two_parts_is_refused() -> None:
    twin = replace(WART, group="one")
    with pytest.raises(ValueError, match=r"w\.webp: group one is in train and test"):
        check_split(Split((ACNE,), (), (twin,)))


def test_a_multiplier_of_no_label_is_refused() -> None:
    check_multiplier({"acne": 10}, KNOWN)
    with pytest.raises(ValueError, match="no photo is labelled 'zoster'"):
        check_multiplier({"acne": 10, "zoster": 10}, KNOWN)


def test_a_run_does_not_go_on_with_other_photos(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"data_digest": "began"}', encoding="utf-8")
    check_run(tmp_path, "other")  # nothing was trained yet
    (tmp_path / "checkpoint.pt").touch()
    check_run(tmp_path, "began")
    with pytest.raises(ValueError, match="remove it to start anew"):
        check_run(tmp_path, "other")
