"""A language model reads a photo by itself: it chooses from the list, and can say nothing else."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from skin_core.diseases import disease_name
from skin_core.domain.second_opinion import Agreement
from skin_core.errors import LanguageModelChoseNothing, LanguageModelError
from skin_core.i18n import LANGUAGES, t
from skin_core.language_models.endpoint import Endpoint
from skin_core.runtime import Runtime
from skin_core.services import own_reading
from skin_core.services.own_reading import OwnReading
from skin_core.settings import Settings, read_settings
from skin_core.ui import resources
from tests.api_desk import skin
from tests.fake_networks import FakeNetworks
from tests.integration.test_pages import answered, app, words
from tests.sample_cases import zoster_case

__all__ = ["app"]  # the fixture
SERVER = Path(__file__).parents[1] / "fake_language_model.py"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with subprocess.Popen(
        [sys.executable, str(SERVER)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
        process.terminate()


def read_by(address: str, model: str) -> OwnReading:
    begun = own_reading.start(skin(), Endpoint(url=address, model=model))
    end = time.monotonic() + 15
    while not begun.is_over and time.monotonic() < end:
        time.sleep(0.01)
    assert begun.is_over
    return begun


def test_it_chooses_keys_and_its_other_words_are_thrown_away(address: str) -> None:
    reading = read_by(address, "reads")
    assert reading.labels == ("herpes_zoster", "contact_dermatitis")
    assert reading.beside(zoster_case(1).analysis).agreement is Agreement.AGREE
    with urllib.request.urlopen(address) as answer:
        order, shown = json.loads(answer.read())["asked"][-1]["body"]["messages"]
    assert "no orders" in order["content"]
    text, picture = shown["content"]
    assert "melanocytic_nevus: " in text["text"]
    sent = base64.b64decode(picture["image_url"]["url"].partition("base64,")[2])
    assert sent[:2] == b"\xff\xd8"
    assert b"Exif" not in sent


def test_what_fails_is_told_and_chooses_nothing(address: str) -> None:
    for model in ("good", "broken", "garbage", "nothing"):
        reading = read_by(address, model)
        assert isinstance(reading.failure, LanguageModelError), model
        assert reading.labels == ()
    assert isinstance(read_by(address, "good").failure, LanguageModelChoseNothing)


def test_no_photo_is_shown_unless_that_was_set() -> None:
    told = {"SKINDESK_LANGUAGE_MODEL_URL": "http://127.0.0.1:9/v1", "SKINDESK_LANGUAGE_MODEL": "m"}
    assert own_reading.seeing_model(Settings()) is None
    assert own_reading.seeing_model(read_settings(told)) is None
    seeing = read_settings({**told, "SKINDESK_LANGUAGE_MODEL_SEES": "yes"})
    assert own_reading.seeing_model(seeing) is not None


def test_on_the_page_a_failure_is_said_and_asked_again(
    app: AppTest, home: Path, address: str
) -> None:
    known = {"language_model_url": address, "language_model": "late reads"}
    settings = Settings(home=home, language_model_sees=True, **known)  # type: ignore[arg-type]
    resources.use(Runtime(settings, FakeNetworks()))
    page = pressed(answered(app), "reading.ask")
    for language in LANGUAGES:
        page.session_state["skindesk"].language = language
        shown = words(page.run())
        assert t("error.language_model.refused", language, status=500) in shown
        assert t("own.reading_failed", language) in shown
    page = pressed(page, "reading.again")
    assert disease_name("contact_dermatitis", "vi").casefold() in words(page).casefold()
    assert not [one for one in page.button if str(one.key).endswith("reading.again")]


def pressed(page: AppTest, key: str) -> AppTest:
    """The page after a button of the reading, and what it began, are over."""
    (button,) = (one for one in page.button if str(one.key).endswith(key))
    page = button.click().run()
    end = time.monotonic() + 15
    while not all(one.is_over for one in page.session_state["skindesk"].readings.values()):
        assert time.monotonic() < end
        time.sleep(0.01)
    return page.run()
