"""What phones do to pages: WeChat, small screens, no script, no place, no network, a page killed half-way."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from tests.browser import phones
from tests.browser.look import look_at, shoot
from tests.browser.server import RunningApp
from tests.people import id_number
from webapp import clock
from webapp.demo.people import PEOPLE
from webapp.demo.pictures import code_picture, print_on_desk
from webapp.demo.portrait import draw_portrait, portrait_jpeg

pytestmark = pytest.mark.browser

OpenBrowser = Callable[..., BrowserContext]

PASSWORD = "shanghai-road-3"
HEADER = "姓名,学号,身份证号,性别,学院,专业,班级,层次,是否参加集中采集"
PUBLIC = ("/", "/card", "/branches", "/check", "/guide/photo")
MOST_BYTES = 600_000  # issue 4: a 12 megapixel picture leaves the phone as less

IS_UPRIGHT = "image => image.decode().then(() => image.naturalHeight > image.naturalWidth)"
# Notes the name and size of every file that a script sends.
WATCH_UPLOADS = """
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (body) {
    const files = body instanceof FormData ? [...body.values()].filter((value) => value instanceof File) : [];
    window.sent = files.map((file) => ({ name: file.name, size: file.size }));
    return send.call(this, body);
  };
"""


@pytest.fixture(scope="module")
def app(served: RunningApp, tmp_path_factory: pytest.TempPathFactory) -> RunningApp:
    """A copy with the notice and a roster of students who all have to act."""
    today = clock.today()
    served.flask("notice", "load", "--class-year", str(today.year + (today.month >= 3)), "--activate")
    rows = [
        f"{name_of(serial)},{number_of(serial)},{id_number(serial)},女,外国语学院,翻译,翻译2301,本科,否"
        for serial in range(1, 10)
    ]
    roster = tmp_path_factory.mktemp("roster") / "名册.csv"
    roster.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    served.flask("roster", "import", str(roster))
    return served


@pytest.fixture(scope="module")
def serials() -> Iterator[int]:
    """Students, each for one test."""
    return iter(range(1, 10))


def number_of(serial: int) -> str:
    return f"20230102{serial:02d}"


def name_of(serial: int) -> str:
    return "学生" + "一二三四五六七八九"[serial - 1]


def enter(page: Page, serial: int) -> None:
    """Activate a student's account; works without a script."""
    page.goto("/activate")
    page.get_by_label("学号").fill(number_of(serial))
    page.get_by_label("姓名").fill(name_of(serial))
    page.get_by_label("证件号码后六位").fill(id_number(serial)[-6:])
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("新密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一次新密码").fill(PASSWORD)
    page.get_by_role("button", name="保存并进入").click()
    page.wait_for_url("**/me")


def log_in(page: Page, serial: int) -> None:
    """Come back with the password, as on another phone."""
    page.goto("/login")
    page.get_by_label("学号").fill(number_of(serial))
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/me")


def file(data: bytes, name: str = "IMG_0001.jpg") -> FilePayload:
    """A file in the phone's album, of no stated type, as WeChat hands it over."""
    return {"name": name, "mimeType": "", "buffer": data}


def small_paper() -> bytes:
    return print_on_desk(draw_portrait(PEOPLE["lin"]))


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


def _half_size(photo: bytes) -> bytes:
    stream = io.BytesIO()
    Image.open(io.BytesIO(photo)).resize((240, 320)).save(stream, "JPEG", quality=60)
    return stream.getvalue()


# Large pictures


def test_large_pictures_are_made_smaller_and_the_electronic_photo_never(
    app: RunningApp, open_browser: OpenBrowser, serials: Iterator[int]
) -> None:
    context = open_browser(**phones.SCREENS["android"])
    context.add_init_script(WATCH_UPLOADS)
    page = context.new_page()
    enter(page, next(serials))
    paper, code = phones.paper_photo(), phones.code_on_a_screen("a large code")
    assert min(len(paper), len(code)) > 2_000_000
    for kind, data in (("paper", paper), ("code", code)):
        sent = send(page, kind, file(data))
        assert sent["size"] < MOST_BYTES, kind
        expect(page.locator("#result")).to_contain_text("全部合格")
        assert page.locator("img.shown").evaluate(IS_UPRIGHT), "the turn that EXIF asks for was lost"
    photo = portrait_jpeg(PEOPLE["lin"]) + b"\0" * (MOST_BYTES + 1)  # large, and still not touched
    assert send(page, "electronic", file(photo, "照片.jpg")) == {"name": "照片.jpg", "size": len(photo)}
    noisy = phones.heic(paper)  # Chromium cannot open it: it goes as it is, and the server reads it
    assert len(noisy) > MOST_BYTES
    assert send(page, "paper", file(noisy, "IMG_0003.HEIC")) == {"name": "IMG_0003.HEIC", "size": len(noisy)}
    expect(page.locator("#result")).to_contain_text("全部合格")


def send(page: Page, kind: str, chosen: FilePayload) -> dict[str, Any]:
    """Choose a file on its page; what the script sent of it."""
    page.goto(f"/me/upload/{kind}")
    with page.expect_response(lambda answer: answer.request.resource_type == "xhr" and answer.ok):
        page.locator("input[type=file]").set_input_files(chosen)
    expect(page.locator("#result")).to_be_visible()
    (sent,) = page.evaluate("window.sent")
    return dict(sent)


# A network that comes and goes


def test_an_upload_that_breaks_off_is_sent_again(
    app: RunningApp, open_browser: OpenBrowser, serials: Iterator[int]
) -> None:
    context = open_browser(**phones.IPHONE)
    page = context.new_page()
    enter(page, next(serials))
    page.goto("/me/upload/paper")
    network = context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 30_000}
    network.send("Network.emulateNetworkConditions", slow)
    page.locator("input[type=file]").set_input_files(file(small_paper()))
    expect(page.get_by_text(re.compile(r"正在上传 [1-9]\d?%"))).to_be_visible()
    network.send("Network.emulateNetworkConditions", {**slow, "offline": True})
    expect(page.locator(".field-error")).to_contain_text("网络断了")
    expect(page.get_by_role("button", name="上传", exact=True)).to_be_visible()
    look_at(page, "phone-upload-offline")
    network.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": -1})
    expect(page.locator("#result")).to_contain_text("已保存")


def test_a_connection_that_breaks_without_going_offline_is_tried_again(
    app: RunningApp, open_browser: OpenBrowser, serials: Iterator[int]
) -> None:
    page = open_browser(**phones.IPHONE).new_page()
    enter(page, next(serials))
    page.clock.install()
    page.goto("/me/upload/paper")
    page.route("**/me/upload/paper", lambda route: route.abort("connectionreset"), times=1)
    page.locator("input[type=file]").set_input_files(file(small_paper()))
    expect(page.locator(".field-error")).to_contain_text("网络断了")
    page.clock.fast_forward(6000)
    expect(page.locator("#result")).to_contain_text("已保存")


def test_what_was_saved_is_there_after_the_page_was_killed_and_on_another_phone(
    app: RunningApp, open_browser: OpenBrowser, serials: Iterator[int]
) -> None:
    first, serial = open_browser(**phones.SCREENS["android"]), next(serials)
    page = first.new_page()
    enter(page, serial)
    send_quietly(page, "code", file(code_picture("kept"), "code.png"))
    page.goto("/me/upload/electronic")
    page.locator("input[type=file]").evaluate(
        "input => input.click()"
    )  # the picker opens, WeChat kills the page
    first.close()
    page = open_browser(**phones.IPHONE).new_page()
    log_in(page, serial)
    expect(page.locator(".tasks li").first).to_contain_text("完成")
    expect(page.locator(".thumb a")).to_contain_text("电子照片")
    page.goto("/me/upload/code")
    expect(page.get_by_role("img", name="你上传的图像采集码")).to_be_visible()
    page.goto("/card")
    expect(page.get_by_role("img", name="图像采集码")).to_be_visible()
    look_at(page, "phone-card-with-code")


def send_quietly(page: Page, kind: str, chosen: FilePayload) -> None:
    """Choose a file on its page, and wait until it is saved."""
    page.goto(f"/me/upload/{kind}")
    page.locator("input[type=file]").set_input_files(chosen)
    expect(page.locator("#result")).to_be_visible()
