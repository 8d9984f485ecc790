"""One ASGI process for pages, and later for API routes and guards; bound to this machine only."""

import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread
from time import sleep
from typing import TextIO

import streamlit as st
import uvicorn
from streamlit import config

from skin_core.errors import SettingsError
from skin_core.i18n import t
from skin_core.settings import ROOT
from skin_core.ui.feedback import explain_callback_error
from skin_core.ui.streamlit_edge import take_charge

HOST = "127.0.0.1"
PORT = 8501
LANGUAGE = "en"  # of the terminal
WARM_UP_AFTER_S = 3  # the first page comes first: loading networks would take its core
FONTS_AFTER_S = 4  # more; nobody needs them before the first report


def build_app() -> st.App:
    """The ASGI application; routes and middleware for an API or a login are added here."""
    take_charge()
    return st.App(ROOT / "app.py", lifespan=_lifespan, on_script_error=explain_callback_error)


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
    sleep(FONTS_AFTER_S)
    shared.warm_fonts()


def main() -> int:
    """Serve until stopped; the address is the one line written. 2 where the port is taken."""
    port = _port(os.environ.get("SKINDESK_PORT", ""))
    if not _is_free(port):
        _say(t("app.server.port_taken", LANGUAGE, port=port), sys.stderr)
        return 2
    config.set_option("server.port", port)
    config.set_option("browser.serverPort", port)
    _say(t("app.server.address", LANGUAGE, address=f"http://{HOST}:{port}"), sys.stdout)
    uvicorn.run(build_app(), host=HOST, port=port, log_level="warning", ws_max_size=32 * 2**20)
    return 0


def _port(text: str) -> int:
    return int(text) if text.isdigit() and 0 < int(text) < 65536 else PORT


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _say(line: str, stream: TextIO) -> None:
    stream.write(line + "\n")
    stream.flush()
