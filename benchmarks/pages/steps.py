"""What a visitor does on a page: small steps that `states.py` puts together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import FilePayload, Page

SEND = "main form:last-of-type button[type=submit]"
ERROR = ".field-error:not([hidden])"
RESULT = "#result, .check-result"
CHECKED_MS = 60_000  # a photo check on a busy machine


@dataclass(frozen=True)
class Tab:
    """A page in a browser, the folder of its visitor's files, and the signed links that they got by mail."""

    page: Page
    files: Path
    links: Mapping[str, str] = field(default_factory=dict)

    def open(self, path: str) -> int:
        """Open a page and wait until all of it is there; returns its status."""
        answer = self.page.goto(self.links.get(path, path), wait_until="networkidle")
        return answer.status if answer else 0


Step = Callable[[Tab], None]


def go(path: str) -> Step:
    """Open another page."""

    def step(tab: Tab) -> None:
        tab.open(path)

    return step


def fill(**values: str) -> Step:
    """Write into fields, by their ids."""

    def step(tab: Tab) -> None:
        for name, value in values.items():
            tab.page.locator(f"#{name}").fill(value)

    return step


def press(selector: str = SEND) -> Step:
    """Press a button or a link, and wait for what comes."""

    def step(tab: Tab) -> None:
        tab.page.locator(selector).first.click()
        tab.page.wait_for_load_state("networkidle")

    return step


def choose(file: str | FilePayload, *, answered: bool = True) -> Step:
    """Choose a file, by its name in the visitor's folder or as it is, and wait for what the page says to it.

    answered: whether it reaches the server; if not, the page itself says why.
    """

    def step(tab: Tab) -> None:
        field = tab.page.locator("input[type=file]")
        chosen = tab.files / file if isinstance(file, str) else file
        if answered:
            with tab.page.expect_response(lambda answer: answer.request.method == "POST", timeout=CHECKED_MS):
                field.set_input_files(chosen)
            tab.page.wait_for_load_state("networkidle")
        else:
            field.set_input_files(chosen)
        tab.page.locator(ERROR if not answered else f"{ERROR}, {RESULT}").first.wait_for()

    return step


def send_often(path: str, times: int) -> Step:
    """Send a form again and again, as a broken script would, from the page that shows it."""

    def step(tab: Tab) -> None:
        token = tab.page.locator("main input[name=csrf_token]").first.get_attribute("value") or ""
        for _ in range(times):
            tab.page.request.post(path, multipart={"csrf_token": token})

    return step


def send_plainly(tab: Tab) -> None:
    """Send the form as a browser without scripts does, and as it stands."""
    with tab.page.expect_navigation(wait_until="networkidle"):
        tab.page.locator("main form").last.evaluate("form => form.submit()")


def without_its_token(tab: Tab) -> None:
    """The page has stood open for so long that its form is no longer valid."""
    tab.page.locator("main input[name=csrf_token]").first.evaluate("field => field.value = 'old'")


def without_network(tab: Tab) -> None:
    """The network is gone."""
    tab.page.context.set_offline(True)
