"""Data sets as they are published, read from tiny trees of the same layout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skin_core.diseases.taxonomy import all_diseases
from skin_core.errors import SettingsError
from skin_core.models.facts_input import UNKNOWN, PatientFacts
from skin_core.training.config import LAYOUTS, DataSet, config_from
from skin_core.training.layouts import LAYOUTS as READERS
from skin_core.training.layouts import SD_198, photos_for, read_set
from skin_core.training.photos import Photo
from skin_core.training.refusal import Refused

PAD = """patient_id,lesion_id,smoke,age,gender,fitspatrick,region,diagnostic,img_id,biopsed
PAT_1,7,,64,FEMALE,2,NOSE,BCC,PAT_1_7_1.png,True
PAT_1,8,,64,FEMALE,2,BACK,NEV,PAT_1_8_2.png,False
PAT_2,9,,,,,HAND,ACK,PAT_2_9_3.png,False
"""
HAM = """lesion_id,image_id,dx,dx_type,age,sex,localization
HAM_1,ISIC_1,mel,histo,45.0,male,lower extremity
HAM_1,ISIC_2,mel,histo,45.0,male,lower extremity
HAM_2,ISIC_3,nv,follow_up,,unknown,unknown
"""
ISIC_TRUTH = """image,MEL,NV,BCC,UNK
ISIC_1,1.0,0.0,0.0,0.0
ISIC_2,0.0,1.0,0.0,0.0
ISIC_3,0.0,0.0,0.0,1.0
"""
ISIC_ABOUT = """image,age_approx,anatom_site_general,lesion_id,sex
ISIC_1,55.0,anterior torso,BCN_1,female
ISIC_2,,,,
"""


def tree(folder: Path, **files: str) -> Path:
    """A folder of these files; "__" in a name is a step down, "_DOT_" a dot."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_DOT_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def photos(layout: str, folder: Path, **more: object) -> list[Photo]:
    return read_set(DataSet(layout=layout, folder=str(folder), **more))  # type: ignore[arg-type]


def test_every_layout_has_a_reader() -> None:
    assert set(READERS) == set(LAYOUTS)


def test_pad_ufes_20(tmp_path: Path) -> None:
    tree(
        tmp_path,
        metadata_DOT_csv=PAD,
        imgs_part_1__PAT_1_7_1_DOT_png="",
        imgs_part_2__PAT_1_8_2_DOT_png="",
        imgs_part_3__PAT_2_9_3_DOT_png="",
    )
    basalioma, nevus, keratosis = photos("pad_ufes_20", tmp_path)
    assert basalioma == Photo(
        "imgs_part_1/PAT_1_7_1.png",
        "basal_cell_carcinoma",
        "pad_ufes_20:PAT_1",
        "pad_ufes_20",
        facts=PatientFacts(64, "female", "face"),
    )
    assert (nevus.label, nevus.group) == ("melanocytic_nevus", basalioma.group)
    assert (keratosis.label, keratosis.facts) == ("actinic_keratosis", PatientFacts(site="hand"))


def test_ham10000_keeps_the_photos_of_a_lesion_together(tmp_path: Path) -> None:
    tree(
        tmp_path,
        HAM10000_metadata_DOT_csv=HAM,
        HAM10000_images_part_1__ISIC_1_DOT_jpg="",
        HAM10000_images_part_1__ISIC_2_DOT_jpg="",
        HAM10000_images_part_2__ISIC_3_DOT_jpg="",
    )
    first, second, nevus = photos("ham10000", tmp_path)
    assert first.label == "melanoma"
    assert first.group == second.group != nevus.group
    assert first.facts == PatientFacts(45, "male", "leg")
    assert nevus.path == "HAM10000_images_part_2/ISIC_3.jpg"
    assert nevus.facts.age_years is None


def test_ham10000_is_read_with_tabs_as_it_is_downloaded(tmp_path: Path) -> None:
    rows = HAM.replace(",", "\t").replace("HAM_2", '"HAM_2"')
    tree(tmp_path, HAM10000_metadata_DOT_tab=rows)
    tree(tmp_path, **{f"images__ISIC_{number}_DOT_jpg": "" for number in (1, 2, 3)})
    assert [photo.group for photo in photos("ham10000", tmp_path)] == [
        "ham10000:HAM_1",
        "ham10000:HAM_1",
        "ham10000:HAM_2",
    ]


def test_an_isic_challenge_and_what_it_leaves_unknown(tmp_path: Path) -> None:
    tree(
        tmp_path,
        ISIC_2019_Training_GroundTruth_DOT_csv=ISIC_TRUTH,
        ISIC_2019_Training_Metadata_DOT_csv=ISIC_ABOUT,
        ISIC_2019_Training_Input__ISIC_1_DOT_jpg="",
        ISIC_2019_Training_Input__ISIC_2_DOT_jpg="",
        ISIC_2019_Training_Input__ISIC_3_DOT_jpg="",
    )
    melanoma, nevus = photos("isic", tmp_path)  # the third one's diagnosis is unknown
    assert (melanoma.label, melanoma.group) == ("melanoma", "isic:BCN_1")
    assert melanoma.facts == PatientFacts(55, "female", "trunk")
    assert (nevus.label, nevus.group, nevus.facts) == ("melanocytic_nevus", "isic:ISIC_2", UNKNOWN)


def test_a_folder_for_each_label_as_in_sd_198(tmp_path: Path) -> None:
    tree(
        tmp_path,
        images__Herpes_Zoster__a_DOT_jpg="",
        images__Psoriasis__a_DOT_JPG="",
        images__Scar__b_DOT_jpg="",
        images__Psoriasis__notes_DOT_txt="",
    )
    zoster, psoriasis = photos("folders", tmp_path, labels={"Scar": ""})
    assert (zoster.label, zoster.path) == ("herpes_zoster", "images/Herpes_Zoster/a.jpg")
    assert (psoriasis.label, psoriasis.path) == ("psoriasis", "images/Psoriasis/a.JPG")
    assert zoster.group != psoriasis.group


def test_sd_198_trains_by_its_published_names_and_tells_what_is_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """No name of the set was known but those that happen to be ours."""
    named = {
        "Acne_Vulgaris": "acne",
        "Actinic_solar_Damage(Actinic_Keratosis)": "actinic_keratosis",
        "Basal_Cell_Carcinoma": "basal_cell_carcinoma",
        "Malignant_Melanoma": "melanoma",
        "Verruca_Vulgaris": "wart",
    }
    for name in (*named, "Bowen's_Disease", "Ulcer"):
        tree(tmp_path, **{f"images/{name}/1_DOT_jpg": "", f"images/{name}/2_DOT_jpg": ""})
    found = photos("sd_198", tmp_path, labels={"Ulcer": ""})
    assert {photo.path.split("/")[1]: photo.label for photo in found} == named
    assert "left out, as no disease is called so" in caplog.text
    assert caplog.text.rstrip().endswith(": Bowen's_Disease (2)")


def test_every_name_of_sd_198_is_a_disease_of_ours() -> None:
    assert set(SD_198.values()) <= set(all_diseases())


def test_pictures_with_json_files_of_any_keys(tmp_path: Path) -> None:
    about = {"annotations": [{"label": "대상포진"}], "patient": {"id": "p1"}}
    tree(tmp_path, image__a_DOT_png="", label__a_DOT_json=json.dumps(about))
    (zoster,) = photos(
        "json", tmp_path, labels={"대상포진": "herpes_zoster"}, group_key="patient.id"
    )
    assert zoster == Photo("image/a.png", "herpes_zoster", "json:p1", "json")
    with pytest.raises(ValueError, match=r"a\.json: nothing at 'annotations\.1\.label'"):
        photos("json", tmp_path, label_key="annotations.1.label")


def test_a_table_of_ones_own_and_its_missing_picture(tmp_path: Path) -> None:
    tree(tmp_path, labels_DOT_csv="image,label,group,age\na.png,acne,p1,17\n", a_DOT_png="")
    (acne,) = photos("csv", tmp_path)
    assert acne == Photo("a.png", "acne", "csv:p1", "csv", facts=PatientFacts(17))
    (tmp_path / "a.png").unlink()
    with pytest.raises(ValueError, match=r"a\.png: listed, but not in"):
        photos("csv", tmp_path)
    tree(tmp_path, labels_DOT_csv="image,label\na.png,acne\n")
    with pytest.raises(ValueError, match="no column 'group'"):
        photos("csv", tmp_path)


def test_one_table_of_a_configuration_names_the_data(tmp_path: Path) -> None:
    tree(tmp_path, Acne__a_DOT_png="", Wart__b_DOT_png="")
    base = {"name": "x", "kind": "clinical", "backbone": "y"}
    config = config_from({**base, "data": {"layout": "folders", "folder": str(tmp_path)}})
    assert [photo.label for photo in photos_for(config)] == ["acne", "wart"]
    for wrong in ({"layout": "folders"}, {"layout": "isik", "folder": "."}):
        with pytest.raises(SettingsError):
            config_from({**base, "data": wrong})
    with pytest.raises(ValueError, match="no file metadata"):
        photos("pad_ufes_20", tmp_path)


def test_a_picture_of_the_same_name_elsewhere_is_no_answer(tmp_path: Path) -> None:
    """It was taken for the one that the row names, with that row's label."""
    tree(
        tmp_path,
        labels_DOT_csv="image,label,group\na/1.jpg,acne,1\nb/1.jpg,wart,2\n",
        a__1_DOT_jpg="",
    )
    with pytest.raises(Refused, match=r"b/1\.jpg: listed, but not in"):
        photos("csv", tmp_path)
    tree(tmp_path, b__1_DOT_jpg="", labels_DOT_csv="image,label,group\n1.jpg,acne,1\n")
    with pytest.raises(Refused, match=r"1\.jpg: could be a/1\.jpg or b/1\.jpg"):
        photos("csv", tmp_path)


def test_what_is_left_out_need_not_be_there(tmp_path: Path) -> None:
    tree(tmp_path, labels_DOT_csv="image,label,group\n1.jpg,acne,1\n2.jpg,scar,2\n")
    tree(tmp_path, **{"1_DOT_jpg": ""})
    (acne,) = photos("csv", tmp_path, labels={"scar": ""})
    assert acne.label == "acne"


def test_a_json_file_goes_with_the_picture_beside_it(tmp_path: Path) -> None:
    """Sets number their files anew in each folder."""
    for label in ("acne", "wart"):
        tree(
            tmp_path, **{f"{label}__1_DOT_json": f'{{"is": "{label}"}}', f"{label}__1_DOT_jpg": ""}
        )
    found = photos("json", tmp_path, label_key="is")
    assert [(one.path, one.label) for one in found] == [
        ("acne/1.jpg", "acne"),
        ("wart/1.jpg", "wart"),
    ]
    assert [one.group for one in found] == ["json:acne/1", "json:wart/1"]  # two patients


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("1.jpg,acne,", r"labels\.csv, line 2: nothing in the column 'group'"),
        ("1.jpg", r"line 2: nothing in the column 'label'"),
        ("1.jpg,Scra,1", "labels: nothing is called 'Scar' in .*; there are Scra"),
    ],
)
def test_a_row_that_says_too_little_is_named(row: str, sentence: str, tmp_path: Path) -> None:
    """Photos without a group were one group together, on one side of the split."""
    tree(tmp_path, labels_DOT_csv=f"image,label,group\n{row}\n", **{"1_DOT_jpg": ""})
    with pytest.raises(Refused, match=sentence):
        photos("csv", tmp_path, labels={"Scar": ""})


def test_an_isic_row_has_one_diagnosis(tmp_path: Path) -> None:
    """A row of zeros was melanoma, the first column."""
    truth = ISIC_TRUTH.replace("ISIC_2,0.0,1.0", "ISIC_2,0.0,0.0")
    tree(tmp_path, x_GroundTruth_DOT_csv=truth, ISIC_1_DOT_jpg="", ISIC_2_DOT_jpg="")
    with pytest.raises(Refused, match="ISIC_2: 0 diagnoses are 1"):
        photos("isic", tmp_path)


def test_of_two_tables_none_is_chosen_in_silence(tmp_path: Path) -> None:
    tree(tmp_path, a_GroundTruth_DOT_csv=ISIC_TRUTH, b_GroundTruth_DOT_csv=ISIC_TRUTH)
    with pytest.raises(Refused, match=r"a_GroundTruth\.csv and .*b_GroundTruth\.csv"):
        photos("isic", tmp_path)
