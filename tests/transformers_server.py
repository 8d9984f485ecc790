"""A server that speaks as OpenAI's does and answers with a model in a folder.

It answers as `transformers serve` does, which asks for packages of its own.
"""

from __future__ import annotations

import json
import socket
from base64 import b64decode
from collections.abc import Callable, Iterator
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from typing import Any

import torch
import uvicorn
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from PIL import Image


def serve(folder: Path, port: Connection) -> None:
    """Tell the port, then answer until ended."""
    torch.set_num_threads(1)  # a process that was forked has none of the others
    app = FastAPI()
    app.post("/v1/chat/completions")(_complete(folder))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port.send(listening.getsockname()[1])
        uvicorn.Server(uvicorn.Config(app, log_level="error")).run(sockets=[listening])


def _complete(folder: Path) -> Callable[[dict[str, Any]], StreamingResponse]:
    from transformers import AutoModelForImageTextToText, AutoProcessor, TextIteratorStreamer

    reader = AutoProcessor.from_pretrained(folder)
    network = AutoModelForImageTextToText.from_pretrained(folder)

    def complete(asked: dict[str, Any]) -> StreamingResponse:
        turns = [{**one, "content": parts(one["content"])} for one in asked["messages"]]
        read = reader.apply_chat_template(
            turns, add_generation_prompt=True, tokenize=True, return_tensors="pt", return_dict=True
        )
        words = TextIteratorStreamer(reader.tokenizer, skip_prompt=True, skip_special_tokens=True)
        limits = {"max_new_tokens": asked["max_tokens"], "streamer": words}
        Thread(target=network.generate, kwargs={**read, **limits}, daemon=True).start()
        return StreamingResponse(events(words), media_type="text/event-stream")

    return complete


def parts(content: str | list[dict[str, Any]]) -> list[dict[str, Any]]:
    if isinstance(content, str):
        return [{"type": "text", "text": content}]
    return [picture(one["image_url"]["url"]) if "image_url" in one else one for one in content]


def picture(address: str) -> dict[str, Any]:
    return {"type": "image", "image": Image.open(BytesIO(b64decode(address.partition(",")[2])))}


def events(words: Iterator[str]) -> Iterator[str]:
    for piece in words:
        told = {"choices": [{"index": 0, "delta": {"content": piece}}]}
        yield f"data: {json.dumps(told)}\n\n"
    yield "data: [DONE]\n\n"
