"""What a network says of one sign on a photo: the chances of its grades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ERYTHEMA, EXCORIATION, LICHENIFICATION = "erythema", "excoriation", "lichenification"
ECZEMA_SIGNS = (ERYTHEMA, EXCORIATION, LICHENIFICATION)
ACNE = "acne"


@dataclass(frozen=True, slots=True)
class SignGrade:
    """One sign, graded 0 to 3.

    chances: of each grade, (4,), together 1. certain_from: the least chance of the grade told
    at which it may be told as a suggestion. model: name and version of the network.
    """

    chances: tuple[float, ...]
    certain_from: float
    model: str

    @property
    def grade(self) -> int:
        """The grade nearest to `expected`: it errs least by the square, as kappa counts."""
        return int(self.expected + 0.5)

    @property
    def expected(self) -> float:
        """The mean over the chances, 0 to 3."""
        return sum(grade * chance for grade, chance in enumerate(self.chances))

    @property
    def certain(self) -> bool:
        """Whether the grade is sure enough to be suggested."""
        return self.chances[self.grade] >= self.certain_from


SignGrades = Mapping[str, SignGrade]


def pooled(grades: Sequence[SignGrade]) -> SignGrade:
    """The same sign on several photos of one place: the mean of the chances.

    Raises: ValueError where there is none.
    """
    if not grades:
        raise ValueError("nothing was graded")
    columns = zip(*(one.chances for one in grades), strict=True)
    chances = tuple(sum(column) / len(grades) for column in columns)
    return SignGrade(chances, grades[0].certain_from, grades[0].model)
