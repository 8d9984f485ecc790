"""python -m skin_core.evaluation.readme: the figures of README, from cards and benchmarks."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MARKS = re.compile(r"(<!-- figures:.*?-->\n).*?(<!-- end of figures -->)", re.DOTALL)
HEADLINES = (
    ("balanced_accuracy", "balanced accuracy"),
    ("top_1", "first guess right"),
    ("top_3", "right among the first three"),
    ("ece", "calibration error (ECE)"),
    ("ece_floor", "its floor at this number of photos"),
    ("coverage", "prediction set holds the truth"),
    ("set_size", "diseases in a prediction set"),
    ("uncertain", 'photos called "uncertain"'),
)
FIGURES = "evaluation.json"
TRAININGS = sorted((ROOT / "weights").glob("*/training.json"))
OUTLINES = ("lesion-outline", "vitiligo-outline")
GRADERS = ("eczema-signs", "acne-grade")
PROMISES = (
    ("urgent_called_urgent", "urgent diseases called urgent, no fact given"),
    ("harmless_called_urgent", "harmless ones called urgent"),
    ("urgent_or_soon_called_soon_or_sooner", "urgent or soon ones called soon or sooner"),
    ("harmless_called_soon_or_sooner", "harmless ones called soon or sooner"),
)
SPEED = {
    "classifier_heatmap_ms": "classifier and heatmap, one photo (ms)",
    "classifier_heatmap_times_faster": "times faster than PyTorch and pytorch-grad-cam",
    "outline_ms": "outline with its interval, one photo (ms)",
    "signs_ms": "signs of eczema or acne graded, one photo (ms)",
    "registration_ms": "two photos of one lesion laid over each other (ms)",
    "outline_times_faster": "times faster than DeepLabV3-ResNet-101 in PyTorch",
    "photo_stages_ms": "a decoded 0.75-megapixel photo through all stages (ms)",
    "folder_photos_per_s": "photos of 240 px a second on the command line, start included",
    "photo_12mp_saved_ms": "12-megapixel photo to saved result (ms)",
    "first_page_s": "command to first usable page (s)",
    "idle_mb": "memory, all models loaded, idle (MB)",
    "memo_shown_ms": "choosing a disease to its memo on the page (ms)",
    "score_shown_ms": "a sign graded to the new EASI on the page (ms)",
    "result_shown_ms": "12-megapixel photo to its heatmap on the page, in Chromium (ms)",
    "opacity_step_ms": "a step of the heatmap's opacity (ms)",
    "stroke_step_ms": "a step of a stroke in the outline's editor to its pixels (ms)",
    "pdf_ms": "report as PDF (ms)",
    "pdf_kb": "its size (kB)",
}
STEPS = {
    "sample_to_signed_report": "answer to signed report",
    "emergency_without_photo": "emergency without a photo, to the instruction",
    "zoster_with_facts": "zoster with name, year, sex, day and eye",
    "mole": "mole with its seven points",
    "eczema_of_a_child": "eczema of a child",
    "acne": "acne, diagnosed and saved",
    "refused_photo": "photo refused, another one answered",
    "find_a_case": "case found by name",
    "correct_a_name": "name corrected",
    "letter_from_a_record": "referral letter of a record",
    "compare_two_visits": "two visits compared",
    "by_keyboard_alone": "whole case without a mouse, signed",
}


def write_readme(readme: Path = ROOT / "README.md") -> None:
    """Replace what stands between the marks of README."""
    text = readme.read_text(encoding="utf-8")
    figures = "\n".join([*_accuracy(), "", *_outlines(), "", *_grades(), "", *_speed(), *_steps()])
    text = MARKS.sub(lambda found: f"{found[1]}{figures}\n{found[2]}", text)
    readme.write_text(text, encoding="utf-8")


def _accuracy() -> Iterator[str]:
    cards = {name: _read(name) for name in ("clinical", "dermoscopy")}
    parts = " and ".join(sorted({card["measured_on"] for card in cards.values()}))
    yield f"Photos of groups that nothing was trained on ({parts}); 95 % intervals in brackets."
    links = " · ".join(
        f"[{name}](weights/{name}/MODEL_CARD.md)" for name in ("clinical", "dermoscopy", "gate")
    )
    yield f"Whole tables: {links}. On a source nobody trained on the figures are lower; the cards"
    yield "say by how much."
    completed = [
        file.parent.name for file in TRAININGS if "measured" in json.loads(file.read_text())
    ]
    if completed:
        yield f"Of {' and '.join(completed)} they are those before its last phase: it then went on"
        yield "with the photos that it was measured on, too, and that is what ships"
        yield "([decision 0040](docs/decisions/0040-all-photos.md))."
    yield ""
    yield "| | " + " | ".join(cards) + " |"
    yield "|---|" + "---|" * len(cards)
    for key, words in HEADLINES:
        values = [_value(card["headline"].get(key)) for card in cards.values()]
        yield f"| {words} | " + " | ".join(values) + " |"
    for key, words in PROMISES:
        values = [_value(card["triage"]["promises"][key]) for card in cards.values()]
        yield f"| {words} | " + " | ".join(values) + " |"


def _outlines() -> Iterator[str]:
    """How well outlines overlap with those of people, on photos that nothing was trained on."""
    names = [name for name in OUTLINES if (ROOT / "weights" / name / FIGURES).is_file()]
    links = " · ".join(f"[{name}](weights/{name}/MODEL_CARD.md)" for name in names)
    yield f"Outlines beside those of people; 95 % intervals in brackets. Whole tables: {links}."
    yield ""
    yield "| | photos | overlap (Dice) | true area within the interval |"
    yield "|---|---|---|---|"
    for name in names:
        for row in _read(name)["headline"]:
            cells = [f"{name}, {row['collection']}", str(row["photos"])]
            cells += [_value(row[key]) for key in ("dice", "area_held")]
            yield f"| {' | '.join(cells)} |"


def _grades() -> Iterator[str]:
    """How well grades agree with those of the readers, on photos that nothing was trained on."""
    names = [name for name in GRADERS if (ROOT / "weights" / name / FIGURES).is_file()]
    links = " · ".join(f"[{name}](weights/{name}/MODEL_CARD.md)" for name in names)
    yield f"Signs graded 0 to 3, beside the readers. Whole tables: {links}. The readers of eczema"
    yield "are automated, not clinicians; those of acne are dermatologists."
    yield ""
    yield "| | photos | weighted κ | at most one apart | readers' own weighted κ |"
    yield "|---|---|---|---|---|"
    for name in names:
        found = _read(name)
        for row in found["signs"]:
            own = row.get("readers_own_weighted_kappa")
            values = [_value(one) for one in (row["weighted_kappa"], row["within_one"], own)]
            yield f"| {row['sign']} | {found['photos']} | {' | '.join(values)} |"


def _speed() -> Iterator[str]:
    runs = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))
    newest = runs[0]
    cores, processor = newest["cores"], newest["processor"]
    yield f"Speed on {cores} cores ({processor}), commit {newest['commit']}, no GPU:"
    yield ""
    yield "| | measured |"
    yield "|---|---|"
    for key, words in SPEED.items():
        if key in newest["figures"]:
            yield f"| {words} | {newest['figures'][key]:g} |"


def _steps() -> Iterator[str]:
    """Clicks and keys of each job; nothing where they were not counted."""
    runs = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf-8"))
    if "steps" not in runs[0]:
        return
    yield ""
    yield "Steps of a job, counted in Chromium; a word typed is one key, a photo dropped one click:"
    yield ""
    yield "| | clicks | keys |"
    yield "|---|---|---|"
    for job, words in STEPS.items():
        counted = runs[0]["steps"][job]
        yield f"| {words} | {counted['clicks']} | {counted['keys']} |"


def _read(model: str) -> Any:
    return json.loads((ROOT / "weights" / model / FIGURES).read_text(encoding="utf-8"))


def _value(value: Any) -> str:
    if value is None:
        return "not measured"
    if isinstance(value, list):
        middle, low, high = value
        return f"{middle:.3f} ({low:.3f}–{high:.3f})"
    return f"{value:.3f}"


if __name__ == "__main__":
    write_readme()
