"""The desk for paper photos in Chromium: receipt after receipt, typed as a scanner types, then by camera."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import segno
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, QUIET, find_chromium
from tests.browser.look import look_at
from tests.browser.server import RunningApp
from tests.people import PASSWORD, PASSWORD_HASH, id_number
from tests.ready_made import hand_in
from webapp import clock, create_app
from webapp.config import Settings
from webapp.domain import receipt
from webapp.extensions import db
from webapp.models import Campaign, College, IdType, Role, Staff, Student

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 640, 480
FAKE_CAMERA = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")


@dataclass(frozen=True)
class Envelope:
    """What lies on the desk."""

    name: str
    number: str


@pytest.fixture(scope="module")
def envelopes(served: RunningApp) -> list[Envelope]:
    """Three students of one class have handed in; a reviewer sees their college."""
    app = create_app(Settings.from_env(served.environ))
    with app.app_context():
        college = College(name="外国语学院")
        year = clock.today().year + 1
        campaign = Campaign(class_year=year, title="图像采集", deadline_at=clock.now(), is_active=True)
        staff = Staff(
            username="desk",
            name="王老师",
            role=Role.REVIEWER,
            password_hash=PASSWORD_HASH,
            colleges=[college],
        )
        db.session.add_all([college, campaign, staff])
        db.session.commit()
        found = [_envelope(campaign, college, serial) for serial in (1, 2, 3)]
        db.session.remove()
        db.engine.dispose()
    return found


def _envelope(campaign: Campaign, college: College, serial: int) -> Envelope:
    student = Student(
        campaign_id=campaign.id,
        college_id=college.id,
        student_no=f"20230101{serial:02d}",
        name=f"信封{serial}号",
        id_type=IdType.RESIDENT,
        id_number=id_number(serial),
        gender="女",
        major="翻译",
        class_name="翻译2301",
        level="本科",
    )
    db.session.add(student)
    db.session.commit()
    return Envelope(student.name, receipt.receipt_number(hand_in(student)))


@pytest.fixture
def filmed(
    chromium: Browser, served: RunningApp, envelopes: list[Envelope], tmp_path: Path
) -> Iterator[Page]:
    """A phone whose camera looks at the third receipt."""
    film = tmp_path / "receipt.y4m"
    film.write_bytes(_film(envelopes[2].number))
    camera = (*FAKE_CAMERA, f"--use-file-for-fake-video-capture={film}")
    browser = chromium.browser_type.launch(executable_path=find_chromium(), args=[*QUIET, *camera])
    yield browser.new_page(
        viewport={"width": PHONE["width"], "height": PHONE["height"]},
        base_url=served.url,
        locale="zh-CN",
        has_touch=True,
        is_mobile=True,
    )
    browser.close()


def _film(number: str) -> bytes:
    """One grey frame with the receipt's code in its middle (YUV4MPEG2)."""
    png = io.BytesIO()
    segno.make_qr(number, error="m").save(png, kind="png", scale=7, border=4)
    code = Image.open(png).convert("L")
    frame = Image.new("L", (WIDTH, HEIGHT), 120)
    frame.paste(code, ((WIDTH - code.width) // 2, (HEIGHT - code.height) // 2))
    no_color = bytes([128]) * (WIDTH * HEIGHT // 2)
    return b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\nFRAME\n" + frame.tobytes() + no_color


def test_a_scanner_that_types_goes_through_a_stack(
    envelopes: list[Envelope], open_browser: Callable[..., BrowserContext]
) -> None:
    page = open_browser(viewport=DESKTOP).new_page()
    log_in(page)
    page.goto("/paper/")
    field = page.get_by_label("回执编号")
    expect(field).to_be_focused()
    look_at(page, "paper-desk")

    scan(page, envelopes[0].number)
    expect(page.get_by_role("status").filter(has_text="核对照片后登记")).to_contain_text(envelopes[0].name)
    expect(page.get_by_alt_text(f"{envelopes[0].name}的电子照片")).to_be_visible()
    expect(field).to_be_focused()
    look_at(page, "paper-desk-shown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="收到了")).to_contain_text(envelopes[0].name)

    scan(page, "000-000-001")
    expect(page.get_by_role("alert")).to_contain_text("回执编号不对")
    look_at(page, "paper-desk-wrong")
    page.get_by_label("扫到就登记").check()
    field.focus()
    field.select_text()
    scan(page, envelopes[1].number.lower().replace("-", ""))  # typed over the wrong one
    expect(page.get_by_role("status").filter(has_text="收到了")).to_contain_text(envelopes[1].name)
    expect(field).to_be_focused()
    scan(page, envelopes[1].number)
    expect(page.get_by_role("status").filter(has_text="以前已经登记过")).to_be_visible()
    page.get_by_role("button", name="撤销登记").click()
    expect(page.get_by_role("status").filter(has_text="已撤销")).to_be_visible()
    look_at(page, "paper-desk-undone")


def test_the_camera_reads_the_receipt(envelopes: list[Envelope], filmed: Page) -> None:
    complaints: list[str] = []
    filmed.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    log_in(filmed)
    filmed.goto("/paper/")
    filmed.get_by_role("button", name="用摄像头扫").click()
    expect(filmed.get_by_role("status").filter(has_text="核对照片后登记")).to_contain_text(
        envelopes[2].name, timeout=20_000
    )
    expect(filmed.get_by_label("回执编号")).not_to_be_focused()  # it would call up the keyboard
    expect(filmed.get_by_role("button", name="收到")).to_be_in_viewport(ratio=1)
    expect(filmed.locator("video")).to_be_in_viewport(ratio=1)
    filmed.get_by_role("button", name="收到").click()
    expect(filmed.get_by_role("status").filter(has_text="收到了")).to_be_visible()
    look_at(filmed, "paper-desk-camera")
    filmed.get_by_role("button", name="关掉摄像头").click()
    expect(filmed.locator("video")).to_be_hidden()
    assert complaints == []


def scan(page: Page, number: str) -> None:
    """As a USB scanner does it: keys, then Enter."""
    page.keyboard.type(number)
    page.keyboard.press("Enter")


def log_in(page: Page) -> None:
    page.goto("/staff/login")
    page.get_by_label("用户名").fill("desk")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button").first.click()
    page.wait_for_url("**/review/**")
