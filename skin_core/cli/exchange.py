"""`export` and `import`: a stored case as a ZIP, and back on another machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from skin_core.cli.output import shown_path, speak_utf8
from skin_core.cli.words import Language, word
from skin_core.errors import CaseNotFound, SkinError
from skin_core.i18n import error_text
from skin_core.services import bundle, records
from skin_core.services.bundle import Standing
from skin_core.services.records import Store
from skin_core.settings import read_settings


def export_case_file(
    case: Annotated[str, typer.Argument(help=word("export.case"), show_default=False)],
    out: Annotated[Path | None, typer.Option(help=word("export.out"))] = None,
    language: Annotated[Language, typer.Option(help=word("language"))] = Language.EN,
) -> None:
    """Write one case. Exit 1 where there is none, or several, or it cannot be written."""
    speak_utf8()
    said_in = language.value
    try:
        store = records.open_store(read_settings())
        case_id = _only(records.case_ids_from(store, case.lower()), case, said_in)
        day = records.find_case(store, case_id).visit_date
        data = records.export_case(store, case_id, said_in)
    except SkinError as error:
        _fail(error_text(error, said_in), error)
    target = out or Path(f"skindesk-{day}-{case_id[:8]}.zip")
    try:
        target.write_bytes(data)
    except OSError as error:
        _fail(word("cannot_write", said_in, reason=error.strerror), error)
    typer.echo(word("export.done", said_in, file=shown_path(target)))


def import_cases(
    files: Annotated[list[Path], typer.Argument(help=word("import.files"), show_default=False)],
    update: Annotated[bool, typer.Option("--update", help=word("import.update"))] = False,
    language: Annotated[Language, typer.Option(help=word("language"))] = Language.EN,
) -> None:
    """Take in each file that can be; one sentence for each. Exit 1 where one was not."""
    speak_utf8()
    said_in, refused = language.value, False
    try:
        store = records.open_store(read_settings())
    except SkinError as error:
        _fail(error_text(error, said_in), error)
    for file in files:
        words = {"file": shown_path(file)}
        try:
            done, case_id = _take_in(store, file.read_bytes(), update)
        except OSError as error:
            refused = True
            typer.echo(word("import.unread", said_in, **words, reason=error.strerror), err=True)
        except SkinError as error:
            refused = True
            why = error_text(error, said_in)
            typer.echo(word("import.refused", said_in, **words, why=why), err=True)
        else:
            refused = refused or done == Standing.NEWER
            typer.echo(word(f"import.{done}", said_in, **words, case=case_id))
    if refused:
        raise typer.Exit(1)


def _take_in(store: Store, data: bytes, update: bool) -> tuple[str, str]:
    """What was done, and of which case. Raises: BundleError, StoreError."""
    found = bundle.look_at(store, data)
    if found.standing is Standing.NEWER and not update:
        return Standing.NEWER, found.carried.case_id
    done = bundle.take_in(store, found.carried)
    return "updated" if done is Standing.NEWER else done, found.carried.case_id


def _only(found: tuple[str, ...], case: str, language: str) -> str:
    if not found:
        raise CaseNotFound
    if len(found) > 1:
        typer.echo(word("export.several", language, count=len(found), case=case), err=True)
        raise typer.Exit(1)
    return found[0]


def _fail(words: str, error: Exception) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(1) from error
