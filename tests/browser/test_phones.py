"""What phones do to pages: WeChat, small screens, no script, no place."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import phones
from tests.browser.look import look_at, shoot
from tests.browser.server import RunningApp
from tests.browser.students import enrol, enter, file, small_paper
from webapp import clock
from webapp.demo.look import Shot
from webapp.demo.people import PEOPLE
from webapp.demo.pictures import code_picture
from webapp.demo.portrait import portrait_jpeg

pytestmark = pytest.mark.browser

OpenBrowser = Callable[..., BrowserContext]

PUBLIC = ("/", "/card", "/branches", "/check", "/guide/photo")


@pytest.fixture(scope="module")
def app(served: RunningApp, tmp_path_factory: pytest.TempPathFactory) -> RunningApp:
    return enrol(served, tmp_path_factory.mktemp("roster"))


def fits(page: Page) -> bool:
    """Whether nothing is wider than the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


# Screens


@pytest.mark.parametrize("screen", phones.SCREENS)
def test_public_pages_fit_every_screen(app: RunningApp, open_browser: OpenBrowser, screen: str) -> None:
    page = open_browser(**phones.SCREENS[screen]).new_page()
    for path in PUBLIC:
        answer = page.goto(path)
        assert answer is not None and answer.ok, path
        assert fits(page), f"{path} is wider than the screen"
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto("/card")
    if screen in ("dark", "small"):
        look_at(page, f"phone-card-{screen}")
    else:
        shoot(page, f"phone-card-{screen}")


def test_text_twice_as_large_fits(app: RunningApp, open_browser: OpenBrowser, serials: Iterator[int]) -> None:
    page = open_browser(**phones.SCREENS["small"]).new_page()
    enter(page, next(serials))
    for path in (*PUBLIC, "/me", "/me/upload/electronic", "/me/details", "/me/submit"):
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert fits(page), f"{path} is wider than the screen at 200% text"
    page.goto("/card")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    look_at(page, "phone-card-200-percent")


def test_fields_stay_in_sight_above_the_keyboard(
    app: RunningApp, open_browser: OpenBrowser, serials: Iterator[int]
) -> None:
    page = open_browser(**phones.SCREENS["keyboard"]).new_page()
    enter(page, next(serials))
    for path, label in (("/me/details", "哪一天拍的"), ("/branches", "省份"), ("/sessions", "学院或专业")):
        page.goto(path)
        field = page.get_by_label(label)
        field.focus()
        expect(field).to_be_in_viewport(ratio=1)
        is_on_top = (
            "node => { const box = node.getBoundingClientRect();"
            " return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === node; }"
        )
        assert field.evaluate(is_on_top), f"{path}: something lies over the field"
    shoot(page, "phone-keyboard")
    for height, position in ((400, "static"), (844, "sticky")):  # the bar with the next step leaves the room
        page.set_viewport_size({"width": 390, "height": height})
        page.goto("/me")
        expect(page.locator(".thumb")).to_have_css("position", position)


# Where am I


def test_without_a_place_of_the_phone_the_provinces_remain(
    app: RunningApp, open_browser: OpenBrowser
) -> None:
    context = open_browser(**phones.IPHONE)
    context.add_init_script("delete Navigator.prototype.geolocation")
    page = context.new_page()
    page.goto("/branches")
    expect(page.locator("#locate")).to_be_hidden()
    page.get_by_label("省份").select_option(label="浙江省")
    page.get_by_role("button", name="按省份查找").click()
    expect(page.locator(".branch h3").first).to_contain_text("浙江分社")


@pytest.mark.parametrize("is_granted", [True, False], ids=["granted", "denied"])
def test_the_place_is_asked_for_once_and_may_be_refused(
    app: RunningApp, open_browser: OpenBrowser, is_granted: bool
) -> None:
    granted = {"geolocation": {"latitude": 30.27, "longitude": 120.15}, "permissions": ["geolocation"]}
    page = open_browser(**phones.IPHONE, **(granted if is_granted else {})).new_page()
    page.goto("/branches")
    page.get_by_role("button", name="用我的位置查找").click()
    if is_granted:
        page.wait_for_url("**/branches?lat=30.27&lng=120.15")
        expect(page.locator(".branch h3").first).to_contain_text("浙江分社")
    else:
        expect(page.get_by_text("没有拿到你的位置")).to_be_visible()
        expect(page.get_by_label("省份")).to_be_focused()


# Without a script


def test_the_whole_way_without_a_script(
    app: RunningApp, open_browser: OpenBrowser, serials: Iterator[int]
) -> None:
    page = open_browser(**phones.SCREENS["no-script"]).new_page()
    enter(page, next(serials))
    wrong = portrait_jpeg(PEOPLE["lin"]).replace(b"\xff\xd9", b"")  # cut short
    for kind, sent in (
        ("code", file(code_picture("a code without script"), "mmqrcode.png")),
        ("electronic", file(wrong, "wx_camera_1700.jpg")),
        ("electronic", file(portrait_jpeg(PEOPLE["lin"]), "wx_camera_1701")),
        ("paper", file(phones.heic(small_paper()), "IMG_0002.JPG")),
    ):
        page.goto(f"/me/upload/{kind}")
        page.locator("input[type=file]").set_input_files(sent)
        page.get_by_role("button", name="上传", exact=True).click()
        expect(page.locator("#result")).to_be_visible()
        if sent["buffer"] == wrong:
            expect(page.locator("#photographer-note")).to_be_hidden()
            expect(page.locator("#finding-integrity")).to_contain_text("不合格")
    page.goto("/me/details")
    page.get_by_label("在哪个分社拍的").select_option(label="湖北分社（徐志丹）")
    page.get_by_label("哪一天拍的").fill(clock.today().isoformat())
    page.get_by_label("不同意，请老师人工看").check()
    page.get_by_role("button", name="保存").click()
    page.goto("/me/submit")
    page.get_by_role("button", name="提交给老师审核").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("已提交")
    shoot(page, "phone-no-script-submitted")


def test_the_text_to_forward_can_be_selected_without_a_script_and_copied_with_one(
    app: RunningApp, open_browser: OpenBrowser
) -> None:
    photo = file(portrait_jpeg(PEOPLE["lin"]), "a.jpg")
    photo["buffer"] = _half_size(photo["buffer"])
    for options in (phones.SCREENS["no-script"], phones.IPHONE):
        page = open_browser(**options).new_page()
        page.goto("/check")
        page.locator("input[type=file]").set_input_files(photo)
        if options is not phones.IPHONE:
            page.get_by_role("button", name="检查照片").click()
            expect(page.get_by_role("button", name="复制这段话")).to_be_hidden()
        expect(page.get_by_text("这张像是在聊天里被压缩过的照片")).to_be_visible()
        expect(page.get_by_role("textbox", name="转发给摄影师")).to_have_value(re.compile("原文件"))
    page.get_by_role("button", name="复制这段话").click()
    expect(page.get_by_text("已复制")).to_be_visible()
    look_at(page, "phone-check-chat-copy")


@pytest.mark.parametrize("screen", ["no-script", "iphone"])
def test_a_tapped_finding_is_shown_on_the_photo_and_back(
    app: RunningApp, open_browser: OpenBrowser, screen: str
) -> None:
    page = open_browser(**(phones.IPHONE if screen == "iphone" else phones.SCREENS[screen])).new_page()
    page.goto("/check")
    small = portrait_jpeg(PEOPLE["lin"], Shot(150, 262, 132))
    page.locator("input[type=file]").set_input_files(file(small, "small.jpg"))
    if screen == "no-script":
        page.get_by_role("button", name="检查照片").click()
    finding = page.locator("#finding-face_width")
    expect(finding).to_contain_text("不合格")
    finding.get_by_role("link", name="在照片上看").click()
    mark = page.locator("#mark-face_width:target")
    expect(mark).to_be_in_viewport()
    shoot(page, f"phone-finding-on-photo-{screen}")
    mark.locator("text").click()  # its line crosses others
    expect(page.locator("#finding-face_width:target")).to_be_in_viewport()


def _half_size(photo: bytes) -> bytes:
    stream = io.BytesIO()
    Image.open(io.BytesIO(photo)).resize((240, 320)).save(stream, "JPEG", quality=60)
    return stream.getvalue()
