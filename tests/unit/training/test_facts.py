"""What a network is told of a patient, and what it can never be told."""

from __future__ import annotations

from pathlib import Path

import pytest

from skin_core.errors import SettingsError
from skin_core.models.facts_input import FACTS, UNKNOWN, PatientFacts, encode
from skin_core.training.config import config_from
from skin_core.training.photos import Photo, clinical_photos, dermoscopic_photos

PAD = "image,mask,label,patient_id,lesion_id,biopsied,fitzpatrick,age,sex,region"
HAM = "frame,square224,mask,label,lesion_id,dx_type,age,sex,localization"


def published(folder: Path, biopsied: str, dx_type: str) -> list[Photo]:
    """Photos of tiny trees in the layouts of PAD-UFES-20 and HAM10000."""
    tables = {
        "pad_ufes": (PAD, f"a.webp,a.png,BCC,PAT_1,1,{biopsied},,64,FEMALE,NOSE"),
        "ham10000": (HAM, f"f.webp,,f.png,mel,HAM_1,{dx_type},45.0,male,lower extremity"),
        "clinical": ("image,label,group,set,augmented_copy,tone", ""),
        "vitiligo": ("image,group", ""),
        "isic2017": ("image,label", ""),
    }
    for name, (head, row) in tables.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "labels.csv").write_text(f"{head}\n{row}", encoding="utf-8")
    return clinical_photos(folder) + dermoscopic_photos(folder)


def test_facts_are_read_in_our_words(tmp_path: Path) -> None:
    basalioma, melanoma = published(tmp_path, "True", "histo")
    assert basalioma.facts == PatientFacts(64, "female", "face")
    assert melanoma.facts == PatientFacts(45, "male", "leg")


def test_how_a_diagnosis_was_made_is_never_an_input(tmp_path: Path) -> None:
    assert set(FACTS) == {"age", "sex", "site"}
    assert "biopsied" in PAD.split(",")
    assert "dx_type" in HAM.split(",")
    one, other = published(tmp_path, "True", "histo"), published(tmp_path, "False", "follow_up")
    assert one == other
    assert [encode(photo.facts, FACTS) for photo in one] == [
        encode(photo.facts, FACTS) for photo in other
    ]
    for name in ("biopsied", "dx_type"):
        with pytest.raises(SettingsError) as caught:
            config_from({"name": "x", "kind": "clinical", "backbone": "y", "facts": [name]})
        assert caught.value.details["allowed"] == "age, sex, site"


def test_what_is_missing_is_not_taken_for_zero() -> None:
    newborn = PatientFacts(age_years=0.0)
    for name in FACTS:
        assert encode(UNKNOWN, [name])[0] == 1
    assert encode(newborn, ["age"]) != encode(UNKNOWN, ["age"])
    known = PatientFacts(50, "male", "hand")
    assert [encode(known, [name])[0] for name in FACTS] == [0, 0, 0]
    assert encode(PatientFacts(sex="x", site="acral"), ["sex", "site"]) == encode(
        UNKNOWN, ["sex", "site"]
    )
