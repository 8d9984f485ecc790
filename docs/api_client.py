"""A small client of SkinDesk's REST API: copy it, `pip install httpx2`, and adapt it.

    with SkinDesk("http://127.0.0.1:8502/api/v1", key="...", language="ko") as desk:
        answer = desk.analyze(["lesion.jpg"], {"facts": {"fever": True}})
        stored = desk.diagnose(["lesion.jpg"], {"patient": {"name": "..."}})
        desk.save_report(stored["case_id"], "report.pdf")

docs/api.md describes every field. The answers are decision support, never a diagnosis.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import httpx2

Json = dict[str, Any]
_TRIES = 5  # where the server says that it is busy


class Refused(Exception):
    """The server said no. problem: status, code, and the sentence of what to do (detail)."""

    def __init__(self, problem: Json) -> None:
        super().__init__(f"{problem.get('status')} {problem.get('detail')}")
        self.problem = problem


class SkinDesk:
    """One connection. key: as SKINDESK_API_KEYS holds it. language: en, ko or vi."""

    def __init__(
        self,
        address: str,
        key: str = "",
        language: str = "en",
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        headers = {"Accept-Language": language}
        if key:
            headers["Authorization"] = f"Bearer {key}"
        self._http = httpx2.Client(
            base_url=address, headers=headers, timeout=60, transport=transport
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def classify(self, photos: Sequence[str | Path], **how: str) -> Json:
        """The differential of the photos of one lesion. how: kind, model, force."""
        return self._json("POST", "/classify", files=_files(photos), data=how)

    def analyze(
        self, photos: Sequence[str | Path], case: Mapping[str, Any] | None = None, **how: str
    ) -> Json:
        """The differential with urgency and steps; nothing is stored. case: facts and patient."""
        return self._json("POST", "/analyze", files=_files(photos), data=_form(case, how))

    def advise(self, case: Mapping[str, Any]) -> Json:
        """What facts alone call for."""
        return self._json("POST", "/advise", json=case)

    def diagnose(
        self, photos: Sequence[str | Path], case: Mapping[str, Any] | None = None, **how: str
    ) -> Json:
        """Analyze and store. Sent again after a lost connection it does not store twice."""
        once = {"Idempotency-Key": uuid.uuid4().hex}
        sent = {"files": _files(photos), "data": _form(case, how), "headers": once}
        try:
            return self._json("POST", "/diagnose", **sent)
        except httpx2.TransportError:
            return self._json("POST", "/diagnose", **sent)

    def diagnose_live(
        self, photos: Sequence[str | Path], case: Mapping[str, Any] | None = None, **how: str
    ) -> Iterator[tuple[str, Json]]:
        """The same, told while it happens: name and data of each event. Raises: Refused."""
        files, data = _files(photos), _form(case, how)
        with self._http.stream("POST", "/diagnose-stream", files=files, data=data) as answer:
            if answer.status_code != 200:
                answer.read()
                raise Refused(answer.json())
            name = ""
            for line in answer.iter_lines():
                field, _, value = line.partition(": ")
                if field == "event":
                    name = value
                elif field == "data":
                    if name == "failed":
                        raise Refused(json.loads(value))
                    yield name, json.loads(value)

    def case(self, case_id: str) -> Json:
        """A stored case."""
        return self._json("GET", f"/cases/{case_id}")

    def save_report(self, number: str, path: str | Path) -> None:
        """Write the PDF of a case or of a signed report to a file."""
        Path(path).write_bytes(self._answer("GET", f"/reports/{number}.pdf").content)

    def models(self) -> Json:
        """The models, and the diseases each of them knows."""
        return self._json("GET", "/models")

    def health(self) -> Json:
        """Whether the server answers."""
        return self._json("GET", "/health")

    def _json(self, method: str, path: str, **sent: Any) -> Json:
        answer: Json = self._answer(method, path, **sent).json()
        return answer

    def _answer(self, method: str, path: str, **sent: Any) -> httpx2.Response:
        for _ in range(_TRIES):
            answer = self._http.request(method, path, **sent)
            if answer.status_code not in (409, 429):
                break
            time.sleep(float(answer.headers.get("Retry-After", 1)))
        if answer.is_error:
            raise Refused(answer.json())
        return answer


def _files(photos: Sequence[str | Path]) -> list[tuple[str, tuple[str, bytes]]]:
    return [("photos", (Path(one).name, Path(one).read_bytes())) for one in photos]


def _form(case: Mapping[str, Any] | None, how: Mapping[str, str]) -> dict[str, str]:
    return {**how, **({"case": json.dumps(case)} if case else {})}
