"""What the description of the API allows, and what it forbids, is answered as it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from skin_core.api.mount import standalone
from tests.api_desk import KEY, runtime_of, skin

ALLOWED = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
FORBIDDEN = [*ALLOWED, negative_data_rejection]
MODES = {
    schemathesis.GenerationMode.POSITIVE: ALLOWED,
    schemathesis.GenerationMode.NEGATIVE: FORBIDDEN,
}


schemathesis.openapi.format("binary", st.sampled_from([skin(0), skin(1), b"no photo"]))


def try_out(operation: Any, mode: schemathesis.GenerationMode) -> None:
    @settings(
        max_examples=8,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: Any) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {KEY}"}, checks=MODES[mode])

    send()


def test_every_answer_is_as_described(tmp_path: Path) -> None:
    runtime = runtime_of(tmp_path / "home", api_per_minute=100_000)
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", standalone(runtime))
    operations = [found.ok() for found in schema.get_all_operations()]  # type: ignore[union-attr]
    assert len(operations) == 10
    for operation in operations:
        try_out(operation, schemathesis.GenerationMode.POSITIVE)
        if operation.body or operation.query:
            try_out(operation, schemathesis.GenerationMode.NEGATIVE)
    runtime.close()
