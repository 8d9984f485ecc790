"""Grades and outlines of one's own: what is wrong with a row or a file is told by its name."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from skin_core.training.grades.samples import graded_photos
from skin_core.training.outlines.samples import Outlined, check_outlined, collection, own_folder
from skin_core.training.refusal import Refused

HEAD = "image,group,erythema_a,excoriation_a,lichenification_a"
ROOM = "image,group,reader,round,erythema,excoriation,lichenification"
ROWS: dict[str, tuple[str, str, str]] = {
    "word": (HEAD, "1.jpg,1,mild,1,1", r"1\.jpg: 'mild' in erythema_a is no grade"),
    "empty": (HEAD, "1.jpg,1,,1,1", r"1\.jpg: '' in erythema_a is no grade"),
    "too high": (HEAD, "1.jpg,1,4,1,1", r"1\.jpg: a grade is not 0 to 3"),
    "no group": (HEAD, "1.jpg,,1,1,1", r"labels\.csv, line 2: nothing in the column 'group'"),
    "two groups": (HEAD, "1.jpg,a,1,1,1\n1.jpg,b,1,1,1", r"1\.jpg: in the groups a and b"),
    "column": (HEAD.replace("lich", "lych"), "1.jpg,1,1,1,1", "no column 'lichenification_a'"),
    "no sign": ("image,group", "1.jpg,1", "no column 'erythema'"),
    "comma": (ROOM, '1.jpg,1,Kim,1,"1,5",1,1', r"1\.jpg: '1,5' in erythema is no grade"),
    "no round": (ROOM.replace("round", "visit"), "1.jpg,1,Kim,1,1,1,1", "no column 'round'"),
    "nothing": (ROOM, "", r"labels\.csv: no photo has all of erythema"),
}


@pytest.mark.parametrize("case", ROWS.values(), ids=ROWS)
def test_a_row_without_grades_is_named(case: tuple[str, str, str], tmp_path: Path) -> None:
    head, row, sentence = case
    (tmp_path / "labels.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    with pytest.raises(Refused, match=sentence):
        graded_photos("eczema", "", tmp_path)


def test_a_table_that_a_spreadsheet_saved_otherwise_is_named(tmp_path: Path) -> None:
    (tmp_path / "labels.csv").write_bytes("image,group\n건선.jpg,1\n".encode("cp949"))
    with pytest.raises(Refused, match=r"labels\.csv: not in UTF-8; save it as CSV in UTF-8"):
        graded_photos("eczema", "", tmp_path)


def _renamed(ending: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "mask" / "1.png").rename(folder / "mask" / ending)


def _boxed(folder: Path) -> None:
    (folder / "mask" / "1.png").unlink()
    drawn = {"image_id": 1, "segmentation": [[5, 5, 20, 5, 20, 20]]}
    told = {
        "images": [{"id": 1, "height": 30, "width": 40}],
        "annotations": [drawn, {"image_id": 1, "segmentation": [], "bbox": [1, 1, 9, 9]}],
    }
    (folder / "mask" / "1.json").write_text(json.dumps(told))


SPOILED: dict[str, tuple[Callable[[Path], object], str]] = {
    "another name": (_renamed("1_mask.png"), r"1_mask\.png: NAME\.png or NAME\.json goes with"),
    "another ending": (_renamed("1.jpg"), r"mask/1\.jpg: NAME\.png or NAME\.json goes with"),
    "another size": (
        lambda folder: cv2.imwrite(str(folder / "mask" / "1.png"), np.zeros((9, 7), np.uint8)),
        r"mask/1\.png: 7 x 9 pixels, its photo 40 x 30",
    ),
    "a photo": (
        lambda folder: cv2.imwrite(
            str(folder / "mask" / "1.png"),
            np.tile(np.arange(40, dtype=np.uint8) * 6, (30, 1)),
        ),
        r"mask/1\.png: .* it is a photo, not a mask",
    ),
    "damaged": (
        lambda folder: (folder / "mask" / "1.png").write_bytes(b"no"),
        r"mask/1\.png: .* or it is damaged",
    ),
    "nothing outlined": (
        lambda folder: cv2.imwrite(str(folder / "mask" / "1.png"), np.zeros((30, 40), np.uint8)),
        r"mask/1\.png: nothing is outlined in it; a photo without a lesion goes without",
    ),
    "a box alone": (_boxed, r"mask/1\.json: 1 of its lesions lie outside the photo, or have a box"),
    "half a photo": (
        lambda folder: (folder / "image" / "1.jpg").write_bytes(
            (folder / "image" / "1.jpg").read_bytes()[:-40]
        ),
        r"image/1\.jpg: no whole picture",
    ),
    "no outline at all": (
        lambda folder: shutil.rmtree(folder / "mask"),
        "no photo is outlined",
    ),
    "a group of nobody": (
        lambda folder: (folder / "groups.csv").write_text("image,group\n9.jpg,1\n"),
        r"groups\.csv: there is no photo '9\.jpg'",
    ),
}


@pytest.mark.parametrize("case", SPOILED.values(), ids=SPOILED)
def test_an_outline_that_would_be_lost_is_named(
    case: tuple[Callable[[Path], object], str], tmp_path: Path
) -> None:
    """A photo whose mask had another name was learned from as one without a lesion."""
    spoil, sentence = case
    for name in ("image", "mask"):
        (tmp_path / name).mkdir()
    for n in range(3):
        noise = np.random.default_rng(n).integers(0, 255, (30, 40, 3)).astype(np.uint8)
        cv2.imwrite(str(tmp_path / "image" / f"{n}.jpg"), noise)
        mask = np.zeros((30, 40), np.uint8)
        mask[5:20, 5:20] = 255
        cv2.imwrite(str(tmp_path / "mask" / f"{n}.png"), mask)
    check_outlined(own_folder(tmp_path))
    spoil(tmp_path)
    with pytest.raises(Refused, match=sentence):
        check_outlined(own_folder(tmp_path))


@pytest.mark.parametrize(("source", "inside"), [("own", 255), ("ham10000", 0)])
def test_a_mask_of_labels_is_learned_from_as_it_is_read(
    source: str, inside: int, tmp_path: Path
) -> None:
    """A mask of 0 and 1 was learned from as "no lesion"; those of collections stay as they were."""
    cv2.imwrite(str(tmp_path / "1.png"), np.zeros((30, 40, 3), np.uint8))
    mask = np.zeros((30, 40), np.uint8)
    mask[5:20, 5:20] = 1
    cv2.imwrite(str(tmp_path / "m.png"), mask)
    drawn = Outlined(tmp_path, "1.png", "m.png", "g", source).pixels()[..., 3]
    assert (drawn == np.where(mask, inside, 0)).all()


def test_a_collection_of_outlines_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"shares: no collection is called 'ham'; .*ham10000"):
        collection("ham", tmp_path)
