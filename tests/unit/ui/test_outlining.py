"""What a browser says it drew is checked before anything is kept."""

from __future__ import annotations

import pytest

from skin_core.errors import OutlineMalformed
from skin_core.ui.outlining import take

WHOLE = {"width": 4, "height": 2, "runs": "44"}


@pytest.mark.parametrize(
    "told",
    [
        *(None, "44", [4, 2, "44"], {}, WHOLE | {"width": True, "height": True}),
        *(WHOLE | {"width": 4.0}, WHOLE | {"height": "2"}, WHOLE | {"runs": [4, 4]}),
    ],
)
def test_a_message_of_another_form_is_refused(told: object) -> None:
    with pytest.raises(OutlineMalformed):
        take("photo", told)
