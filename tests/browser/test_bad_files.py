"""Whatever is dropped: bad files are named with what to do, the good ones go on."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server

pytestmark = pytest.mark.browser


def file(name: str, data: bytes) -> dict[str, Any]:
    return {"name": name, "mimeType": "image/jpeg", "buffer": data}


def moving_gif(photo: Path) -> bytes:
    frames = [Image.open(photo).rotate(angle) for angle in (0, 90, 180)]
    made = io.BytesIO()
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:], duration=90)
    return made.getvalue()


def test_bad_files_are_named_and_the_others_go_on(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    good = photos["mole"].read_bytes()
    window = doctor(server, "/analyse")
    window.drop(
        [
            file("empty.jpg", b""),
            file("text.jpg", b"no picture at all" * 40),
            file("half.jpg", good[: len(good) // 3]),
            file("../병변 <b>사진</b>.jpg", good),
            file("moving.gif", moving_gif(photos["plaque"])),
        ]
    )
    for name in ("empty.jpg", "text.jpg", "half.jpg"):
        window.reads(name)
    window.reads("This file is empty")
    window.part("analyse.remove.1", "button").wait_for(timeout=SLOW_MS)
    assert window.part("analyse.run", "button").is_enabled()
    assert window.page.locator("b", has_text="사진").count() == 0


def test_file_of_60_mb_is_refused_in_the_users_language(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path], tmp_path: Path
) -> None:
    huge = tmp_path / "huge.jpg"
    with huge.open("wb") as made:
        made.write(photos["mole"].read_bytes())
        os.truncate(made.fileno(), 60 * 2**20)
    window = doctor(server, "/analyse", locale="ko-KR")
    window.drop([huge, photos["plaque"]])
    window.reads("huge.jpg")
    window.reads("JPEG")
    window.part("analyse.remove.1", "button").wait_for(timeout=SLOW_MS)
    window.part("analyse.run", "button").wait_for()
