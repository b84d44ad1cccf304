"""How long a reviewer waits between a decision and the next photo.

    .venv/bin/python -m benchmarks.review_turn

Serves a copy of the app with a queue of drawn portraits, approves them with the key A in Chromium, and
prints the median and the worst of: the next photo on screen (goal of issue 5: at most 100 ms), and the whole
page ready for the next decision. Exits with 1 when the goal is missed. Timings depend on what else the
machine does: this is no test.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path
from unittest.mock import patch

from playwright.sync_api import Page, sync_playwright

from benchmarks.goals import Goal
from benchmarks.pages.prepared import launch
from tests.browser.server import RunningApp, running_app
from tests.people import PASSWORD, PASSWORD_HASH, id_number
from tests.ready_made import hand_in, upload
from webapp import create_app
from webapp.config import Settings
from webapp.demo.people import PEOPLE
from webapp.demo.portrait import portrait_jpeg
from webapp.extensions import db
from webapp.models import Campaign, College, IdType, Kind, Role, Staff, Student

DECISIONS = 12
SAME = {"paper": {"verdict": "same", "distance": 0.1, "reason": ""}}
MOST_MS = 100
LOOK_MS = 1000  # what a reviewer spends on a photo at the very least; meanwhile the next one is loaded

# From the key's own time stamp to the frame after the one in which the change was painted.
TURN = """() => new Promise((done) => {
  const photo = () => document.querySelector(".ruler-photo")?.getAttribute("href");
  const name = () => document.querySelector("h1").textContent;
  const [photoBefore, nameBefore] = [photo(), name()];
  document.addEventListener("keydown", (event) => {
    let changed = null, shown = null, ready = null;
    const frame = (now) => {
      if (changed !== null && shown === null) shown = now - event.timeStamp;
      if (ready !== null) return done([shown, now - event.timeStamp]);
      if (changed === null && photo() !== photoBefore) changed = now;
      if (name() !== nameBefore && !document.querySelector("[aria-busy]")) ready = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }, { once: true, capture: true });
})"""


def main() -> int:
    """Measure; 0 when the goal is reached."""
    with (
        tempfile.TemporaryDirectory(prefix="bupai-turn-") as name,
        running_app(Path(name), BUPAI_UNDO_SECONDS="10") as app,
    ):
        fill(app, DECISIONS + 5)
        with sync_playwright() as playwright:
            browser = launch(playwright)
            page = browser.new_page(viewport={"width": 1280, "height": 800}, base_url=app.url)
            turns = _turns(page)
            browser.close()
    shown, ready = [turn[0] for turn in turns], [turn[1] for turn in turns]
    print(f"decisions: {len(turns)}")
    print(f"next photo on screen, ms: median {statistics.median(shown):.0f}, worst {max(shown):.0f}")
    print(f"ready for the next decision, ms: median {statistics.median(ready):.0f}, worst {max(ready):.0f}")
    goal = Goal("next photo on screen, median ms", statistics.median(shown), at_most=MOST_MS)
    print(goal.line())
    return 0 if goal.reached else 1


def _turns(page: Page) -> list[tuple[float, float]]:
    """Milliseconds from the key to (photo on screen, page ready), decision by decision."""
    page.goto("/staff/login")
    page.fill("input[name=username]", "reviewer")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/review/")
    page.get_by_role("button", name="从最早的开始审核").click()
    turns = []
    for _ in range(DECISIONS):
        page.wait_for_timeout(LOOK_MS)
        page.evaluate(f"() => {{ window.turned = ({TURN})() }}")
        page.keyboard.press("a")
        shown, ready = page.evaluate("() => window.turned")
        turns.append((shown, ready))
    return turns


def fill(app: RunningApp, count: int) -> None:
    """A reviewer, and a queue of so many photos that leave no doubt."""
    app.flask("notice", "load", "--activate")
    photos = [portrait_jpeg(look) for look in list(PEOPLE.values())[:2]]
    with patch.dict(os.environ, app.environ), create_app(Settings.from_env(app.environ)).app_context():
        college = College(name="外国语学院")
        db.session.add_all(
            [
                college,
                Staff(
                    username="reviewer",
                    name="李敏",
                    role=Role.REVIEWER,
                    password_hash=PASSWORD_HASH,
                    colleges=[college],
                ),
            ]
        )
        db.session.flush()
        for number in range(count):
            submission = hand_in(_student(number, college), comparison=SAME, face_consent=True)
            electronic = next(found for found in submission.uploads if found.kind is Kind.ELECTRONIC)
            # A byte behind the picture: nobody hands in another student's file.
            stored = upload(Kind.ELECTRONIC, photos[number % len(photos)] + bytes([number]))
            electronic.storage_key, electronic.sha256, electronic.size = (
                stored.storage_key,
                stored.sha256,
                stored.size,
            )
        db.session.commit()


def _student(number: int, college: College) -> Student:
    campaign = db.session.query(Campaign).filter_by(is_active=True).one()
    found = Student(
        campaign_id=campaign.id,
        college_id=college.id,
        student_no=f"2023{number:06d}",
        name=f"学生{number}",
        id_type=IdType.RESIDENT,
        id_number=id_number(number),
        gender="女",
        major="翻译",
        class_name="翻译2301",
        level="本科",
    )
    db.session.add(found)
    db.session.flush()
    return found


if __name__ == "__main__":
    sys.exit(main())
