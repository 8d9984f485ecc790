"""A split by image flatters a set with copies; figures get into a page by commands only."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from skin_core.evaluation.leak import Featured, leak_rows
from skin_core.evaluation.results import write_results


def test_copies_flatter_a_split_by_image_only() -> None:
    rng = np.random.default_rng(3)
    torch.set_num_threads(1)
    groups = np.repeat(np.arange(40), 3)  # each photo, and two copies of it
    values = rng.normal(size=(40, 64))[groups] + 0.05 * rng.normal(size=(120, 64))
    truths = rng.integers(0, 2, 40)[groups]  # nothing of the features tells the label
    copies = np.tile([False, True, True], 40)
    leaky, honest, bare = leak_rows(
        Featured(values.astype(np.float32), truths, groups.astype(str), copies)
    )
    assert leaky["accuracy"][0] > 0.9
    assert honest["accuracy"][0] < 0.7
    assert leaky["whose_group_is_trained_on"] > 0.9
    assert honest["whose_group_is_trained_on"] == 0
    assert (leaky["photos"], honest["photos"], bare["photos"]) == (120, 120, 40)


def test_only_what_is_between_marks_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    text = "words\n<!-- {0}: by x -->\n<!-- end of {0} -->\n"
    page.write_text(text.format("one") + text.format("two"), encoding="utf-8")
    write_results("one", 1, ["first"], page)
    write_results("two", 2, ["| 1\\2 |"], page)
    write_results("one", 3, ["again"], page)
    found = page.read_text(encoding="utf-8")
    assert "first" not in found
    assert found.count("words") == 2
    assert "by x -->\n\nagain\n\n<!-- end of one -->" in found
    assert "| 1\\2 |" in found
    assert json.loads((tmp_path / "page.json").read_text()) == {"one": 3, "two": 2}
    with pytest.raises(ValueError, match="no marks of three"):
        write_results("three", 0, [], page)
