"""`masks convert` takes outlines from one format into another, and refuses in words."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from typer.testing import CliRunner

from skin_core.cli import app
from skin_core.imaging.annotations import read_outlines
from tests.unit.imaging.annotations.test_labelme import SQUARE, labelme, shape


def convert(*words: str | Path, exit_code: int = 0) -> str:
    result = CliRunner().invoke(app, ["masks", "convert", *map(str, words)])
    assert result.exit_code == exit_code, result.output
    return result.output


def test_a_labelme_file_becomes_a_mask_run_lengths_and_itself_again(tmp_path: Path) -> None:
    source = tmp_path / "a.json"
    ruler = shape("rectangle", [[60, 5], [90, 15]], "ruler")
    source.write_bytes(labelme(shape("polygon", SQUARE), ruler))
    wanted = read_outlines(source.read_bytes()).whole("lesion")
    steps = (
        ("a.png", ()),
        ("b.json", ("--to", "rle")),
        ("c.json", ("--to", "labelme")),
        ("d.png", ()),
    )
    for number, (name, options) in enumerate(steps):
        only = ("--label", "lesion") if number == 0 else ()
        convert(source, tmp_path / "made" / name, *options, *only)
        source = tmp_path / "made" / name
        assert (read_outlines(source.read_bytes()).whole() == wanted).all(), name
    assert np.asarray(wanted).any()


def test_coco_is_the_format_of_json(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(labelme(shape("polygon", SQUARE)))
    convert(tmp_path / "a.json", tmp_path / "b.json")
    told = json.loads((tmp_path / "b.json").read_text("utf-8"))
    assert told["annotations"][0]["bbox"] == [10, 20, 41, 41]
    assert told["categories"] == [{"id": 1, "name": "lesion"}]


def test_what_is_left_out_is_told_and_nothing_left_writes_no_mask(tmp_path: Path) -> None:
    far = shape("rectangle", [[900, 900], [950, 950]])
    (tmp_path / "a.json").write_bytes(labelme(far))
    (tmp_path / "b.json").write_bytes(labelme(shape("polygon", SQUARE), far))
    told = convert(tmp_path / "a.json", tmp_path / "a.png", exit_code=1)
    assert "another size of the photo" in told
    assert not (tmp_path / "a.png").exists()
    told = convert(tmp_path / "b.json", tmp_path / "b.png")
    assert "Outlines written: 1." in told
    assert "Outside the photo, left out: 1." in told


def test_what_cannot_be_converted_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(labelme(shape("polygon", SQUARE[:2])))
    told = convert(tmp_path / "a.json", tmp_path / "b.png", "--language", "ko", exit_code=1)
    assert "shapes[0].points" in told
    assert not (tmp_path / "b.png").exists()
    assert "No such file" in convert(tmp_path / "none", tmp_path / "b.png", exit_code=1)
