"""Which files a command line means, and where their layers go."""

from __future__ import annotations

import os
from pathlib import Path

from skin_core.cli.search import find_files, layer_paths


def test_folders_are_searched_for_pictures_and_files_taken_as_given(tmp_path: Path) -> None:
    for name in ("box/b.JPG", "box/a/1.webp", "box/notes.txt", "box/.hidden/2.png", "single.dat"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    os.mkfifo(tmp_path / "box" / "pipe.jpg")  # would be waited for
    found = list(find_files([tmp_path / "box", tmp_path / "single.dat", tmp_path / "gone.jpg"]))
    shown = [Path(file.shown).relative_to(tmp_path).as_posix() for file in found]
    assert shown == [
        "box/.hidden/2.png", "box/a/1.webp", "box/b.JPG", "single.dat", "gone.jpg"
    ]  # fmt: skip
    assert len(list(find_files([Path("x" * 300)]))) == 1


def test_layers_lie_in_the_same_subfolders_and_never_over_one_another(tmp_path: Path) -> None:
    for name in ("a.jpg", "a.png", "deep/a.jpg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    files = list(find_files([tmp_path]))
    places = layer_paths(files, Path("out"), "heatmap")
    assert {place.as_posix() for place in places.values()} == {
        "out/a.heatmap.png",
        "out/a.png.heatmap.png",
        "out/deep/a.heatmap.png",
    }
