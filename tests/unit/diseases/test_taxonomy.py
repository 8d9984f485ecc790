"""What a model is said not to know."""

from __future__ import annotations

from skin_core.diseases import all_diseases, unknown_to

DERMOSCOPIC = (
    "actinic_keratosis_or_bowen", "basal_cell_carcinoma", "benign_keratosis", "dermatofibroma",
    "melanocytic_nevus", "melanoma", "vascular_lesion",
)  # fmt: skip


def test_model_of_growths_knows_no_rash_though_another_model_does() -> None:
    unknown = unknown_to(DERMOSCOPIC)
    assert {"herpes_zoster", "psoriasis", "eczema", "erysipelas"} <= set(unknown)
    assert not {*DERMOSCOPIC, "normal_skin"} & set(unknown)


def test_wider_name_and_its_part_count_as_known() -> None:
    assert not {"actinic_keratosis", "seborrheic_keratosis"} & set(unknown_to(DERMOSCOPIC))
    clinical = unknown_to(("actinic_keratosis", "seborrheic_keratosis"))
    assert not {"actinic_keratosis_or_bowen", "benign_keratosis"} & set(clinical)


def test_wider_names_stand_for_diseases_of_the_list() -> None:
    for key, entry in all_diseases().items():
        assert set(entry.includes) <= all_diseases().keys() - {key}
