"""Photos judged at once share the cores; one that is judged alone has them all."""

from __future__ import annotations

import pytest

from skin_core.inference import onnx_engine
from skin_core.inference.onnx_engine import Crowd


def test_who_asks_alone_is_no_crowd_and_who_asks_beside_another_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr(onnx_engine, "monotonic", lambda: now[0])
    crowd = Crowd()
    with crowd.joined() as first:
        assert not first
        with crowd.joined() as second:
            assert second
    now[0] += 0.5  # the same photos, between two of their passes
    with crowd.joined() as third:
        assert third
    now[0] += 1.5
    with crowd.joined() as fourth:
        assert not fourth


def test_a_pass_that_fails_leaves_the_crowd() -> None:
    crowd = Crowd()
    with pytest.raises(ValueError, match="broken"), crowd.joined():
        raise ValueError("broken")
    with crowd.joined() as again:
        assert not again
