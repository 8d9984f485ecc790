"""How a model wants its photos: tried on labelled ones, and refused where no way fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from threading import Event, Timer
from time import perf_counter

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto

from skin_core.catalogue import PixelSpec
from skin_core.errors import (
    NothingFits,
    OnnxNoClasses,
    OnnxNotFinite,
    OnnxTooSlow,
    OnnxWillNotRun,
)
from skin_core.imaging.network_input import CROP, STRETCH, to_network_input
from skin_core.inference.onnx_failures import ONNX_FAILURES
from skin_core.own_models.edit import PIXELS, RAW, RAW_CAMS, VALUES
from skin_core.own_models.graph import Found
from skin_core.own_models.photos import Labelled

LIMIT_S = 10  # for one photo
_TRIED = 120  # photos at most on which the ways are compared
_TIMED = 10  # photos of which the pass is timed
_CHANCE = 0.01  # that a model which sees nothing is taken, over all ways together
_SUM = 1e-3  # how far chances may be from 1
_FATAL = 4
UNIT, WHOLE = ((0.0,) * 3, (1.0,) * 3), ((0.0,) * 3, (1 / 255,) * 3)
IMAGENET = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
HALF = ((0.5,) * 3, (0.5,) * 3)
_FITS = ((CROP, 1.0), (CROP, 0.875), (STRETCH, 1.0))
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fitting:
    """The way that fits.

    gives_chances: its values went through a softmax inside. has_maps: its class maps are what
    its answer comes from. tried, right: photos, and how many of them were named rightly.
    best_guess: how many a model that sees nothing would name at most. pass_ms: time of one photo.
    """

    pixels: PixelSpec
    gives_chances: bool
    has_maps: bool
    tried: int
    right: int
    best_guess: int
    pass_ms: float


class Runner:
    """An opened graph that may be asked, for a limited time each."""

    def __init__(self, model: ModelProto) -> None:
        """Raises: OnnxWillNotRun."""
        options = onnxruntime.SessionOptions()
        options.log_severity_level = _FATAL
        options.intra_op_num_threads = 2
        try:
            self._session = onnxruntime.InferenceSession(
                model.SerializeToString(), options, providers=["CPUExecutionProvider"]
            )
        except ONNX_FAILURES as error:
            raise OnnxWillNotRun from error
        self.outputs = [one.name for one in self._session.get_outputs()]

    def ask(self, photo: NDArray[np.uint8], pixels: PixelSpec) -> dict[str, Floats]:
        """Its outputs for one photo. Raises: OnnxWillNotRun, OnnxTooSlow, OnnxNotFinite."""
        batch = to_network_input(photo, pixels)[None]
        options, is_late = onnxruntime.RunOptions(), Event()
        options.log_severity_level = _FATAL

        def stop() -> None:
            is_late.set()
            options.terminate = True

        watch = Timer(LIMIT_S, stop)
        watch.daemon = True
        watch.start()
        try:
            answers = self._session.run(self.outputs, {PIXELS: batch}, options)
        except ONNX_FAILURES as error:
            raise (OnnxTooSlow(seconds=LIMIT_S) if is_late.is_set() else OnnxWillNotRun) from error
        finally:
            watch.cancel()
        if not all(np.isfinite(one).all() for one in answers):
            raise OnnxNotFinite
        return {
            name: np.asarray(one[0], np.float64)
            for name, one in zip(self.outputs, answers, strict=True)
        }


def ways(found: Found, declared: PixelSpec | None) -> tuple[PixelSpec, ...]:
    """How photos may be handed to it, what its maker tells first."""
    takes_bytes = found.input_type == TensorProto.UINT8
    scales = (WHOLE,) if takes_bytes else (UNIT, IMAGENET, HALF, WHOLE)
    told = [declared] if declared else []
    if found.is_ultralytics:  # square from the middle, values 0 to 1: its own transforms
        told.append(PixelSpec(found.size, 1.0, *UNIT, CROP))
    usual = [
        PixelSpec(found.size, crop, mean, std, fit) for mean, std in scales for fit, crop in _FITS
    ]
    return tuple(dict.fromkeys([*told, *usual]))


def fitting_way(
    runner: Runner,
    found: Found,
    labelled: Labelled,
    members: NDArray[np.float32],
    declared: PixelSpec | None = None,
) -> Fitting:
    """What its maker tells where that fits, else the way with most photos right, the usual first.

    A way fits where it names more photos rightly than the likeliest guess would by luck.
    members: (K, G), classes and labels. Raises: NothingFits and what `Runner.ask` raises.
    """
    chosen = _spread(labelled.truths)
    photos, truths = [labelled.photos[i] for i in chosen], labelled.truths[chosen]
    guess = int(np.bincount(truths).max())
    possible = ways(found, declared)
    needed = _least_right(len(truths), guess / len(truths), _CHANCE / len(possible))
    has_told = declared is not None or found.is_ultralytics
    best: tuple[int, float, PixelSpec] | None = None
    for place, pixels in enumerate(possible):
        values = np.array([runner.ask(one, pixels)[VALUES] for one in photos])
        logits = label_logits(values, members, gives_chances=_gives_chances(values, found))
        right = int((logits.argmax(1) == truths).sum())
        likelihood = round(float(logits[np.arange(len(truths)), truths].mean()), 1)
        if best is None or (right, likelihood) > best[:2]:
            best = (right, likelihood, pixels)
        if place == 0 and has_told and right >= needed:
            break
    assert best is not None
    if best[0] < needed:
        raise NothingFits(right=best[0], found=len(truths))
    return _looked_at(runner, found, photos, best, guess)


def label_logits(values: Floats, members: NDArray[np.float32], *, gives_chances: bool) -> Floats:
    """Logits by label (N, G) of values by class (N, K); a softmax inside is not applied again."""
    if not gives_chances:
        raised = np.exp(values - values.max(1, keepdims=True))
        values = raised / raised.sum(1, keepdims=True)
    return np.asarray(np.log(np.maximum(values @ members, 1e-12)), np.float64)


def _looked_at(
    runner: Runner,
    found: Found,
    photos: Sequence[NDArray[np.uint8]],
    best: tuple[int, float, PixelSpec],
    guess: int,
) -> Fitting:
    right, _, pixels = best
    start = perf_counter()
    answers = [runner.ask(one, pixels) for one in photos[:_TIMED]]
    pass_ms = (perf_counter() - start) * 1000 / len(answers)
    values = np.array([one[VALUES] for one in answers])
    return Fitting(
        pixels=pixels,
        gives_chances=_gives_chances(values, found),
        has_maps=RAW_CAMS in runner.outputs and _maps_hold(answers),
        tried=len(photos),
        right=right,
        best_guess=guess,
        pass_ms=round(pass_ms, 1),
    )


def _gives_chances(values: Floats, found: Found) -> bool:
    """Whether values are chances already. Raises: OnnxNoClasses for a softmax over other things."""
    are_chances = bool((values >= 0).all() and (np.abs(values.sum(1) - 1) < _SUM).all())
    if found.gives_chances and not are_chances:
        raise OnnxNoClasses(found="Softmax")
    return are_chances


def _maps_hold(answers: Sequence[dict[str, Floats]]) -> bool:
    """Whether the mean of each class's map is its logit but for a constant, photo by photo."""
    rest = np.array([one[RAW] - one[RAW_CAMS].mean((1, 2)) for one in answers])
    size = 1 + max(float(np.abs(one[RAW]).max()) for one in answers)
    return bool(np.abs(rest - rest[0]).max() < 1e-3 * size)


def _spread(truths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Places of at most 120 photos, each class in turn."""
    order = np.argsort(truths, kind="stable")
    turn = np.empty(len(truths), np.int64)
    for label in np.unique(truths):
        mine = order[truths[order] == label]
        turn[mine] = np.arange(len(mine))
    return np.sort(np.argsort(turn, kind="stable")[:_TRIED])


def _least_right(photos: int, guess: float, chance: float) -> int:
    """Fewest right answers that luck alone reaches with at most this chance (binomial tail)."""
    tail, right = 0.0, photos + 1
    while right > 0:
        right -= 1
        tail += comb(photos, right) * guess**right * (1 - guess) ** (photos - right)
        if tail > chance:
            return right + 1
    return 0
