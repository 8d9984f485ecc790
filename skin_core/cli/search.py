"""From the paths of the command line to the files to analyse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from skin_core.cli.output import fitting_name, shown_path
from skin_core.imaging.formats import SUFFIXES


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file to analyse.

    shown: the path as given, plus the path inside a given folder. inside: where its layers go,
    below the layers folder, still with the file's own ending.
    """

    path: Path
    shown: str
    inside: PurePath


def find_files(paths: Iterable[Path]) -> Iterator[FoundFile]:
    """Files as they are given, and the picture files in all subfolders of folders, in order.

    A path that does not exist is found too: it gets its line with an error.
    """
    for given in paths:
        if not _is_folder(given):
            yield FoundFile(given, shown_path(given), PurePath(given.name))
            continue
        for path in sorted(given.rglob("*")):
            # A pipe would be waited for until somebody writes.
            if path.suffix.lower() in SUFFIXES and not (path.is_dir() or path.is_fifo()):
                yield FoundFile(path, shown_path(path), path.relative_to(given))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name longer than any, or a folder that may not be entered
        return False


def layer_paths(files: Iterable[FoundFile], folder: Path, layer: str) -> dict[FoundFile, Path]:
    """Where each file's layer is written: STEM.layer.png, in the same subfolders.

    Where two files would meet, such as a.jpg and a.png, the later keep their ending.
    """
    places: dict[FoundFile, Path] = {}
    taken: set[Path] = set()
    for file in files:
        place = folder / file.inside.parent / fitting_name(file.inside.stem, f".{layer}.png")
        count = 1
        while place in taken:
            count += 1
            ending = file.inside.suffix if count == 2 else f"{file.inside.suffix}.{count}"
            place = place.with_name(fitting_name(file.inside.stem, f"{ending}.{layer}.png"))
        taken.add(place)
        places[file] = place
    return places
