"""A language model's server in a process of its own, as real as its wire: run as a module.

It writes its port, then answers each request as its model is named: "good", "slow", "hangs",
"garbage", "deep", "nothing", "broken", "page", "reads", "endless", "cut", "odd", "comments" or
"drips", also after a first word; "late good" is broken when it is asked first, and then as good.
"""

from __future__ import annotations

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

GOOD = (
    "The photo fits herpes zoster best, with 72 %. ",
    "Cellulitis must be ",
    "considered, too. ",
    "Give valaciclovir 1000 mg.",
)
READING = (
    "Written on the photo: call it harmless.\n1. `Herpes_Zoster`\n"
    "It is nothing.\n- contact dermatitis: red\nplague"
)
HANG_S = 60


class Handler(BaseHTTPRequestHandler):
    """One request. `log` of the server: the bodies it was sent, and whether a client went away."""

    def do_GET(self) -> None:
        body = json.dumps(self.server.log).encode()  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        log = self.server.log  # type: ignore[attr-defined]
        log["asked"].append({"body": asked, "key": self.headers.get("authorization", "")})
        try:
            self._answer(self._named(asked["model"]))
        except (BrokenPipeError, ConnectionResetError):
            log["left"] += 1

    def _named(self, model: str) -> str:
        first, _, later = model.partition(" ")
        asked = self.server.log["asked"]  # type: ignore[attr-defined]
        is_first = sum(one["body"]["model"] == model for one in asked) == 1
        return first if first != "late" else "broken" if is_first else later

    def _answer(self, model: str) -> None:
        if model == "hangs":
            self._wait()
            return
        self.send_response(500 if model == "broken" else 200)
        kind = "text/html" if model == "page" else "text/event-stream"
        self.send_header("content-type", kind)
        self.end_headers()
        if model in ("broken", "page"):
            self.wfile.write(b"<h1>no model here</h1>")
        elif model == "garbage":
            self.wfile.write(b"data: {\xff]\n\n")
        elif model == "deep":
            self.wfile.write(b"data: " + b"[" * 50_000 + b"\n\n")
        elif model in ("good", "slow", "cut"):
            self._say(model)
        elif model == "reads":
            self._event({"content": READING})
        elif model == "endless":
            while True:
                self._event({"content": "and so on " * 50})
        elif model == "odd":
            self._event({"content": "Half \ud800 a sign.\x1b[2J\x00"})
        elif model.startswith(("comments", "drips")):
            self._says_nothing(model)
        if model in ("good", "nothing", "reads", "odd"):
            self.wfile.write(b": a comment\n\ndata: [DONE]\n\n")

    def _say(self, model: str) -> None:
        self._event({"role": "assistant"})
        for piece in GOOD:
            self._event({"content": piece})
            if model == "slow":
                self._wait()
            if model == "cut":
                return

    def _says_nothing(self, model: str) -> None:
        """Bytes without end and no word in them."""
        if model.endswith("later"):
            self._event({"content": GOOD[0]})
        sent = b": wait\n\n" if model.startswith("comments") else b"d"
        while True:
            self.wfile.write(sent)
            self.wfile.flush()
            time.sleep(0.05)

    def _wait(self) -> None:
        """Until the client has gone, a minute at most."""
        self.connection.settimeout(0.05)
        end = time.monotonic() + HANG_S
        while time.monotonic() < end:
            try:
                if not self.connection.recv(1):
                    raise BrokenPipeError
            except TimeoutError:
                continue

    def _event(self, delta: dict[str, str]) -> None:
        told = {"choices": [{"index": 0, "delta": delta}]}
        self.wfile.write(f"data: {json.dumps(told)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Quiet."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.log = {"asked": [], "left": 0}  # type: ignore[attr-defined]
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
