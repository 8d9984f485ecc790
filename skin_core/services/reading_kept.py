"""Doctor and network over all kept scores: only grades given before the network's was seen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from skin_core.domain.suggestion import Suggestion, SuggestionMode
from skin_core.scoring.suggested import sign_at, suggested_sign
from skin_core.services.reading_figures import Comparison, Kind, compared
from skin_core.storage.readings import suggested_scores
from skin_core.storage.store import Store


@dataclass(frozen=True, slots=True)
class KeptAgreement:
    """One sign over all cases.

    figures: doctor's grade and network's. unsure: grades beside which the network suggested none.
    assisted: grades that do not count, because the suggestion stood there first, or one for the
    sign had been told of a photo before, with whatever others or in whatever index. models: name
    and version of the networks that suggested.
    """

    sign: str
    figures: Comparison
    unsure: int
    assisted: int
    models: tuple[str, ...]


def kept_agreement(store: Store) -> tuple[KeptAgreement, ...]:
    """Each sign for which suggestions were kept with cases, by name of the sign.

    A photo of a patient counts once, with the grade that was given first: after that what the
    network says of it was known. Raises: StoreLocked, StoreError.
    """
    found: dict[str, dict[tuple[str, ...], tuple[str, Suggestion]]] = defaultdict(dict)
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    for patient, score in suggested_scores(store):
        for place, shown in score.suggested.items():
            photos = known[patient, suggested_sign(score.index, place)]
            what = (patient, *sorted(shown.photos))
            if (sign := sign_at(score.index, place)) and what not in found[sign]:
                is_known = not photos.isdisjoint(shown.photos)
                seen = replace(shown, mode=SuggestionMode.ASSIST) if is_known else shown
                found[sign][what] = (patient, seen)
            photos.update(shown.photos)
    return tuple(_of_sign(sign, list(found[sign].values())) for sign in sorted(found))


def _of_sign(sign: str, shown: list[tuple[str, Suggestion]]) -> KeptAgreement:
    blind = [
        (patient, one)
        for patient, one in shown
        if one.mode is SuggestionMode.BLIND and one.own is not None
    ]
    own, network, groups = dict[str, float](), dict[str, float](), dict[str, str]()
    for number, (patient, one) in enumerate(blind):
        if one.grade is not None and one.own is not None:
            own[str(number)], network[str(number)] = one.own, float(one.grade)
            groups[str(number)] = patient
    return KeptAgreement(
        sign,
        compared(Kind.NETWORK, (), [own, network], groups),
        unsure=len(blind) - len(own),
        assisted=len(shown) - len(blind),
        models=tuple(sorted({one.model for _, one in blind})),
    )
