"""One ASGI process for pages and the REST API; bound to this machine only."""

import gc
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, TextIO

import streamlit as st
import uvicorn
from streamlit import config

from skin_core.api import mount
from skin_core.api.address import HOST, is_free
from skin_core.errors import SettingsError
from skin_core.i18n import t
from skin_core.settings import ROOT
from skin_core.ui.feedback import explain_callback_error
from skin_core.ui.streamlit_edge import take_charge

if TYPE_CHECKING:
    from skin_core.runtime import Runtime

PORT = 8501
LANGUAGE = "en"  # of the terminal
WARM_UP_AFTER_S = 3  # the first page comes first: loading networks would take its core
FONTS_AFTER_S = 4  # more; nobody needs them before the first report


def build_app() -> st.App:
    """The ASGI application; routes and middleware for a login are added here."""
    take_charge()
    return st.App(
        ROOT / "app.py",
        lifespan=_lifespan,
        routes=[mount.api_route(_shared)],
        on_script_error=explain_callback_error,
    )


def _shared() -> "Runtime":
    from skin_core.ui.resources import runtime  # see `_warm_up`

    return runtime()


@asynccontextmanager
async def _lifespan(_: st.App) -> AsyncIterator[None]:
    """Load the networks behind the first page, which does not wait for them; close at the end."""
    Thread(target=_warm_up, name="warm-up", daemon=True).start()
    yield
    from skin_core.ui.resources import close

    close()


def _warm_up() -> None:
    sleep(WARM_UP_AFTER_S)
    from skin_core.ui.resources import runtime  # its imports, too, happen behind the first page

    try:
        shared = runtime()
    except SettingsError:
        return  # every page says it
    shared.warm_up()
    mount.warm_up(shared)
    _set_apart()
    sleep(FONTS_AFTER_S)
    shared.warm_fonts()
    _set_apart()


def _set_apart() -> None:
    """Take what is loaded for good out of the search for garbage, which ends each redraw.

    Streamlit searches everything each time: 115 ms with networks and rules, under 1 ms without.
    """
    gc.collect()
    gc.freeze()


def main() -> int:
    """Serve until stopped; the address is the one line written. 2 where the port is taken."""
    port = _port(os.environ.get("SKINDESK_PORT", ""))
    if not is_free(port):
        _say(t("app.server.port_taken", LANGUAGE, port=port), sys.stderr)
        return 2
    config.set_option("server.port", port)
    config.set_option("browser.serverPort", port)
    _say(t("app.server.address", LANGUAGE, address=f"http://{HOST}:{port}"), sys.stdout)
    uvicorn.run(build_app(), host=HOST, port=port, log_level="warning", ws_max_size=32 * 2**20)
    return 0


def _port(text: str) -> int:
    return int(text) if text.isdigit() and 0 < int(text) < 65536 else PORT


def _say(line: str, stream: TextIO) -> None:
    stream.write(line + "\n")
    stream.flush()
