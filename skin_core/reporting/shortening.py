"""Long free texts of a letter, made shorter: each entry by itself, its lines kept."""

from __future__ import annotations

from skin_core.narrative.speech import Speech

LINE = 40  # characters: what a line takes of the room at least
SHARE = 4  # no entry is cut below this part of the room, however many others there are


def shortened(text: str, limit: int, speech: Speech) -> str:
    """What has room for `limit` characters; what is cut ends with a pointer to the report."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if _room(lines) <= limit:
        return "\n".join(lines)
    kept: list[str] = []
    longest, left = _longest(lines, limit), limit
    for number, line in enumerate(lines, start=1):
        short = _cut(line, longest, speech)
        if _room([short]) > left and number > 1:
            return "\n".join([*kept, speech.t("letter.shortened", text="").strip()])
        kept.append(short)
        left -= min(_room([line]), longest)
    return "\n".join(kept)


def _room(lines: list[str]) -> int:
    return sum(max(len(line), LINE) for line in lines)


def _longest(lines: list[str], limit: int) -> int:
    """Characters that a line may have so that all of them fit, as far as that leaves enough."""
    fair, left = limit, limit
    for number, length in enumerate(sorted(max(len(line), LINE) for line in lines)):
        fair = left // (len(lines) - number)
        if length > fair:
            break
        left -= length
    return max(fair, limit // SHARE)


def _cut(line: str, longest: int, speech: Speech) -> str:
    if len(line) <= longest:
        return line
    return speech.t("letter.shortened", text=line[:longest].rsplit(" ", 1)[0])
