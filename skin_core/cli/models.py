"""`models`: models of the clinic's own, brought in, listed and removed."""

from __future__ import annotations

import importlib.util
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from skin_core.cli.output import speak_utf8
from skin_core.cli.words import Language, word
from skin_core.domain.photo import PhotoKind
from skin_core.errors import ClassNamesMissing, PackageMissing, SkinError
from skin_core.i18n import error_text, t
from skin_core.services.own_models import installed_own, remove_own
from skin_core.settings import read_settings

if TYPE_CHECKING:
    from skin_core.own_models.adopt import Adopted, Wanted

Spoken = Annotated[Language, typer.Option(help=word("language"))]


def import_model(
    model: Annotated[Path, typer.Argument(help=word("models.model"), show_default=False)],
    photos: Annotated[Path, typer.Option(help=word("models.photos"), show_default=False)],
    labels: Annotated[Path | None, typer.Option(help=word("models.labels"))] = None,
    map: Annotated[Path | None, typer.Option(help=word("models.map"))] = None,
    name: Annotated[str | None, typer.Option(help=word("models.name"))] = None,
    kind: Annotated[PhotoKind, typer.Option(help=word("models.kind"))] = PhotoKind.CLINICAL,
    timm: Annotated[str | None, typer.Option(help=word("models.timm"))] = None,
    language: Spoken = Language.EN,
) -> None:
    """Bring a model in. Exit 1 where it cannot be used, with a sentence why."""
    speak_utf8()
    with _explained(language):
        for package in ("onnx", *(("timm", "torch") if timm else ())):
            if importlib.util.find_spec(package) is None:
                raise PackageMissing(package=package)
        from skin_core.own_models.adopt import Wanted, usual_name
        from skin_core.own_models.labels import read_map, read_names

        wanted = Wanted(
            file=model,
            photos=photos,
            name=name or usual_name(model),
            kind=kind,
            names=read_names(labels) if labels else (),
            told=read_map(map) if map else None,
        )
        _tell(_adopted(wanted, timm), language)


def list_models(language: Spoken = Language.EN) -> None:
    """Name each model that was brought in, with its kind and its diseases."""
    speak_utf8()
    with _explained(language):
        found = installed_own(read_settings().own_models)
    for spec in found.specs:
        told = {"model": spec.name, "version": spec.version, "kind": spec.kind}
        typer.echo(word("models.line", language.value, **told, labels=", ".join(spec.labels)))
    for folder in found.damaged:
        typer.echo(word("models.damaged", language.value, model=folder), err=True)
    if not found.specs:
        typer.echo(word("models.none", language.value))


def remove_model(
    name: Annotated[str, typer.Argument(help=word("models.remove_name"), show_default=False)],
    language: Spoken = Language.EN,
) -> None:
    """Delete a model that was brought in. Exit 1 where there is none of that name."""
    speak_utf8()
    with _explained(language):
        remove_own(read_settings().own_models, name)
    typer.echo(word("models.removed", language.value, model=name))


@contextmanager
def _explained(language: Language) -> Iterator[None]:
    try:
        yield
    except SkinError as error:
        typer.echo(error_text(error, language.value), err=True)
        raise typer.Exit(1) from error
    except OSError as error:
        typer.echo(word("cannot_write", language.value, reason=error.strerror), err=True)
        raise typer.Exit(1) from error


def _adopted(wanted: Wanted, network: str | None) -> Adopted:
    from dataclasses import replace

    from skin_core.own_models.adopt import adopt

    home = read_settings().own_models
    if not network:
        return adopt(wanted, home)
    if not wanted.names:
        raise ClassNamesMissing
    from skin_core.models.timm_checkpoint import as_onnx

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.onnx"
        declared = as_onnx(network, wanted.file, len(wanted.names), file)
        made = replace(wanted, file=file, declared=declared, source=wanted.file.name)
        return adopt(replace(made, architecture=network), home)


def _tell(adopted: Adopted, language: Language) -> None:
    """What was found and measured, a line each."""
    from skin_core.own_models.card import scale_name

    fitting, figures, spec = adopted.fitting, adopted.figures, adopted.spec
    pixels = fitting.pixels
    share, low, high = (round(100 * value) for value in figures.accuracy)
    percent = round(100 * pixels.crop)
    way: dict[str, object] = {
        "size": pixels.size,
        "scale": word(f"models.scale.{scale_name(pixels)}", language.value),
        "fit": word(f"models.fit.{pixels.fit}", language.value, percent=percent),
    }
    told: dict[str, dict[str, object]] = {
        "way": way,
        "softmax_inside" if fitting.gives_chances else "softmax_here": {},
        f"heatmap.{spec.heatmap}": {},
        "trial": {"right": fitting.right, "tried": fitting.tried, "guess": fitting.best_guess},
        "accuracy": {"photos": figures.photos, "share": share, "low": low, "high": high},
    }
    for key, values in told.items():
        typer.echo(word(f"models.{key}", language.value, **values))
    if adopted.unread:
        typer.echo(word("models.unread", language.value, count=adopted.unread))
    typer.echo(word("models.done", language.value, model=spec.name, folder=spec.folder))


models = typer.Typer(no_args_is_help=True, help=t("cli.models.help", "en"))
models.command("import", help=t("cli.models.import_help", "en"))(import_model)
models.command("list", help=t("cli.models.list_help", "en"))(list_models)
models.command("remove", help=t("cli.models.remove_help", "en"))(remove_model)
