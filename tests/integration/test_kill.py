"""Killed at any moment, the store holds everything it had said was saved, and no half case."""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import event

from skin_core.errors import CaseNotFound
from skin_core.services import records
from skin_core.settings import Settings
from skin_core.storage.drafts import save_draft
from skin_core.storage.erasure import delete_case
from skin_core.storage.health import check_store
from skin_core.storage.reports import Paper, find_reports, read_report_pdf, sign_case
from skin_core.storage.store import Store, open_store
from skin_core.storage.sweep import sweep_everything
from skin_core.storage.tables import case_summaries, cases
from tests.sample_drafts import NOW, draft_of, person, saved

ROOT = Path(__file__).resolve().parents[2]
KILLS = 15
TOUCHING_THE_DISK = ("fsync", "link", "replace", "unlink", "rmdir", "mkdir")


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither fork nor kill -9")
@pytest.mark.parametrize("kill", ["at_random_moments", "at_every_step"])
def test_kill_loses_nothing_that_was_shown_as_saved(home: Path, kill: str) -> None:
    said = _saved_under_fire(home, kill)
    assert len(said["saved"]) > 5
    store = open_store(Settings(home=home))
    sweep_everything(store.database, store.files, min_age_s=0)
    for case_id in said["saved"] - said["deleting"]:
        _is_whole(store, case_id)
    for case_id in said["deleted"]:
        with pytest.raises(CaseNotFound):
            records.find_case(store, case_id)
    for case_id, report_id in (pair.split("/") for pair in said["signed"]):
        if case_id not in said["deleting"]:
            assert read_report_pdf(store, report_id) == b"%PDF " + case_id.encode()
            assert records.find_case(store, case_id).is_signed
    _nothing_is_half(store)
    saved(store, person("after the fire"))
    store.close()


def _is_whole(store: Store, case_id: str) -> None:
    case = records.find_case(store, case_id)
    photo = store.read(case.photos[0].key)
    assert store.read(case.photos[0].thumbnail_key) == b"small " + photo
    assert store.read(case.analysis.photos[0].layers["cams"]) == b"maps of " + photo


def _nothing_is_half(store: Store) -> None:
    """Also for what was not shown as saved: all of it or nothing."""
    with store.database.reading() as connection:
        everything = set(connection.scalars(cases.select().with_only_columns(cases.c.case_id)))
        listed = case_summaries.select().with_only_columns(case_summaries.c.case_id)
        assert set(connection.scalars(listed)) == everything
    for case_id in everything:
        _is_whole(store, case_id)
        for report in find_reports(store, case_id):
            assert read_report_pdf(store, report.report_id)
    health = check_store(store)
    assert health.is_sound
    assert health.damaged == ()
    on_disk = sum(len(store.files.keys(owner)) for owner in store.files.owners())
    assert on_disk == health.files


def _saved_under_fire(home: Path, kill: str) -> dict[str, set[str]]:
    """What processes said that save, and are killed one after the other."""
    command = [sys.executable, __file__, kill, str(home)]
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": path}
    )
    said: dict[str, set[str]] = {word: set() for word in ("saved", "signed", "deleting", "deleted")}
    for line in done.stdout.splitlines():
        word, _, what = line.partition(" ")
        said[word].add(what)
    return said


# What follows runs in processes of its own: one that forks the others, so that each of their lives
# is spent on saving and not on importing.


def at_random_moments(home: Path) -> None:
    """Fork a process that saves without end, kill it at a random moment, and again."""
    moments = random.Random(11)
    for life in range(KILLS):
        # The first lives end while the store is made or opened, the others while saving.
        lines = moments.randrange(12) if life > 3 else 0
        _live(
            partial(_save_anew, home, life),
            partial(_has_heard, lines),
            moments.uniform(0.0, 0.06),
        )


def at_every_step(home: Path) -> None:
    """Fork a process that ends before its first step on the disk, then its second, and so on."""
    open_store(Settings(home=home)).close()
    for step in itertools.count(1):
        if _live(partial(_save_until, step, home), lambda _heard: False) == 0:
            return


def _save_anew(home: Path, life: int, line: int) -> None:
    _save(open_store(Settings(home=home)), life, line, itertools.count(1))


def _has_heard(lines: int, heard: list[bytes]) -> bool:
    return len(heard) >= lines


def _live(
    save: Callable[[int], None], is_over: Callable[[list[bytes]], bool], delay_s: float = 0.0
) -> int:
    """One life: what it said goes on to our own reader. Returns how it ended, 0 for by itself."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        save(writing)
        os._exit(0)
    os.close(writing)
    heard: list[bytes] = []
    with os.fdopen(reading, "rb") as lines:
        while not is_over(heard) and (line := lines.readline()):
            heard.append(line)
        time.sleep(delay_s)
        if is_over(heard):
            os.kill(child, signal.SIGKILL)
        heard += lines
    sys.stdout.buffer.writelines(heard)
    return os.waitpid(child, 0)[1]


def _save_until(step: int, home: Path, line: int) -> None:
    """Save, sign and delete once; die before the disk is touched for the step-th time."""
    left = itertools.count(step - 1, -1)

    def count_down() -> None:
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(touch: Callable[..., object]) -> Callable[..., object]:
        def touch_later(*args: object, **options: object) -> object:
            count_down()
            return touch(*args, **options)

        return touch_later

    for name in TOUCHING_THE_DISK:
        setattr(os, name, counted(getattr(os, name)))
    store = open_store(Settings(home=home))
    event.listen(store.database.engine, "commit", lambda _connection: count_down())
    _save(store, step, line, (12,))


def _save(store: Store, life: int, line: int, numbers: Iterable[int]) -> None:
    for number in numbers:
        photo = b"photo %d of life %d" % (number % 9, life)
        draft = save_draft(store, draft_of(store, person(f"Patient {number % 4}"), photo), NOW)
        case = records.save_case(store, draft, visit_date="2026-11-21", now=NOW)
        _say(line, f"saved {case.case_id}")
        if number % 3 == 0:
            signed = records.signed_assessment(case, "이서연", NOW)
            pdf = b"%PDF " + case.case_id.encode()
            (report,) = sign_case(
                store, case.case_id, papers=[Paper("ko", pdf)], assessment=signed, now=NOW
            )
            _say(line, f"signed {case.case_id}/{report.report_id}")
        if number % 4 == 0:
            _say(line, f"deleting {case.case_id}")
            delete_case(store, case.case_id)
            _say(line, f"deleted {case.case_id}")


def _say(line: int, words: str) -> None:
    os.write(line, f"{words}\n".encode())  # at once, whole, and past any buffer


def _main(kill: str, home: Path) -> None:
    warm = open_store(Settings(home=home.with_name("warm")))
    saved(warm, person())  # imports what saving needs
    warm.close()
    {"at_random_moments": at_random_moments, "at_every_step": at_every_step}[kill](home)


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
