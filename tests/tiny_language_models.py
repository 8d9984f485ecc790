"""Language models that a test writes to a folder: tiny and random, and read as large ones are.

Gemma 3 with an eye, which MedGemma is: its own network, a tokenizer of words, its processor.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import torch

SAID = "The photo fits herpes zoster best, with 72 %. Cellulitis must be considered, too."
WORDS = [f"▁{word}" for word in SAID.split()]
IMAGE = {"boi_token": "<image>", "eoi_token": "</image>", "image_token": "<seen>"}
SPECIAL = {"pad_token": "<pad>", "eos_token": "<eos>", "bos_token": "<bos>", "unk_token": "<unk>"}
ASKED = "<model>"
VOCABULARY = [*SPECIAL.values(), *IMAGE.values(), ASKED, *WORDS]
NUMBER = {word: number for number, word in enumerate(VOCABULARY)}
TEMPLATE = (
    "<bos>{% for turn in messages %}{% if turn.content is string %}{{ turn.content }}"
    "{% else %}{% for part in turn.content %}"
    "{% if part.type == 'image' %}<image>{% else %}{{ part.text }}{% endif %}"
    "{% endfor %}{% endif %}{% endfor %}<model>"
)
SIDE_PX, PATCH_PX, SEEN, WIDTH = 28, 14, 4, 64


def write_speaker(folder: Path, said: str = SAID) -> None:
    """A model that says `SAID` to whatever it is asked, or "": each word calls the next."""
    network = _network()
    with torch.no_grad():
        for name, weights in network.named_parameters():
            if name.endswith(("o_proj.weight", "down_proj.weight")):
                weights.zero_()  # nothing but the last word counts
        words = torch.eye(len(VOCABULARY), WIDTH)
        network.get_input_embeddings().weight.copy_(words)
        network.lm_head.weight.zero_()
        words_said = WORDS if said else []
        for word, after in pairwise((ASKED, *words_said, SPECIAL["eos_token"])):
            network.lm_head.weight[NUMBER[after]] = words[NUMBER[word]]
    _save(network, folder)


def write_babbler(folder: Path) -> None:
    """A model as chance made it, which comes to no end."""
    network = _network()
    with torch.no_grad():
        network.lm_head.weight[NUMBER[SPECIAL["eos_token"]]] = 0
    _save(network, folder)


def _network() -> Any:
    from transformers import Gemma3Config, Gemma3ForConditionalGeneration

    torch.manual_seed(1)
    sizes = {"hidden_size": WIDTH, "intermediate_size": WIDTH, "num_hidden_layers": 2}
    special = {f"{name}_id": NUMBER[word] for name, word in SPECIAL.items() if name != "unk_token"}
    text = {
        "vocab_size": len(VOCABULARY),
        "num_attention_heads": 2,
        "num_key_value_heads": 1,
        "head_dim": 32,
        "tie_word_embeddings": False,
    }
    eye = {"num_attention_heads": 2, "image_size": SIDE_PX, "patch_size": PATCH_PX}
    config = Gemma3Config(
        text_config={**sizes, **text, **special},
        vision_config={**sizes, **eye},
        mm_tokens_per_image=SEEN,
        boi_token_index=NUMBER["<image>"],
        eoi_token_index=NUMBER["</image>"],
        image_token_index=NUMBER["<seen>"],
        tie_word_embeddings=False,
        **special,
    )
    return Gemma3ForConditionalGeneration(config)


def _save(network: Any, folder: Path) -> None:
    from transformers import Gemma3ImageProcessor, Gemma3Processor

    network.save_pretrained(folder)
    photos = Gemma3ImageProcessor(size={"height": SIDE_PX, "width": SIDE_PX})
    reader = Gemma3Processor(photos, _tokenizer(), chat_template=TEMPLATE, image_seq_length=SEEN)
    reader.save_pretrained(folder)


def _tokenizer() -> Any:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    words = Tokenizer(models.WordLevel(NUMBER, unk_token=SPECIAL["unk_token"]))
    words.pre_tokenizer = pre_tokenizers.Metaspace()
    words.decoder = decoders.Metaspace()
    words.add_special_tokens([*SPECIAL.values(), *IMAGE.values(), ASKED])
    return PreTrainedTokenizerFast(
        tokenizer_object=words, **SPECIAL, extra_special_tokens=IMAGE, chat_template=TEMPLATE
    )
