"""What a network and the reference of its robustness differ in, by their stored configurations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from skin_core.training.config import config_from

Config = Mapping[str, Any]
METHOD = ("backbone", "augmentation", "strategy")
PLAINLY = ("augmentation", "teachers")  # all that may differ where a network is trained plainly
PLAIN = {"strategy": "full"}  # what a configuration of before a key was there meant


def differences(reference: Config, history: Sequence[Config], size: int) -> dict[str, str]:
    """What the network has in place of what the reference has, in words; nothing where alike.

    reference: of robustness.json. history: configurations of the network's runs, the last one last.
    size: pixels at which the network is judged.
    """
    found = {}
    if size != (other := int(reference.get("asked_px", reference["sizes"][-1]))):
        found["size"] = f"it is judged at {size} px, the reference at {other} px"
    mine = sum(float(config["epochs"]) for config in history)
    if abs(mine - float(reference["epochs"])) > 1e-9:
        runs = "run" if len(history) == 1 else f"{len(history)} runs"
        found["epochs"] = (
            f"it learned for {mine:g} epochs in {runs}, the reference for {reference['epochs']:g}"
        )
    for key in METHOD:
        own = list(dict.fromkeys(str(config.get(key, PLAIN.get(key))) for config in history))
        theirs = str(reference.get(key, PLAIN.get(key)))
        if own != [theirs]:
            found[key] = f"its {key} is {', then '.join(own)}, that of the reference {theirs}"
    if taught := [config["distillation"] for config in history if config.get("distillation")]:
        found["teachers"] = _lesson(taught)
    return found


def _lesson(taught: Sequence[Config]) -> str:
    names = dict.fromkeys(name for how in taught for name in how["teachers"])
    spoiled = any(how.get("corruption") for how in taught)
    much = ", on photos corrupted more and more," * spoiled
    return (
        f"it learned from teachers ({', '.join(names)}){much} and the reference from labels alone"
    )


def told(reference: Config, history: Sequence[Config], size: int) -> str:
    """The differences as sentences of a card."""
    found = differences(reference, history, size)
    if not found:
        return "Reference and network do not differ in size, epochs or method."
    words = "; ".join(found.values())
    if reference["augmentation"] == "plain" and set(found) <= set(PLAINLY):
        return f"The reference is this network trained plainly, for as long: {words}."
    return (
        f"**The reference is not this network trained plainly**: {words}"
        ". The mCE tells of all this together, and not of one of them."
    )


def of_run(name: str, config: Config, epochs: float, asked_px: int) -> dict[str, Any]:
    """What is stored of a reference: its run, and what it may differ in.

    epochs: of the run and of those that it went on from. asked_px: the size it was asked at.
    """
    whole = config_from(dict(config)).to_dict()
    return {
        "run": name,
        **{key: whole[key] for key in METHOD},
        "epochs": epochs,
        "sizes": list(config["sizes"]),
        "asked_px": asked_px,
    }
