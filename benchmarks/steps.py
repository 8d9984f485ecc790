"""What a doctor's jobs cost in clicks and keys, done in Chromium on the pages as they are.

usage: python -m benchmarks.steps
Adds the figures to the newest run of benchmarks/results.json; then the table of README.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Locator, expect

from benchmarks.hand import Hand
from benchmarks.start_up import open_browser
from skin_core.imaging.overlay import to_jpeg
from skin_core.imaging.rendered import render_skin
from tests.browser.doctor import SLOW_MS, WIRE
from tests.browser.running import Server, running_server

DESK = {"width": 1280, "height": 800}
LESIONS = {"mole": 11, "blisters": 5, "plaque": 3, "pustules": 7}  # with the seed of each drawing
SIZE = (960, 720)
EMERGENCY = '[class*="st-key-urgency-emergency"]:visible'
ANTIVIRAL = re.compile("antiviral|ciclovir", re.IGNORECASE)
Photos = dict[str, Path]


def measure() -> dict[str, dict[str, int]]:
    """Clicks and keys of each job, each begun on Home unless it says otherwise."""
    found = {}
    with TemporaryDirectory() as folder, open_browser() as browser:
        photos = _draw(Path(folder))
        with running_server(Path(folder) / "home") as server:
            for name, job in JOBS.items():
                hand = _opened(browser, server)
                job(hand, photos)
                found[name] = {"clicks": hand.clicks, "keys": hand.keys}
                print(f"{name}: {hand.clicks} clicks, {hand.keys} keys", flush=True)
                hand.page.context.close()
    return found


def _draw(folder: Path) -> Photos:
    photos = {name: folder / f"{name}.jpg" for name in (*LESIONS, "dark")}
    for name, seed in LESIONS.items():
        photos[name].write_bytes(to_jpeg(render_skin(name, "light", seed, SIZE), 92))
    photos["dark"].write_bytes(to_jpeg(render_skin("mole", "light", 1, SIZE) // 12, 92))
    return photos


def _opened(browser: Browser, server: Server) -> Hand:
    context = browser.new_context(viewport=DESK, locale="en-GB")  # type: ignore[arg-type]
    context.set_default_timeout(SLOW_MS)
    context.add_init_script(WIRE)
    page = context.new_page()
    page.goto(server.address)
    hand = Hand(page)
    hand.sees("home.new")
    return hand


def _begun(hand: Hand, name: str = "", year: str = "", sex: str = "") -> None:
    """A new analysis, of somebody."""
    hand.click("home.new")
    hand.stands_on(hand.part("analyse.patient.name", "input"))
    if name:
        hand.types(name)
    if year:
        hand.click(hand.part("analyse.patient.birth_year", "input"))
        hand.types(year)
    if sex:
        hand.answers("analyse.patient.sex", sex)


def _answered(hand: Hand, photo: Path) -> None:
    hand.drop(photo)
    hand.click("analyse.run")
    hand.sees("decision-bar")


def _concluded(hand: Hand, place: str) -> None:
    """The first of the network's three is the diagnosis."""
    hand.click(hand.part(place, "[role=combobox]"))
    hand.click(hand.part(place, "[role=option]"))


def _signed(hand: Hand) -> None:
    expect(hand.part("report.sign", "button")).to_be_enabled(timeout=SLOW_MS)
    hand.click("report.sign")
    hand.sees(hand.page.get_by_text(re.compile("Signed by")).first)


def sample_to_signed_report(hand: Hand, photos: Photos) -> None:
    """From the answer to a drawn sample to the signature; the name was never entered before."""
    hand.click("home.sample.1")
    hand.sees("decision-bar")
    hand.clicks = 0  # counted from the result on
    hand.click("analyse.save_report")
    hand.sees(hand.part("report.sign", "button"))
    _concluded(hand, "report.panel")
    hand.click(hand.part("report.sign_name", "input"))
    hand.types("Dr. Park")
    _signed(hand)


def emergency_without_photo(hand: Hand, photos: Photos) -> None:
    """Fever and a rash that stays under glass: to the instruction."""
    _begun(hand)
    for sign in ("Fever", "Stays under glass"):
        hand.click(hand.part("analyse.signs").get_by_role("button", name=sign, exact=True))
    order = hand.page.locator(EMERGENCY).filter(has_text="ambulance").first
    order.wait_for(timeout=SLOW_MS)
    expect(order).to_be_in_viewport()


def zoster_with_facts(hand: Hand, photos: Photos) -> None:
    """Name, year, sex, day of the rash, eye; the antiviral is in view as the answer comes."""
    _begun(hand, "Kim Zoster", "1957", "Female")
    _dated(hand, "rash_onset")
    _answered(hand, photos["blisters"])
    said = hand.page.get_by_text(ANTIVIRAL).locator("visible=true").first
    said.wait_for(timeout=SLOW_MS)
    expect(said).to_be_in_viewport()
    hand.answers("analyse.result.fact.near_eye")
    hand.sees(hand.page.get_by_text("phthalm").locator("visible=true").first)


def _dated(hand: Hand, fact: str) -> None:
    """The day before yesterday, typed."""
    hand.click(hand.part(f"analyse.form.{fact}.day", "[role=spinbutton]"))
    day = hand.page.evaluate("new Date(Date.now() - 48 * 3600e3).toISOString().slice(0, 10)")
    hand.types(str(day).replace("-", ""))


def mole(hand: Hand, photos: Photos) -> None:
    """Year, and the seven points: one has changed, no other."""
    _begun(hand, "Lee Mole", "1960")
    _answered(hand, photos["mole"])
    hand.answers("analyse.result.fact.change_in_size")
    hand.click("analyse.result.checklist_no")
    hand.sees(hand.page.get_by_text("Seven-point checklist: 2;").first)


def eczema_of_a_child(hand: Hand, photos: Photos) -> None:
    """Year and sex; to the answer."""
    _begun(hand, "Park Child", "2020", "Female")
    _answered(hand, photos["plaque"])


def acne(hand: Hand, photos: Photos) -> None:
    """Year and sex, the doctor's own diagnosis, saved."""
    _begun(hand, "Choi Acne", "2009", "Male")
    _answered(hand, photos["pustules"])
    hand.click(hand.part("analyse.decision.diagnosis", "[role=combobox]"))
    hand.types("acne")
    hand.press("Enter", "Control+s")
    hand.sees("analyse.open_record")


def refused_photo(hand: Hand, photos: Photos) -> None:
    """A dark photo is said to be so before the analysis, and another one answered."""
    _begun(hand)
    hand.drop(photos["dark"])
    hand.click("analyse.remove.1")
    _answered(hand, photos["mole"])


def find_a_case(hand: Hand, photos: Photos) -> None:
    """By a patient's name."""
    _found(hand, "Choi Acne")


def _found(hand: Hand, name: str) -> None:
    hand.click(hand.page.get_by_role("link", name="Records", exact=True).first)
    hand.click(hand.part("records.search.text", "input"))
    hand.types(name)
    row = hand.page.locator('[class*="st-key-record-row-"]').filter(has_text=name).first
    hand.click(row.get_by_role("button", name="Open"))
    hand.sees("records.back")


def correct_a_name(hand: Hand, photos: Photos) -> None:
    """From the open case to the name corrected."""
    _from_case(hand)
    hand.click("records.correct")
    hand.click(hand.part("records.correct.name", "input"))
    hand.press("Control+a")
    hand.types("Choi Akne")
    hand.click("records.correct_keep")
    hand.sees(hand.page.get_by_text("Choi Akne").locator("visible=true").first)


def letter_from_a_record(hand: Hand, photos: Photos) -> None:
    """From the open case to the letter as a file."""
    _from_case(hand)
    hand.click("records.report")
    hand.click(_paper(hand, "letter"))
    with hand.page.expect_download():
        hand.click("report.download")


def _paper(hand: Hand, word: str) -> Locator:
    return hand.part("report.kind").get_by_text(word, exact=False).first


def compare_two_visits(hand: Hand, photos: Photos) -> None:
    """From the open case of a patient who came twice to both beside each other."""
    _from_case(hand)
    hand.click("records.follow_up")
    hand.click(hand.page.get_by_text("Same lesion", exact=True).first)
    _answered(hand, photos["plaque"])
    hand.click("analyse.save")
    hand.click("analyse.open_record")
    hand.clicks = hand.keys = 0  # counted from the open case on
    hand.click("records.compare_latest")
    hand.sees("compare-photos-2")


def _from_case(hand: Hand) -> None:
    _found(hand, "Choi")
    hand.clicks = hand.keys = 0  # counted from the open case on


def by_keyboard_alone(hand: Hand, photos: Photos) -> None:
    """A whole case: patient, photo, answer, diagnosis, saved, report signed."""
    hand.press("Alt+n")
    hand.stands_on(hand.part("analyse.patient.name", "input"))
    hand.types("Bae Keys")
    hand.choose_by_key(photos["mole"])
    hand.stands_on(hand.part("analyse.run", "button"))
    hand.press("Enter")
    hand.stands_on(hand.page.locator('[class*="st-key-result-head"] h2'))
    hand.press("Tab", "Enter")
    hand.stands_on(hand.part("analyse.decision.diagnosis", "input"))
    hand.types("melanocytic")
    hand.press("Enter", "Control+s")
    hand.stands_on(hand.part("analyse.report", "button"))
    hand.press("Enter")
    hand.stands_on(hand.part("report.sign", "button"))  # the name is known from before
    hand.press("Enter")
    hand.sees(hand.page.get_by_text(re.compile("Signed by")).first)


JOBS: dict[str, Callable[[Hand, Photos], None]] = {
    "sample_to_signed_report": sample_to_signed_report,
    "emergency_without_photo": emergency_without_photo,
    "zoster_with_facts": zoster_with_facts,
    "mole": mole,
    "eczema_of_a_child": eczema_of_a_child,
    "acne": acne,
    "refused_photo": refused_photo,
    "find_a_case": find_a_case,
    "correct_a_name": correct_a_name,
    "letter_from_a_record": letter_from_a_record,
    "compare_two_visits": compare_two_visits,
    "by_keyboard_alone": by_keyboard_alone,
}


if __name__ == "__main__":
    from benchmarks.__main__ import keep_steps

    keep_steps(measure())
