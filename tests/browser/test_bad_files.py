"""Whatever is dropped: bad files are named with what to do, the good ones go on."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from skin_core.i18n import t
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


def of_60_mb(photo: Path, folder: Path) -> Path:
    huge = folder / "huge.jpg"
    with huge.open("wb") as made:
        made.write(photo.read_bytes())
        os.truncate(made.fileno(), 60 * 2**20)
    return huge


def test_bad_files_are_named_in_the_users_language_and_the_others_go_on(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path], tmp_path: Path
) -> None:
    good = photos["mole"].read_bytes()
    window = doctor(server, "/analyse", locale="ko-KR")
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
    window.reads(t("error.photo.empty", "ko"))
    window.part("analyse.remove.1", "button").wait_for(timeout=SLOW_MS)
    assert window.part("analyse.run", "button").is_enabled()
    assert window.page.locator("b", has_text="사진").count() == 0
    window.drop([of_60_mb(photos["mole"], tmp_path)])
    window.reads("huge.jpg")
    window.reads("사진을 일반 크기의 JPEG로")
    assert window.part("analyse.run", "button").is_enabled()
