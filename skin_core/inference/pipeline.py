"""One photo through its stages, timed and told one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from time import perf_counter

from skin_core.domain.analysis import Stage
from skin_core.domain.photo import Photo
from skin_core.errors import PhotoError
from skin_core.imaging.load import display_name
from skin_core.inference.progress import PhotoFailure, PhotoFile, Progress, steps_in_all
from skin_core.inference.stages import PHOTO_STAGES
from skin_core.inference.stages.work import Bench, PhotoWork


def analyse_photo(
    source: PhotoFile | Photo, place: int, count: int, bench: Bench
) -> Iterator[Progress]:
    """One event per stage of the photo at `place` of `count`, each with the analysis so far.

    A file that is no photo ends with a failure, a refused photo after GATE.
    Raises: UnknownModel, WeightsDamaged, and what the layer store raises.
    """
    work, spent = PhotoWork(source=source), dict[str, float]()
    total, before = steps_in_all(count), place * len(PHOTO_STAGES)
    for number, stage in enumerate(PHOTO_STAGES, 1):
        start, failure = perf_counter(), None
        try:
            if stage.applies(work):
                work = stage.step(work, bench)
        except PhotoError as error:
            failure = PhotoFailure(place, display_name(source.name), error)
        spent[stage.name] = round((perf_counter() - start) * 1000, 2)
        is_last = failure is not None or work.is_refused or number == len(PHOTO_STAGES)
        if work.analysis is not None:
            work = replace(work, analysis=replace(work.analysis, elapsed_ms=dict(spent)))
        yield Progress(
            stage=stage.name,
            photo=place,
            done=before + (len(PHOTO_STAGES) if is_last else number),
            total=total,
            elapsed_ms=spent[stage.name],
            loaded=work.photo if stage.name is Stage.LOAD else None,
            failure=failure,
            analysis=work.analysis,
            is_last=is_last,
        )
        if is_last:
            return
