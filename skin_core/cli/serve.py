"""`serve`: the REST API without pages, on this machine only."""

from __future__ import annotations

from typing import Annotated

import typer

from skin_core.api.address import HOST, ROOT, is_free
from skin_core.cli.output import speak_utf8
from skin_core.cli.words import Language, word
from skin_core.errors import ApiOff, SkinError
from skin_core.i18n import error_text
from skin_core.runtime import Runtime
from skin_core.services.api_access import is_on
from skin_core.settings import read_settings

USUAL_PORT = 8502  # the pages have the one before


def serve_api(
    port: Annotated[int, typer.Option(min=1, max=65535, help=word("serve.port"))] = USUAL_PORT,
    language: Annotated[Language, typer.Option(help=word("language"))] = Language.EN,
) -> None:
    """Serve until stopped. Exit 1 where the API is switched off, 2 where the port is taken."""
    speak_utf8()
    try:
        runtime = Runtime(read_settings())
        if not is_on(runtime.settings, runtime.store):
            raise ApiOff
    except SkinError as error:
        typer.echo(error_text(error, language.value), err=True)
        raise typer.Exit(1) from error
    if not is_free(port):
        typer.echo(word("serve.port_taken", language.value, port=port), err=True)
        raise typer.Exit(2)
    import uvicorn  # with the server, what other commands need not wait for

    from skin_core.api.mount import standalone

    typer.echo(word("serve.address", language.value, address=f"http://{HOST}:{port}{ROOT}"))
    uvicorn.run(standalone(runtime), host=HOST, port=port, log_level="warning")
