"""A language model of this machine: tiny, but read, asked, stopped and checked as a large one."""

from __future__ import annotations

import json
import shutil
import socket
import time
import warnings
from collections.abc import Iterator
from io import BytesIO
from multiprocessing import Pipe, get_context
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from skin_core.errors import (
    LanguageModelBlind,
    LanguageModelFolderUnfit,
    LanguageModelNoAnswer,
    LanguageModelPackageMissing,
    LanguageModelTooSlow,
)
from skin_core.i18n import LANGUAGES, error_text
from skin_core.language_models import (
    Endpoint,
    LanguageModel,
    LocalModel,
    Message,
    has_four_bit,
    loaded,
)
from skin_core.language_models import folder as folder_module
from skin_core.language_models import local as local_module
from skin_core.language_models.place import Place
from skin_core.narrative.writer.subject import subject_of
from skin_core.services import dictation
from skin_core.services.dictation import Dictation, Doubt
from skin_core.services.doctor import Check, check_installation
from skin_core.services.language_model import language_model_of
from skin_core.settings import Settings, read_settings
from tests.sample_cases import zoster_case
from tests.tiny_language_models import SAID, write_babbler, write_speaker
from tests.transformers_server import serve

CASE = zoster_case(1)


@pytest.fixture(scope="module")
def speaker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "speaker"
    write_speaker(folder)
    return folder


@pytest.fixture(scope="module")
def babbler(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "babbler"
    write_babbler(folder)
    return folder


@pytest.fixture(scope="module")
def server(speaker: Path) -> Iterator[str]:
    """In a process of its own, forked: a fresh one would read all the libraries once more."""
    told, tells = Pipe(duplex=False)
    process = get_context("fork").Process(target=serve, args=(speaker, tells), daemon=True)
    with warnings.catch_warnings(action="ignore"):  # newer Pythons warn of forking beside threads
        process.start()
    yield f"http://127.0.0.1:{told.recv()}/v1"
    process.terminate()
    process.join()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever calls a machine other than this one fails."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, place: Any) -> None:
        assert place[0] == "127.0.0.1"
        connect(self, place)

    monkeypatch.setattr(socket.socket, "connect", only_here)


def dictated(model: LanguageModel) -> Dictation:
    return dictation.start(CASE.analysis, "en", subject_of(CASE), model)


def local(folder: Path, **limits: Any) -> LocalModel:
    return LocalModel(folder=folder, model=folder.name, device="cpu", **limits)


def over(begun: Dictation, seconds: float = 60) -> Dictation:
    end = time.monotonic() + seconds
    while not begun.is_over and time.monotonic() < end:
        time.sleep(0.01)
    assert begun.is_over
    return begun


def read_photo(model: LanguageModel) -> str:
    jpeg = BytesIO()
    Image.new("RGB", (90, 60), "pink").save(jpeg, "JPEG")
    asked = (Message("system", "Choose."), Message("user", "zoster", jpeg.getvalue()))
    return "".join(model.begin().words(asked))


def test_a_model_in_a_folder_writes_in_this_process_and_each_sentence_is_checked(
    speaker: Path,
) -> None:
    settings = read_settings({"SKINDESK_LANGUAGE_MODEL_FOLDER": str(speaker)})
    model = language_model_of(settings)
    assert isinstance(model, LocalModel)
    begun = over(dictated(model))
    assert begun.model == "speaker"
    assert begun.failure is None
    assert [one.text for one in begun.written] == [
        "The photo fits herpes zoster best, with 72 %.",
        "Cellulitis must be considered, too.",
    ]
    assert [one.doubts for one in begun.written] == [(), (Doubt.DISEASE,)]


def test_a_photo_is_looked_at_with_the_eye_of_the_model(speaker: Path) -> None:
    assert read_photo(local(speaker)) == SAID


def test_it_says_the_same_in_whatever_numbers_it_is_kept(
    speaker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In 4 bits, too, where what these need is installed."""
    kept = [Place.SINGLE, Place.HALF, *([Place.FOUR_BIT_ON_CPU] if has_four_bit() else [])]
    for place in kept:
        monkeypatch.setattr(loaded, "chosen_place", lambda *_, chosen=place: chosen)
        monkeypatch.setattr(local_module, "_loaded", {})
        assert read_photo(local(speaker)) == SAID, place
        assert " ".join(one.text for one in over(dictated(local(speaker))).written) == SAID, place


def test_one_that_writes_nothing_or_takes_no_photo_says_so(
    speaker: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_speaker(tmp_path / "mute", "")
    mute = over(dictated(local(tmp_path / "mute")))
    assert (type(mute.failure), mute.written) == (LanguageModelNoAnswer, ())
    monkeypatch.setattr(loaded.Loaded, "_kind", words_alone)
    monkeypatch.setattr(local_module, "_loaded", {})
    with pytest.raises(LanguageModelBlind):
        read_photo(local(speaker))


def words_alone(of: Any) -> Any:
    """As a model without an eye is read."""
    of._takes_photos = False
    import transformers

    return transformers.AutoModelForImageTextToText


def test_a_real_server_with_the_same_model_says_the_same(server: str) -> None:
    model = Endpoint(url=server, model="speaker")
    assert " ".join(one.text for one in over(dictated(model)).written) == SAID
    assert read_photo(model) == SAID


def test_what_is_stopped_ends_at_once_and_lets_the_next_begin(
    babbler: Path, speaker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loaded, "MOST_TOKENS", 1_000_000)  # it would go on for longer than all wait
    speaking, waiting = local(babbler).begin(), local(babbler).begin()
    asked = (Message("user", "zoster"),)
    words = speaking.words(asked)
    next(words)
    behind = waiting.words(asked)
    waiting.cancel()
    assert list(behind) == []
    speaking.cancel()
    list(words)
    assert "".join(local(speaker).begin().words(asked)) == SAID


def test_a_model_that_says_nothing_in_time_is_ended(babbler: Path) -> None:
    begun = over(dictated(local(babbler, first_s=0.0)))
    assert isinstance(begun.failure, LanguageModelTooSlow)
    assert not begun.written


def no_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()


def no_config(folder: Path) -> None:
    (folder / "config.json").write_text("{")


def broken_off(folder: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1])


def lacks_a_part(folder: Path) -> None:
    index = {"weight_map": {"a": "model-00002-of-00002.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))


def other_layers(folder: Path) -> None:
    told = json.loads((folder / "config.json").read_bytes())
    told["text_config"]["num_hidden_layers"] += 1
    told["text_config"]["layer_types"].append("full_attention")
    (folder / "config.json").write_text(json.dumps(told))


def teaches_no_answers(folder: Path) -> None:
    (folder / "chat_template.jinja").unlink()


BAD = {
    no_tokenizer: "tokenizer.json",
    no_config: "config.json",
    broken_off: "model.safetensors",
    lacks_a_part: "model-00002-of-00002.safetensors",
    other_layers: "config.json",
    teaches_no_answers: "tokenizer_config.json",
}


def test_a_folder_without_a_whole_model_is_said_in_three_languages(
    speaker: Path, tmp_path: Path
) -> None:
    for spoil, file in BAD.items():
        folder = tmp_path / spoil.__name__
        shutil.copytree(speaker, folder)
        spoil(folder)
        failure = over(dictated(local(folder))).failure
        assert isinstance(failure, LanguageModelFolderUnfit), spoil.__name__
        assert failure.file == file
        for language in LANGUAGES:
            text = error_text(failure, language)
            assert file in text
            assert str(folder) in text


def doctor_of(folder: Path) -> Check:
    settings = Settings(home=folder, language_model_folder=folder)
    return next(one for one in check_installation(settings) if one.name == "language_model")


def test_doctor_says_what_a_set_model_lacks(speaker: Path, tmp_path: Path) -> None:
    sound = doctor_of(speaker)
    assert sound.passed
    assert str(speaker) in sound.text("ko")
    assert isinstance(doctor_of(tmp_path).error, LanguageModelFolderUnfit)


def test_where_the_extra_is_not_installed_the_way_to_install_it_is_said(
    speaker: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_module, "find_spec", {"torch": 1}.get)
    for failure in (doctor_of(speaker).error, over(dictated(local(speaker / "."))).failure):
        assert isinstance(failure, LanguageModelPackageMissing)
        assert failure.package == "transformers"
        for language in LANGUAGES:
            assert "PROFILE=full make install" in error_text(failure, language)
