"""The tables of an experiment's TOML file, held against the dataclass that they fill."""

from __future__ import annotations

import difflib
import json
import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from skin_core.errors import SettingsError
from skin_core.training.refusal import Refused

WORDS = {
    str: "text in quotes",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
}
ABOVE_ZERO = 1e-9
DEVICES, PRECISIONS = ("cpu", "cuda"), ("float32", "bf16")
Bounds = dict[str, tuple[float, float]]  # least and most value of a key, or of each in its list
OF_EVERY_TRAINING: Bounds = {
    "sizes": (16, 2048),
    "batch": (2, math.inf),  # batch norms need two photos
    "learning_rate": (0, math.inf),
    "weight_decay": (0, math.inf),
    "frozen_blocks": (0, math.inf),
    "ema_decay": (0, 0.999999),
    "seed": (0, math.inf),
    "threads": (1, 1024),
    "workers": (0, 256),
}


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a file.

    Raises: Refused naming the file and what is wrong with it.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from error
    except ValueError as error:  # no TOML, or no UTF-8
        raise Refused(f"{path}: no TOML file that can be read ({error})") from error


def read_json(path: Path) -> Any:
    """What a JSON file holds.

    Raises: Refused naming the file and what is wrong with it.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise Refused(f"{path}: no JSON file that can be read ({error})") from error


def checked(given: Mapping[str, object], of: type) -> dict[str, Any]:
    """The values of a table for a dataclass, lists as tuples.

    Raises: SettingsError naming a key that is unknown, missing or of another type.
    """
    known = {one.name: one for one in fields(of)}
    for key in given:
        if key not in known:
            nearest = difflib.get_close_matches(key, known, n=1, cutoff=0.0)[0]
            raise SettingsError(name=key, value=given[key], suggestion=nearest)
    for name, one in known.items():
        if one.default is MISSING and one.default_factory is MISSING and name not in given:
            raise SettingsError(name=name, value="")
    hints = get_type_hints(of)
    return {key: _value(key, value, hints[key]) for key, value in given.items()}


def _value(key: str, value: object, hint: Any) -> Any:
    if get_origin(hint) is tuple:
        kind = get_args(hint)[0]
        if not isinstance(value, list | tuple) or not all(_is(one, kind) for one in value):
            raise SettingsError(name=key, value=value, allowed=f"a list, each {WORDS[kind]}")
        return tuple(value)
    if get_origin(hint) is Mapping:
        kind = get_args(hint)[1]
        if not isinstance(value, Mapping) or not all(_is(one, kind) for one in value.values()):
            raise SettingsError(name=key, value=value, allowed=f"a table, each {WORDS[kind]}")
        return dict(value)
    if hint in WORDS and not _is(value, hint):
        raise SettingsError(name=key, value=value, allowed=WORDS[hint])
    if hint not in WORDS and value is not None and not isinstance(value, Mapping):
        raise SettingsError(name=key, value=value, allowed=f"a table, [{key}]")
    return value


def _is(value: object, kind: type) -> bool:
    if kind is float:
        return type(value) in (int, float) and math.isfinite(value)  # type: ignore[arg-type]
    return type(value) is kind


def check_bounds(config: object, bounds: Bounds) -> None:
    """Refuse a number beyond its bounds, alone or in a list or table.

    Raises: SettingsError.
    """
    for name, (least, most) in bounds.items():
        value = getattr(config, name)
        of_table = value.values() if isinstance(value, Mapping) else value
        for one in of_table if isinstance(of_table, Sequence | type({}.values())) else (value,):
            if not least <= one <= most:
                low = "more than 0" if least == ABOVE_ZERO else f"from {least:g}"
                top = "" if most == math.inf else f" to {most:g}"
                raise SettingsError(name=name, value=one, allowed=low + top)


def check_sizes(sizes: Sequence[int], ends: Sequence[float]) -> None:
    """Every input size has the share of the training at which it ends; the last ends with it.

    Raises: SettingsError.
    """
    if not sizes:
        raise SettingsError(name="sizes", value=[], allowed="at least one size in pixels")
    if len(ends) != len(sizes):
        one_each = f"one number for each of the {len(sizes)} sizes"
        raise SettingsError(name="size_ends", value=list(ends), allowed=one_each)
    if list(ends) != sorted(set(ends)) or ends[0] <= 0 or ends[-1] != 1:
        rising = "rising shares of the training, the last one 1.0"
        raise SettingsError(name="size_ends", value=list(ends), allowed=rising)


def check_name(name: str) -> None:
    """An experiment is named as a folder of .runs/ can be.

    Raises: SettingsError.
    """
    if not name or name.startswith(".") or name != name.strip() or set(name) & set('/\\:*?"<>|'):
        raise SettingsError(name="name", value=name, allowed="the name of a folder")


def check_fold(fold: int, folds: int) -> None:
    """A fold is one of those there are, or the number after them: none is left out.

    Raises: SettingsError.
    """
    if fold > folds:
        raise SettingsError(name="fold", value=fold, allowed=f"up to {folds} (folds)")


def fold_name(name: str, fold: int) -> str:
    """The run of one fold."""
    return f"{name}_fold{fold}"
