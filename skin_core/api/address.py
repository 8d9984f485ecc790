"""Where SkinDesk listens: on this machine only."""

from __future__ import annotations

import socket

HOST = "127.0.0.1"
ROOT = "/api/v1"


def is_free(port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
