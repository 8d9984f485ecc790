"""Every drug of a memo has a name in each language."""

from __future__ import annotations

import pytest

from skin_core.diseases import all_diseases, drug_name
from skin_core.i18n import LANGUAGES

DRUGS = {
    entry.inn
    for disease in all_diseases().values()
    if disease.memo
    for entry in disease.memo.treatment
    if entry.inn
}


@pytest.mark.parametrize("inn", sorted(DRUGS))
def test_drug_is_named_in_every_language(inn: str) -> None:
    assert all(drug_name(inn, language).strip() for language in LANGUAGES)
