"""A model in this process by `transformers`: this alone imports it, when a model is first asked."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from math import inf
from pathlib import Path
from queue import SimpleQueue
from time import perf_counter
from typing import Any

from PIL import Image

from skin_core.errors import LanguageModelBlind, LanguageModelError, LanguageModelFolderUnfit
from skin_core.language_models.folder import CONFIG, has_four_bit
from skin_core.language_models.place import IN_FOUR_BITS, Machine, Place, chosen_place
from skin_core.language_models.prompt import Message
from skin_core.language_models.protocol import MOST_TOKENS

_log = logging.getLogger(__name__)
TOKENIZER = "tokenizer_config.json"
ROWS, SIDE, TRIES = 32, 1024, 3  # of the product that is timed
# Nothing is fetched, and no code that lies in the folder is run.
HERE = {"local_files_only": True, "trust_remote_code": False}
WORDS = ("input_ids", "attention_mask")  # other parts are refused by networks that lack photos
Pieces = SimpleQueue[str | LanguageModelError | None]


class Loaded:
    """Tokenizer and network of one folder; used by one thread at a time."""

    def __init__(self, folder: Path, count: int, device: str) -> None:
        """count: of its weights. device: as in `Settings`.

        Raises: LanguageModelFolderUnfit, LanguageModelNoRoom.
        """
        self._folder = folder
        os.environ["HF_HUB_OFFLINE"] = "1"  # read when the library is imported
        # Pages collect garbage at every redraw: what stays is not to be gone through each time.
        gc.freeze()
        import torch

        gc.freeze()
        import transformers

        transformers.logging.set_verbosity_error()
        transformers.logging.disable_progress_bar()
        place = chosen_place(count, _machine(device))
        try:
            self._tokenizer = transformers.AutoTokenizer.from_pretrained(folder, **HERE)
            config = transformers.AutoConfig.from_pretrained(folder, **HERE)
            self._takes_photos = getattr(config, "vision_config", None) is not None
            self._network, found = self._kind().from_pretrained(
                folder, use_safetensors=True, output_loading_info=True, **_placing(place), **HERE
            )
        except (MemoryError, torch.OutOfMemoryError):
            raise
        except Exception as error:  # a wrong file ends in errors of every kind, some of none
            _log.warning("language model in %s", folder, exc_info=True)
            raise LanguageModelFolderUnfit(folder=str(folder), file=CONFIG) from error
        if found["missing_keys"]:  # they would be made up at random
            raise LanguageModelFolderUnfit(folder=str(folder), file=CONFIG)
        if not self._tokenizer.chat_template:  # it was never taught to answer
            raise LanguageModelFolderUnfit(folder=str(folder), file=TOKENIZER)
        if place is Place.HALF_ON_GPU:
            self._network.to("cuda")
        self._network.eval()
        gc.freeze()

    def write(
        self, messages: Sequence[Message], pieces: Pieces, is_told_to_end: Callable[[], bool]
    ) -> None:
        """Put words into `pieces` as they are made, the likeliest each time; None at the end."""
        import torch
        import transformers

        def ends(ids: torch.Tensor, _scores: torch.Tensor, **_: object) -> torch.Tensor:
            return torch.full((len(ids),), is_told_to_end(), device=ids.device)

        streamer = transformers.TextIteratorStreamer(
            self._tokenizer, skip_prompt=True, skip_special_tokens=True
        )
        streamer.text_queue = pieces
        self._network.generate(
            **self._asked(messages),
            max_new_tokens=MOST_TOKENS,
            do_sample=False,
            streamer=streamer,
            stopping_criteria=transformers.StoppingCriteriaList([ends]),
        )

    def _kind(self) -> Any:
        import transformers

        photos, words = transformers.AutoModelForImageTextToText, transformers.AutoModelForCausalLM
        return photos if self._takes_photos else words

    def _asked(self, messages: Sequence[Message]) -> dict[str, Any]:
        """The turns as this model was taught to read them."""
        import jinja2

        try:
            return self._templated(messages)
        except jinja2.TemplateError:  # some know no system's turn: then the order is the user's
            whole = "\n\n".join(one.content for one in messages)
            return self._templated((replace(messages[-1], content=whole),))

    def _templated(self, messages: Sequence[Message]) -> dict[str, Any]:
        has_photo = any(one.picture for one in messages)
        reader = self._photo_reader() if has_photo else self._tokenizer
        turns = [_turn(one, in_parts=has_photo) for one in messages]
        asked = reader.apply_chat_template(
            turns, add_generation_prompt=True, tokenize=True, return_tensors="pt", return_dict=True
        )
        wanted = asked if has_photo else WORDS
        return {name: self._placed(asked[name]) for name in wanted}

    def _placed(self, tensor: Any) -> Any:
        network = self._network
        return tensor.to(network.device, network.dtype if tensor.is_floating_point() else None)

    def _photo_reader(self) -> Any:
        import transformers

        if not self._takes_photos:
            raise LanguageModelBlind
        return transformers.AutoProcessor.from_pretrained(self._folder, **HERE)


def _turn(message: Message, *, in_parts: bool) -> dict[str, Any]:
    if not in_parts:
        return {"role": message.role, "content": message.content}
    parts: list[dict[str, Any]] = [{"type": "text", "text": message.content}]
    if message.picture:
        parts.append({"type": "image", "image": Image.open(BytesIO(message.picture))})
    return {"role": message.role, "content": parts}


def _machine(device: str) -> Machine:
    import psutil
    import torch

    has_gpu = device in ("auto", "cuda") and torch.cuda.is_available()
    return Machine(
        free_bytes=psutil.virtual_memory().available,
        gpu_free_bytes=torch.cuda.mem_get_info()[0] if has_gpu else 0,
        has_four_bit=has_four_bit(),
        is_half_quick=_seconds(torch.bfloat16) <= _seconds(torch.float32),
    )


def _seconds(dtype: Any) -> float:
    """Of a product as a prompt asks for: CPUs without bfloat16 are many times slower with it."""
    import torch

    rows, weights = torch.ones(ROWS, SIDE, dtype=dtype), torch.ones(SIDE, SIDE, dtype=dtype)
    best = inf
    for _ in range(TRIES):
        begun = perf_counter()
        torch.nn.functional.linear(rows, weights)
        best = min(best, perf_counter() - begun)
    return best


def _placing(place: Place) -> dict[str, Any]:
    import torch
    import transformers

    short = place is not Place.SINGLE
    told = {"dtype": torch.bfloat16 if short else torch.float32}
    if place not in IN_FOUR_BITS:
        return told
    bits = transformers.BitsAndBytesConfig(
        load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16
    )
    device = 0 if place is Place.FOUR_BIT else "cpu"
    return {**told, "quantization_config": bits, "device_map": {"": device}}
