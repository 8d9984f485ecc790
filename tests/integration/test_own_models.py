"""A model of another maker is brought in, gives a second opinion, and changes nothing else."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import ModelProto, TensorProto, helper, numpy_helper
from pypdf import PdfReader
from typer.testing import CliRunner

from skin_core.catalogue import ModelSpec, load_spec, verify
from skin_core.cli import app
from skin_core.domain.analysis import CaseAnalysis
from skin_core.domain.case import Case, Patient
from skin_core.domain.photo import PhotoKind
from skin_core.domain.second_opinion import Agreement
from skin_core.errors import (
    ClassUnknown,
    DiseaseUnknown,
    NoOwnModel,
    NothingFits,
    NothingMapped,
    OnnxExternal,
    OnnxNoClasses,
    OnnxNoPhoto,
    OnnxNotFinite,
    OnnxOperator,
    OnnxTooLarge,
    OnnxTooSlow,
    OnnxUnreadable,
    OnnxWillNotRun,
    OwnModelError,
    OwnPhotosTooFew,
    WeightsDamaged,
)
from skin_core.i18n import LANGUAGES, error_text
from skin_core.imaging.load import load_photo
from skin_core.imaging.network_input import to_network_input
from skin_core.inference.explain import ClassMaps
from skin_core.inference.layers import MemoryLayers
from skin_core.inference.second_opinion import SecondReader
from skin_core.own_models.adopt import Wanted, adopt
from skin_core.own_models.graph import read_graph
from skin_core.own_models.labels import read_map
from skin_core.runtime import Runtime
from skin_core.services import drafts, records, reports, workbench
from skin_core.services.analyse import Options, PhotoFile, analyse_case, run_to_end
from skin_core.services.own_models import SecondReaders, choose_second, installed_own, remove_own
from skin_core.settings import Settings
from tests.api_desk import client_of, photos, runtime_of
from tests.fake_networks import FakeNetworks
from tests.own_onnx import CLASSES, MAP, SIZE, labelled_photos, network, photo, yolo

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Photos, a map, an export, and a home into which it was brought by command."""
    place = tmp_path_factory.mktemp("own")
    labelled_photos(place / "photos")
    yolo(place / "best.onnx")
    (place / "map.toml").write_text(MAP, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def told(folder: Path) -> Iterator[str]:
    """What the command says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SKINDESK_HOME", str(folder / "home"))
        given = ["--photos", str(folder / "photos"), "--map", str(folder / "map.toml")]
        command = ["models", "import", str(folder / "best.onnx"), *given, "--name", "clinic-a"]
        result = CliRunner().invoke(app, command)
        assert result.exit_code == 0, result.output
        again = CliRunner().invoke(app, [*command, "--language", "ko"])
        assert again.exit_code == 1
        assert "clinic-a" in again.output
        listed = CliRunner().invoke(app, ["models", "list"]).output
        assert "acne, rosacea, other" in listed
        yield result.output


@pytest.fixture
def spec(folder: Path, told: str) -> ModelSpec:
    assert told
    return load_spec(folder / "home" / "models" / "clinic-a")


def brought(folder: Path, model: ModelProto, name: str, **changes: object) -> ModelSpec:
    file = folder / f"{name}.onnx"
    onnx.save(model, str(file))
    wanted = Wanted(
        file=file,
        photos=folder / "photos",
        name=name,
        kind=PhotoKind.CLINICAL,
        names=CLASSES,
        told=read_map(folder / "map.toml"),
    )
    return adopt(replace(wanted, **changes), folder / "others").spec  # type: ignore[arg-type]


def test_an_export_of_ultralytics_is_read_as_it_was_made(spec: ModelSpec, told: str) -> None:
    """Names and size from its metadata, values 0 to 1, central square, one softmax."""
    assert spec.labels == ("acne", "rosacea", "other")
    assert (spec.pixels.size, spec.pixels.fit, spec.pixels.crop) == (SIZE, "crop", 1.0)
    assert (spec.pixels.mean, spec.pixels.std) == ((0,) * 3, (1,) * 3)
    assert spec.heatmap == "cams"
    assert "no second softmax" in told
    assert "24 named rightly" in told
    verify(spec)
    card = (spec.folder / "MODEL_CARD.md").read_text("utf-8")
    assert "AGPL-3.0" in card
    assert "| Chair | other |" in card


def test_its_chances_are_those_of_the_file_and_its_map_is_where_it_is_red(
    spec: ModelSpec, folder: Path
) -> None:
    shown = photo(0.42, np.random.default_rng(1))
    shown[:96, :96, 0] = 230  # the redder corner
    batch = to_network_input(shown, spec.pixels)[None]
    mine = onnxruntime.InferenceSession(str(spec.onnx)).run(None, {"pixels": batch})
    theirs = onnxruntime.InferenceSession(str(folder / "best.onnx")).run(None, {"images": batch})
    assert np.exp(mine[0][0]) == pytest.approx(theirs[0][0], abs=1e-4)
    heat = ClassMaps(spec.labels, mine[1][0], 1.0).heatmap("rosacea", 192, 192)
    assert heat[:90, :90].min() > 0.8
    assert heat[:90, :90].mean() > 1.3 * heat[110:, 110:].mean()


def test_other_layouts_give_the_same_chances(spec: ModelSpec, folder: Path) -> None:
    batch = to_network_input(photo(0.55, np.random.default_rng(2)), spec.pixels)[None]
    wanted = onnxruntime.InferenceSession(str(spec.onnx)).run(["logits"], {"pixels": batch})[0]
    layouts = {
        "raw": network(softmax=False),
        "colours-last": network(("N", SIZE, SIZE, 3), nhwc=True),
    }
    for name, model in layouts.items():
        other = brought(folder, model, name)
        given = onnxruntime.InferenceSession(str(other.onnx)).run(["logits"], {"pixels": batch})
        assert np.exp(given[0]) == pytest.approx(np.exp(wanted), abs=1e-3), name


def test_the_way_that_names_most_photos_rightly_is_taken(folder: Path, tmp_path: Path) -> None:
    """Where the middle of a wide photo tells nothing, it is shown whole."""
    rng = np.random.default_rng(3)
    for name, red in (("acne", 0.3), ("rosacea", 0.72)):
        (tmp_path / name).mkdir()
        for number in range(10):
            wide = photo(0.5, rng, width=400)
            wide[:, :104], wide[:, -104:] = (photo(red, rng, width=104) for _ in range(2))
            cv2.imwrite(str(tmp_path / name / f"{number}.png"), wide[..., ::-1])
    other = brought(folder, network(softmax=False), "whole", photos=tmp_path)
    assert other.pixels.fit == "stretch"


def _with(change: Callable[[ModelProto], None]) -> ModelProto:
    model = network()
    change(model)
    return model


def _external(model: ModelProto) -> None:
    tensor = model.graph.initializer[0]
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="../../secret")
    tensor.ClearField("raw_data")


def _not_a_number(model: ModelProto) -> None:
    broken = numpy_helper.from_array(np.full((3, 3), np.nan, np.float32), "matrix")
    model.graph.initializer[1].CopyFrom(broken)


def _later(model: ModelProto, *nodes: onnx.NodeProto, **held: np.ndarray) -> None:
    """With nodes behind its answer, which end in "end"."""
    model.graph.node.extend(nodes)
    model.graph.initializer.extend(numpy_helper.from_array(v, k) for k, v in held.items())
    model.graph.output[0].name = "end"


def _bomb(model: ModelProto) -> None:
    fill = helper.make_node("ConstantOfShape", ["sides"], ["huge"])
    most = helper.make_node("ReduceMax", ["huge"], ["most"], keepdims=0)
    end = helper.make_node("Add", ["output0", "most"], ["end"])
    _later(model, fill, most, end, sides=np.array([100_000, 100_000], np.int64))


def _endless(model: ModelProto) -> None:
    def value(name: str, kind: int, dims: list[int]) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, kind, dims)

    inner = helper.make_graph(
        [
            helper.make_node("Identity", ["goes"], ["goes_on"]),
            helper.make_node("Add", ["row", "row"], ["next"]),
        ],
        "inner",
        [
            value("count", TensorProto.INT64, []),
            value("goes", TensorProto.BOOL, []),
            value("row", TensorProto.FLOAT, [1, 3]),
        ],
        [value("goes_on", TensorProto.BOOL, []), value("next", TensorProto.FLOAT, [1, 3])],
    )
    loop = helper.make_node("Loop", ["times", "yes", "output0"], ["end"], body=inner)
    _later(model, loop, times=np.array(2**62), yes=np.array(True))


def _operator(model: ModelProto) -> None:
    model.graph.node[0].domain = "stranger"


def _opset(model: ModelProto) -> None:
    model.opset_import[0].version = 99


HOSTILE: dict[str, tuple[Callable[[], ModelProto], type[OwnModelError]]] = {
    "weights in another file": (lambda: _with(_external), OnnxExternal),
    "not a number": (lambda: _with(_not_a_number), OnnxNotFinite),
    "more than memory": (lambda: _with(_bomb), OnnxTooLarge),
    "without end": (lambda: _with(_endless), OnnxTooSlow),
    "an operator of its own": (lambda: _with(_operator), OnnxOperator),
    "a version that nobody has": (lambda: _with(_opset), OnnxOperator),
    "no photo": (lambda: network((1, 10)), OnnxNoPhoto),
    "not square": (lambda: network((1, 3, 32, 64)), OnnxNoPhoto),
    "the order of the classes is wrong": (lambda: network(factor=-40), NothingFits),
}


def test_what_cannot_be_used_is_told_in_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skin_core.own_models.trial.LIMIT_S", 0.3)
    for number, (name, (model, kind)) in enumerate(HOSTILE.items()):
        with pytest.raises(OwnModelError) as refused:
            brought(folder, model(), f"hostile-{number}")
        assert type(refused.value) is kind, name
        assert all(len(error_text(refused.value, one)) > 30 for one in LANGUAGES)
        assert not (folder / "others" / f"hostile-{number}").exists()
    assert not list(folder.glob("model-*"))


def test_metadata_that_say_nothing_or_rule_a_console_are_left_aside(tmp_path: Path) -> None:
    told = ("{[]: 1}", "[[1], [2]]", "[{}]", "{0: []}", "(" * 5000, "1e400", "[]", "'a'")
    for key in ("names", "imgsz"):
        for text in told:
            model = network()
            helper.set_model_props(model, {"author": "Ultralytics", key: text})
            onnx.save(model, str(tmp_path / "odd.onnx"))
            assert read_graph(tmp_path / "odd.onnx", 3).size == SIZE
    model = network()
    names = "{0: 'a\\x1b[2J', 1: '\\ud800', 2: '<b>'}"
    helper.set_model_props(model, {"author": "Ultralytics", "names": names})
    onnx.save(model, str(tmp_path / "odd.onnx"))
    assert read_graph(tmp_path / "odd.onnx", 3).names == ("a?[2J", "?", "<b>")


def test_files_and_maps_that_mean_nothing_are_told_by_name(folder: Path, tmp_path: Path) -> None:
    changes: dict[str, tuple[dict[str, object], type[OwnModelError]]] = {
        "garbage": ({"file": folder / "map.toml"}, OnnxUnreadable),
        "names": ({"names": ("a", "b")}, OnnxNoClasses),
        "class": ({"told": {"Acnee": "acne"}}, ClassUnknown),
        "disease": ({"told": {"Acne": "mel"}}, DiseaseUnknown),
        "nothing": ({"told": {}}, NothingMapped),
        "few": ({"photos": labelled_photos(tmp_path / "few", each=9)}, OwnPhotosTooFew),
    }
    for name, (change, kind) in changes.items():
        with pytest.raises(kind) as refused:
            brought(folder, network(), name, **change)
        if name == "disease":  # never one of them alone: sets of photos mean either by it
            assert refused.value.details["nearest"] == "melanocytic_nevus, melanoma, melasma"


def reader_of(spec: ModelSpec) -> SecondReader:
    from skin_core.inference.networks import Models
    from skin_core.inference.onnx_engine import OnnxEngine

    return SecondReader(OnnxEngine(Models({spec.name: spec}), 1), {spec.kind: spec})


def picture(red: float, corner: float = 0.0) -> bytes:
    """As PNG. corner: how much redder it is top left."""
    shown = photo(red, np.random.default_rng(4), 400, 400)
    shown[:100, :100, 0] = np.clip(shown[:100, :100, 0] + 255 * corner, 0, 255)
    return cv2.imencode(".png", shown[..., ::-1])[1].tobytes()


def analysed(
    red: float, second: SecondReader | None, layers: MemoryLayers, corner: float = 0.0
) -> CaseAnalysis:
    files = [PhotoFile("skin.png", picture(red, corner))]
    options = Options(second=second, force=True)
    return run_to_end(analyse_case(files, {}, FakeNetworks(), layers, NOW, options)).case


def test_a_second_opinion_stands_beside_the_answer_and_changes_nothing(spec: ModelSpec) -> None:
    layers = MemoryLayers()
    alone, both = (analysed(0.4, one, layers) for one in (None, reader_of(spec)))
    (opinion,) = both.second_opinions
    assert opinion.differential[0].label == "acne"
    assert opinion.agreement is Agreement.AGREE
    assert analysed(0.7, reader_of(spec), layers).second_opinions[0].agreement is Agreement.APART
    maps = ClassMaps.from_bytes(layers.get(both.photos[0].layers["second"]))
    assert maps.labels == spec.labels
    for name in ("advice", "steps", "differential", "prediction_set", "uncertain", "above_alert"):
        assert getattr(alone, name) == getattr(both, name)


def test_a_model_without_a_feature_map_is_drawn_by_covering(folder: Path) -> None:
    model = network(pooled=False)
    other = brought(folder, model, "unpooled")
    assert other.heatmap == "occlusion"
    layers = MemoryLayers()
    case = analysed(0.45, reader_of(other), layers, corner=0.4)
    maps = ClassMaps.from_bytes(layers.get(case.photos[0].layers["second"]))
    heat = maps.heatmap("rosacea", 56, 56)
    assert heat[:12, :12].mean() > 0.4
    assert heat[28:, 28:].mean() < 0.1


def test_a_damaged_model_fails_no_analysis(spec: ModelSpec, tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"damaged")
    case = analysed(0.4, reader_of(replace(spec, folder=tmp_path)), MemoryLayers())
    assert case.differential
    assert case.second_opinions[0].failure == WeightsDamaged.code


def test_a_description_that_does_not_fit_its_graph_fails_no_analysis(spec: ModelSpec) -> None:
    for labels in (spec.labels[:2], (*spec.labels, "psoriasis")):
        case = analysed(0.4, reader_of(replace(spec, labels=labels)), MemoryLayers())
        assert case.differential
        assert case.second_opinions[0].failure == OnnxWillNotRun.code
        assert "second" not in case.photos[0].layers


def test_the_same_graph_brought_in_under_another_name_answers_under_that_name(
    spec: ModelSpec, tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path)
    store, readers = records.open_store(settings), SecondReaders(settings)
    for name in ("first", "second"):
        folder = settings.own_models / name
        shutil.rmtree(settings.own_models, ignore_errors=True)
        shutil.copytree(spec.folder, folder)
        told = (folder / "model.toml").read_text(encoding="utf-8")
        told = told.replace('"clinic-a"', f'"{name}"')
        (folder / "model.toml").write_text(told, encoding="utf-8")
        choose_second(store, installed_own(settings.own_models).specs, name, is_on=True)
        case = analysed(0.4, readers.reader(store), MemoryLayers())
        assert (case.second_opinions[0].model, case.second_opinions[0].failure) == (name, "")
    store.close()


def test_it_is_kept_with_the_case_and_printed_in_one_line(spec: ModelSpec, tmp_path: Path) -> None:
    store = records.open_store(Settings(home=tmp_path))
    draft = replace(drafts.new_draft(NOW), patient=Patient("5" * 32, "Ono"))
    loaded = load_photo(picture(0.4), "skin.png")
    draft = drafts.add_photo(store, draft, loaded)
    options = Options(second=reader_of(spec), force=True)
    layers = store.layers(draft.draft_id)
    outcome = run_to_end(analyse_case([loaded], {}, FakeNetworks(), layers, NOW, options))
    draft = workbench.taken(draft, outcome.case, NOW)
    kept = records.save_case(store, draft, visit_date="2026-11-30", now=NOW)
    case: Case = records.find_case(store, kept.case_id)
    assert case.analysis.second_opinions == outcome.case.second_opinions
    store.layers(case.case_id).get(case.analysis.photos[0].layers["second"])
    pdf = reports.preview_report(store, case, reports.ReportChoice(language="en"), NOW)
    text = " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())
    assert "Second opinion of a model of the clinic's own, clinic-a" in text
    assert "It agrees with the answer above." in text
    store.close()


def test_programs_are_told_of_it_once_it_is_switched_on(folder: Path, spec: ModelSpec) -> None:
    runtime: Runtime = runtime_of(folder / "home")
    client = client_of(runtime)
    asked = {"files": photos(1), "data": {"force": "true"}}
    assert client.post("/analyze", **asked).json()["second_opinions"] == []  # type: ignore[arg-type]
    choose_second(
        runtime.store, installed_own(runtime.settings.own_models).specs, spec.name, is_on=True
    )
    (opinion,) = client.post("/analyze", **asked).json()["second_opinions"]  # type: ignore[arg-type]
    assert opinion["model"] == "clinic-a"
    assert {one["label"] for one in opinion["differential"]} == set(spec.labels)
    told = {one["name"]: one["second_opinion"] for one in client.get("/models").json()["models"]}
    assert told["clinic-a"]
    assert not told["clinical"]
    runtime.close()


def test_where_nothing_was_brought_in_nothing_is_suggested(tmp_path: Path) -> None:
    """`models remove` asked: Did you mean “”?"""
    with pytest.raises(NoOwnModel) as refused:
        remove_own(tmp_path, "mine")
    assert all("mine" in error_text(refused.value, one) for one in LANGUAGES)
    assert not any("“”" in error_text(refused.value, one) for one in LANGUAGES)
