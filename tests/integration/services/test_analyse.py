"""From files to an answer with advice, stage by stage."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from skin_core.domain.analysis import Stage, Urgency
from skin_core.domain.photo import GateReason, PhotoKind
from skin_core.errors import PhotoUnreadable, UnknownModel
from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered import render_skin
from skin_core.inference.layers import MemoryLayers
from skin_core.services.analyse import (
    CaseOutcome,
    Options,
    PhotoFile,
    Progress,
    advise_without_photo,
    analyse_case,
    readvise,
    run_to_end,
)
from skin_core.services.pictures import (
    heat_layer,
    heatmap_png,
    load_photo,
    photo_and_overlay,
    screen_jpeg,
)
from tests.fake_networks import FakeNetworks
from tests.picture_files import png_of

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
PER_PHOTO = [Stage.LOAD, Stage.GATE, Stage.CLASSIFY, Stage.EXPLAIN, Stage.OUTLINE]


@pytest.fixture(scope="module")
def skin() -> PhotoFile:
    return PhotoFile("mole.jpg", to_jpeg(render_skin("mole", "light", 3, (320, 240))))


@pytest.fixture(scope="module")
def other_skin() -> PhotoFile:
    return PhotoFile("spots.jpg", to_jpeg(render_skin("pustules", "tan", 3, (320, 240))))


@pytest.fixture(scope="module")
def sky() -> PhotoFile:
    pixels = render_skin("mole", "light", 3, (320, 240))[..., ::-1]
    return PhotoFile("sky.jpg", to_jpeg(pixels))


def run(*files: PhotoFile, **options: Any) -> CaseOutcome:
    return run_to_end(events(*files, **options))


def events(*files: PhotoFile, **options: Any) -> Any:
    networks = options.pop("networks", None) or FakeNetworks()
    chosen = Options(**options)
    return analyse_case(files, {}, networks, MemoryLayers(), NOW, chosen)


def test_every_stage_is_told_as_it_ends_and_the_bar_only_moves_on(
    skin: PhotoFile, other_skin: PhotoFile
) -> None:
    told: list[Progress] = list(events(skin, other_skin))
    assert [event.stage for event in told] == [*PER_PHOTO, *PER_PHOTO, Stage.ADVISE]
    assert [event.done for event in told] == list(range(1, 12))
    assert told[-1].share == 1
    assert told[0].loaded is not None
    assert told[1].analysis is not None
    assert told[1].analysis.gate.accepted
    assert not told[1].analysis.differential
    assert told[2].analysis is not None
    assert told[2].analysis.differential
    assert told[4].is_last
    assert [event for event in told if event.outcome] == [told[-1]]


def test_stopping_between_stages_asks_no_further_network(skin: PhotoFile) -> None:
    networks = FakeNetworks()
    running = events(skin, networks=networks)
    next(running)
    running.close()
    assert networks.asked == []


def test_broken_file_does_not_stop_the_others(skin: PhotoFile) -> None:
    outcome = run(PhotoFile("../../note.jpg", b"no picture"), skin)
    assert [failure.name for failure in outcome.failures] == ["note.jpg"]
    assert isinstance(outcome.failures[0].error, PhotoUnreadable)
    assert outcome.failures[0].photo == 0
    assert outcome.case.pooled == (outcome.loaded[0].photo_id,)


def test_refused_photo_has_no_differential_unless_forced(sky: PhotoFile) -> None:
    refused = run(sky).case
    assert refused.photos[0].gate.reasons == (GateReason.NOT_SKIN,)
    assert refused.differential == ()
    assert refused.advice.urgency is Urgency.UNKNOWN
    forced = run(sky, force=True).case
    assert forced.differential
    assert forced.uncertain
    assert forced.photos[0].forced


def test_same_photo_twice_counts_once(skin: PhotoFile) -> None:
    case = run(skin, skin).case
    assert len(case.photos) == len(case.pooled) == 1


def test_clinician_chooses_the_kind_or_the_model(skin: PhotoFile) -> None:
    by_kind = run(skin, kind=PhotoKind.DERMOSCOPIC).case
    assert by_kind.model == "dermoscopy"
    assert by_kind.photos[0].gate.overruled
    by_model = run(skin, model="dermoscopy").case
    assert by_model.kind is PhotoKind.DERMOSCOPIC
    with pytest.raises(UnknownModel) as wrong:
        run(skin, model="dermoscopi")
    assert wrong.value.details["suggestion"] == "dermoscopy"


def test_result_says_where_it_came_from_and_what_it_cannot_know(skin: PhotoFile) -> None:
    case = run(skin).case
    provenance = case.photos[0].provenance
    assert provenance.created_at == "2026-11-21T09:00:00+00:00"
    assert (provenance.model, provenance.device) == ("clinical", "fake")
    assert "hand_foot_mouth_disease" in case.unknown_to_model
    assert set(case.elapsed_ms) == {*PER_PHOTO, Stage.ADVISE}


def test_answering_a_question_changes_the_advice_and_nothing_else(skin: PhotoFile) -> None:
    case = run(skin).case
    feverish = readvise(case, {"fever": True, "non_blanching": True}, NOW)
    assert feverish.advice.urgency is Urgency.EMERGENCY
    assert feverish.differential == case.differential
    assert feverish.facts == {"fever": True, "non_blanching": True}


def test_facts_are_judged_without_any_photo() -> None:
    facts = {"fever": True, "non_blanching": True}
    case = advise_without_photo(facts, NOW)
    assert case.advice.urgency is Urgency.EMERGENCY
    assert case.top is None
    assert not case.has_photos
    outcome = run_to_end(analyse_case([], facts, FakeNetworks(), MemoryLayers(), NOW))
    assert replace(outcome.case, elapsed_ms={}) == case


def test_heatmap_of_any_disease_can_be_drawn(skin: PhotoFile) -> None:
    layers = MemoryLayers()
    outcome = run_to_end(analyse_case([skin], {}, FakeNetworks(), layers, NOW))
    photo = outcome.case.photos[0]
    for prediction in photo.differential:
        assert heat_layer(photo, prediction.label, layers).png.startswith(b"\x89PNG")
    assert heatmap_png(photo, "acne", layers).startswith(b"\x89PNG")


@pytest.mark.parametrize(("bar_px", "is_whole"), [(80, False), (0, True)])
def test_what_no_network_looked_at_is_darker_and_told(bar_px: int, is_whole: bool) -> None:
    layers = MemoryLayers()
    skin = render_skin("plaque", "tan", 3, (480, 480))
    framed = np.pad(skin, ((0, 0), (bar_px, bar_px), (0, 0)), constant_values=255)
    shot = PhotoFile("skin.png", png_of(framed))
    outcome = run_to_end(analyse_case([shot], {}, FakeNetworks(), layers, NOW))
    photo = outcome.case.photos[0]
    assert heat_layer(photo, "acne", layers).seen == (None if is_whole else (1 / 8, 0, 3 / 4, 1))
    plain, heated = (
        load_photo(drawn, "", 100).pixels.astype(float)
        for drawn in photo_and_overlay(framed, photo, "acne", layers)
    )
    edge = (slice(None), slice(0, 40))
    assert (heated[edge].mean() < 0.7 * plain[edge].mean()) is not is_whole


@pytest.mark.parametrize(("times", "shown"), [(2, (1280, 640)), (1, (750, 375))])
def test_page_is_sent_a_jpeg_no_larger_than_the_photo(times: int, shown: tuple[int, int]) -> None:
    pixels = render_skin("plaque", "tan", 3, (750, 375)).repeat(times, 0).repeat(times, 1)
    sent = screen_jpeg(png_of(pixels))
    picture = load_photo(sent, "", 100)
    assert sent.startswith(b"\xff\xd8")
    assert (picture.width_px, picture.height_px) == shown
