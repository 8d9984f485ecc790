"""Whether two models agree is said with care: never where only one of them sees a danger."""

from __future__ import annotations

from dataclasses import replace

from skin_core.domain.analysis import Prediction
from skin_core.domain.second_opinion import OTHER, Agreement, SecondOpinion
from skin_core.inference.second_opinion import agreement
from skin_core.services.analyse import advise_without_photo
from tests.for_each import for_each
from tests.sample_cases import NOW

EMPTY = advise_without_photo({}, NOW)
KNOWN = ("melanoma", "melanocytic_nevus", "basal_cell_carcinoma", "squamous_cell_carcinoma")


def ranked(*labels: str) -> tuple[Prediction, ...]:
    return tuple(Prediction(label, 1 / 2**place) for place, label in enumerate(labels, 1))


def said(first: tuple[str, ...], second: tuple[str, ...]) -> Agreement:
    """Of two models that put these first, as likely, in this order."""
    rest = [label for label in KNOWN if label not in first]
    one = replace(EMPTY, differential=ranked(*first, *rest), prediction_set=first)
    others = [label for label in (*KNOWN, OTHER) if label not in second]
    other = SecondOpinion(
        model="own",
        model_version="1",
        weights_sha256="",
        differential=ranked(*second, *others),
        prediction_set=second,
    )
    return agreement(one, other)


CASES = {
    "the same first": (("melanoma",), ("melanoma",), Agreement.AGREE),
    "each likely to the other": (
        ("melanoma", "melanocytic_nevus"),
        ("melanocytic_nevus", "melanoma"),
        Agreement.AGREE,
    ),
    "a danger that only one holds likely": (
        ("melanoma", "melanocytic_nevus"),
        ("melanocytic_nevus",),
        Agreement.DIFFER,
    ),
    "cancers that cannot be told apart": (
        ("basal_cell_carcinoma",),
        ("squamous_cell_carcinoma",),
        Agreement.AGREE,
    ),
    "not among its classes": (("melanoma",), ("rosacea",), Agreement.APART),
    "something else, and it knows the first": (("melanoma",), (OTHER,), Agreement.DIFFER),
}


@for_each(case=CASES)
def test_two_models(case: tuple[tuple[str, ...], tuple[str, ...], Agreement]) -> None:
    first, second, expected = case
    assert said(first, second) is expected


def test_something_else_says_nothing_of_what_the_model_was_never_shown() -> None:
    one = replace(EMPTY, differential=ranked("scabies"), prediction_set=("scabies",))
    other = SecondOpinion(
        model="own", model_version="1", weights_sha256="", differential=ranked(OTHER, "acne")
    )
    assert agreement(one, other) is Agreement.APART
