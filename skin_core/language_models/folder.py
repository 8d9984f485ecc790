"""The folder of a model on this machine, looked at without loading it.

Safetensors: eight bytes of length, a header in JSON, then the weights
(https://huggingface.co/docs/safetensors).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from math import prod
from pathlib import Path

from skin_core.errors import LanguageModelFolderUnfit, LanguageModelPackageMissing

NEEDED = ("transformers", "torch", "psutil")
FOUR_BIT = ("bitsandbytes", "accelerate")
CONFIG, INDEX, WEIGHTS = "config.json", "model.safetensors.index.json", "model.safetensors"
TOKENIZERS = ("tokenizer.json", "tokenizer.model", "vocab.json")
LONGEST_HEADER = 100_000_000  # bytes, as the format has it
UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


def check_packages() -> None:
    """Whether models can be loaded here at all. Raises: LanguageModelPackageMissing."""
    for name in NEEDED:
        if find_spec(name) is None:
            raise LanguageModelPackageMissing(package=name)


def has_four_bit() -> bool:
    """Whether what stores weights in 4 bits is installed."""
    return all(find_spec(name) is not None for name in FOUR_BIT)


def count_weights(folder: Path) -> int:
    """How many weights the model has; its files are there, and whole.

    Raises: LanguageModelFolderUnfit, which names the file.
    """
    has_words = any((folder / name).is_file() for name in TOKENIZERS)
    for name in (CONFIG,) if has_words else (CONFIG, TOKENIZERS[0]):
        if not (folder / name).is_file():
            raise LanguageModelFolderUnfit(folder=str(folder), file=name)
    return sum(_weights(folder, name) for name in sorted(_files(folder)))


def _files(folder: Path) -> set[str]:
    if not (folder / INDEX).is_file():
        return {WEIGHTS}
    try:
        places = json.loads((folder / INDEX).read_bytes())["weight_map"].values()
        return {Path(name).name for name in places}
    except UNREADABLE as error:
        raise LanguageModelFolderUnfit(folder=str(folder), file=INDEX) from error


def _weights(folder: Path, name: str) -> int:
    try:
        with (folder / name).open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            header = json.loads(file.read(min(length, LONGEST_HEADER)))
        tensors = list(_tensors(header))
        end = max((one["data_offsets"][1] for one in tensors), default=0)
        if (folder / name).stat().st_size != 8 + length + end:
            raise ValueError(name)  # a copy that was broken off
        return sum(prod(one["shape"]) for one in tensors)
    except UNREADABLE as error:
        raise LanguageModelFolderUnfit(folder=str(folder), file=name) from error


def _tensors(header: dict[str, dict[str, list[int]]]) -> Iterator[dict[str, list[int]]]:
    return (entry for name, entry in header.items() if name != "__metadata__")
