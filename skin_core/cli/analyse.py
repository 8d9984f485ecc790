"""`analyse`: photos in, one JSON line each; nothing is stored."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as ProgressBar

from skin_core.catalogue import GRADE
from skin_core.cli.lines import Line, error_line, result_line, signs_told
from skin_core.cli.output import lines_to, speak_utf8
from skin_core.cli.search import FoundFile, find_files, layer_paths
from skin_core.cli.words import Language, word
from skin_core.domain.photo import PhotoKind
from skin_core.errors import PhotoError, PhotoFileTooLarge, PhotoMissing, SkinError
from skin_core.errors.unforeseen import Unforeseen, noted
from skin_core.i18n import error_text
from skin_core.inference import Networks
from skin_core.inference.layers import MemoryLayers
from skin_core.runtime import Runtime
from skin_core.services.analyse import (
    CaseOutcome,
    Options,
    PhotoFile,
    analyse_case,
    run_to_end,
    warm_rules,
)
from skin_core.services.pictures import heatmap_png, mask_png
from skin_core.services.signs import signs_of
from skin_core.settings import read_settings

_log = logging.getLogger(__name__)
_MB = 1_000_000
_WAITING = 1  # photo more than cores at once: while two wait for each other's Python, it is judged


class Kind(StrEnum):
    """What --kind takes."""

    AUTO = "auto"
    CLINICAL = "clinical"
    DERMOSCOPIC = "dermoscopic"


@dataclass(frozen=True, slots=True)
class _Job:
    """What every photo of one run needs.

    heatmaps, masks: where layers go; empty where none are wanted. signs: whether they are graded.
    threads: cores that photos are judged on.
    """

    networks: Networks
    options: Options
    heatmaps: Mapping[FoundFile, Path]
    masks: Mapping[FoundFile, Path]
    signs: bool
    language: str
    threads: int


def analyse_photos(
    paths: Annotated[list[Path], typer.Argument(help=word("analyse.paths"), show_default=False)],
    jsonl: Annotated[Path | None, typer.Option(help=word("analyse.jsonl"))] = None,
    kind: Annotated[Kind, typer.Option(help=word("analyse.kind"))] = Kind.AUTO,
    model: Annotated[str | None, typer.Option(help=word("analyse.model"))] = None,
    layers: Annotated[Path | None, typer.Option(help=word("analyse.layers"))] = None,
    force: Annotated[bool, typer.Option("--force", help=word("analyse.force"))] = False,
    signs: Annotated[bool, typer.Option("--signs", help=word("analyse.signs"))] = False,
    language: Annotated[Language, typer.Option(help=word("language"))] = Language.EN,
) -> None:
    """Analyse photos and write one JSON line for each. Exit 0 even where single photos fail."""
    speak_utf8()
    files = list(find_files(paths))
    try:
        settings = read_settings()
        networks = Runtime(replace(settings, threads=1)).networks  # threads take a photo each
        if model is not None:
            networks.models.classifier(model)
        options = Options(
            kind=None if kind is Kind.AUTO else PhotoKind(kind.value),
            model=model,
            force=force,
            upload_limit_mb=settings.upload_limit_mb,
            layers=layers is not None,
            steps=False,  # a line holds none
        )
        heatmaps = layer_paths(files, layers, "heatmap") if layers else {}
        masks = layer_paths(files, layers, "mask") if layers else {}
        job = _Job(networks, options, heatmaps, masks, signs, language.value, settings.threads)
        _write(files, job, jsonl)
    except SkinError as error:
        typer.echo(error_text(error, language.value), err=True)
        raise typer.Exit(1) from error
    except OSError as error:
        typer.echo(word("cannot_write", language.value, reason=error.strerror), err=True)
        raise typer.Exit(1) from error


def _write(files: list[FoundFile], job: _Job, jsonl: Path | None) -> None:
    with ExitStack() as open_things:
        out = open_things.enter_context(lines_to(jsonl))
        pool = ThreadPoolExecutor(job.threads + _WAITING)
        open_things.callback(pool.shutdown, cancel_futures=True)
        pool.submit(job.networks.warm)  # beside the rules; what fails is told by who needs it
        warm_rules()
        for line in open_things.enter_context(_progress()).track(
            pool.map(partial(_line, job=job), files),  # in the order of the files
            total=len(files),
            description=word("analyse.running", job.language),
        ):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            out.flush()  # a run that is stopped keeps what it has


def _progress() -> ProgressBar:
    """A bar on a terminal; nothing where the output goes to a file."""
    console = Console(stderr=True)
    return ProgressBar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
    )


def _line(file: FoundFile, job: _Job) -> Line:
    """What is told of a file. Raises what stops the run: SkinError of the weights, OSError."""
    try:
        return _judged_line(file, job)
    except (SkinError, OSError):
        raise
    except Exception as error:  # noqa: BLE001  # one odd file ends no run of thousands
        return _error_line(file, Unforeseen(reference=noted(error, _log)), job)


def _judged_line(file: FoundFile, job: _Job) -> Line:
    try:
        data = _read(file.path, job.options.upload_limit_mb)
    except PhotoError as error:
        return _error_line(file, error, job)
    layers = MemoryLayers()
    photo = PhotoFile(Path(file.shown).name, data)
    now = datetime.now().astimezone()
    outcome = run_to_end(analyse_case([photo], {}, job.networks, layers, now, job.options))
    for failure in outcome.failures:
        return _error_line(file, failure.error, job)
    case = outcome.case
    if case.top and file in job.heatmaps:
        _write_layer(job.heatmaps[file], heatmap_png(case.photos[0], case.top.label, layers))
    if file in job.masks and (mask := mask_png(case.photos[0], layers)) is not None:
        _write_layer(job.masks[file], mask)
    return _with_signs(result_line(file.shown, case, job.language), outcome, job)


def _with_signs(line: Line, outcome: CaseOutcome, job: _Job) -> Line:
    if not job.signs:
        return line
    began = perf_counter()
    (photo,), (analysis,) = outcome.loaded, outcome.case.photos
    signs = signs_of(photo.pixels, analysis, job.networks, job.options.force)
    spent = {} if signs is None else {GRADE: round((perf_counter() - began) * 1000, 2)}
    return {**line, "signs": signs_told(signs), "elapsed_ms": {**outcome.case.elapsed_ms, **spent}}


def _error_line(file: FoundFile, error: SkinError, job: _Job) -> Line:
    line = error_line(file.shown, error, job.options.kind, job.language)
    return {**line, "signs": None} if job.signs else line


def _write_layer(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


def _read(path: Path, limit_mb: float) -> bytes:
    try:
        if path.stat().st_size > limit_mb * _MB:
            size_mb = round(path.stat().st_size / _MB)
            raise PhotoFileTooLarge(size_mb=size_mb, limit_mb=round(limit_mb))
        with path.open("rb") as file:  # a device may have no size and no end
            return file.read(int(limit_mb * _MB) + 1)
    except OSError as error:
        raise PhotoMissing from error
