"""Before the analysis: what a photo is worth is seen at once, and five of a lesion are enough."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered import render_skin
from skin_core.services.drafts import MOST_PHOTOS
from tests.browser.doctor import SLOW_MS, Doctor
from tests.browser.running import Server

pytestmark = pytest.mark.browser

DROP_ZONE = """document.querySelector('[data-testid="stFileUploaderDropzoneInput"]')"""
BELOW_THE_NAME = (
    "analyse.patient.name",
    "analyse.patient.sex",
    "analyse.patient_phone",
    "sign-strip",
    "analyse.upload.0",
    "analyse.form.site",
)


def test_on_a_desk_a_photo_is_shown_large_with_a_verdict_and_the_sixth_is_refused(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path], tmp_path: Path
) -> None:
    window = doctor(server, "/analyse")
    window.reads("Add a photo first.")
    expect(window.part("analyse.run", "button")).to_be_disabled()
    expect(window.part("analyse.good")).to_be_visible()
    nothing_moves_while_a_name_is_typed(window)
    window.drop([photos["mole"]])
    preview = window.part("case-preview-1", "img")
    preview.wait_for(timeout=SLOW_MS)
    window.settled()
    box = preview.bounding_box()
    assert box
    assert box["width"] >= 240
    for words in ("Sharp", "Good light"):
        expect(window.part("case-preview-1")).to_contain_text(words)
    expect(window.part("analyse.good")).to_be_hidden()
    expect(window.part("analyse.run", "button")).to_be_in_viewport()
    window.drop([photos["dark"], *drawn(tmp_path, MOST_PHOTOS - 1)])
    second = window.part("case-preview-2")
    second.wait_for(timeout=SLOW_MS)
    for words in ("Too dark", "Too blurred"):
        expect(second).to_contain_text(words, timeout=SLOW_MS)
    window.reads(f"A case holds {MOST_PHOTOS} photos at most")
    window.part(f"analyse.remove.{MOST_PHOTOS}", "button").wait_for(timeout=SLOW_MS)
    window.reads(f"{MOST_PHOTOS} of {MOST_PHOTOS} photos")
    assert window.page.locator('[class*="st-key-case-preview-"]:visible').count() == MOST_PHOTOS


def drawn(folder: Path, count: int) -> list[Path]:
    files = [folder / f"{number}.jpg" for number in range(count)]
    for number, file in enumerate(files):
        file.write_bytes(to_jpeg(render_skin("mole", "light", number, (320, 240)), 90))
    return files


def test_on_a_phone_the_camera_comes_first_and_the_analysis_is_within_reach_and_covers_no_field(
    doctor: Callable[..., Doctor], server: Server, photos: dict[str, Path]
) -> None:
    window = doctor(server, "/analyse", width=390)
    nothing_moves_while_a_name_is_typed(window)
    camera, zone = (
        window.part(key).bounding_box() for key in ("analyse.zone-camera", "analyse.upload.0")
    )
    assert camera
    assert zone
    assert (camera["y"], camera["x"]) < (zone["y"], zone["x"])  # one row, read so
    window.drop([photos["mole"]])
    window.part("case-preview-1", "img").wait_for(timeout=SLOW_MS)
    window.settled()
    run, field = window.part("analyse.run", "button"), window.part("analyse.form.site", "input")
    expect(run).to_be_in_viewport(ratio=1)
    field.focus()
    over, under = run.bounding_box(), field.bounding_box()
    assert over
    assert under
    assert under["y"] + under["height"] <= over["y"]


def nothing_moves_while_a_name_is_typed(window: Doctor) -> None:
    """A drop zone that is drawn anew loses the photo that is being chosen."""
    window.settled()
    window.page.evaluate(f"{DROP_ZONE}.isTheFirst = true")
    before = places(window)
    window.write("analyse.patient.name", "Nobody Known")
    assert places(window) == before
    window.part("sign-strip", "button").click()
    window.settled()
    assert window.page.evaluate(f"{DROP_ZONE}.isTheFirst")


def places(window: Doctor) -> list[object]:
    """Where the fields and what stands below them are."""
    return [window.part(key).bounding_box() for key in BELOW_THE_NAME]
