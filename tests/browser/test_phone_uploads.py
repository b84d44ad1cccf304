"""Uploads from a phone: large pictures, a network that breaks, a page killed half-way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from tests.browser import phones
from tests.browser.look import look_at
from tests.browser.server import RunningApp
from tests.browser.students import enrol, enter, file, log_in, small_paper
from webapp.demo.people import PEOPLE
from webapp.demo.pictures import code_picture
from webapp.demo.portrait import portrait_jpeg

pytestmark = pytest.mark.browser

OpenBrowser = Callable[..., BrowserContext]

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
    return enrol(served, tmp_path_factory.mktemp("roster"))


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
