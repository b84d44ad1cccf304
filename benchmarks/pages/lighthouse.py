"""Lighthouse as it comes: a mid-range phone on a slow 4G network."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.pages.prepared import Prepared, chromium_path
from benchmarks.pages.table import print_table
from tests.browser.conftest import QUIET

HERE = Path(__file__).parent
LIGHTHOUSE = HERE / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = {"performance": 95, "accessibility": 100, "best-practices": 100}
PUBLIC = ("/", "/branches", "/guide/photo", "/guide/code", "/login")
STUDENT = ("/me", "/me/upload/electronic", "/me/upload/paper")
TIMEOUT_SECONDS = 180


@dataclass(frozen=True)
class Score:
    """One page: scores of 100, kilobytes, requests, and times in seconds."""

    path: str
    scores: dict[str, int]
    kilobytes: float
    requests: int
    first_paint: float
    largest_paint: float
    failed: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether every category reaches its goal."""
        return all(self.scores[name] >= goal for name, goal in CATEGORIES.items())

    def row(self) -> tuple[str, ...]:
        """One line of the table."""
        figures = f"{self.kilobytes:.1f}", str(self.requests)
        times = f"{self.first_paint:.2f}", f"{self.largest_paint:.2f}"
        scores = (str(self.scores[name]) for name in CATEGORIES)
        return (self.path, *scores, *figures, *times, "ok" if self.good else "MISSED")


def measure_lighthouse(prepared: Prepared, runs: int) -> bool:
    """Run Lighthouse `runs` times a page and print the median; False when a goal is missed."""
    if not LIGHTHOUSE.exists():
        raise SystemExit("Lighthouse is not installed: make bench-pages installs it (npm ci)")
    scores = [_median(prepared, path, None, runs) for path in PUBLIC]
    scores += [_median(prepared, path, prepared.cookie_header(), runs) for path in STUDENT]
    print_table(
        "Lighthouse, mobile, slow 4G (goals: 95 / 100 / 100)",
        ("page", "performance", "accessibility", "best practices", "KB", "requests", "FCP s", "LCP s", ""),
        [score.row() for score in scores],
    )
    for score in scores:
        for line in score.failed:
            print(f"{score.path}: {line}")
    return all(score.good for score in scores)


def _median(prepared: Prepared, path: str, cookie: str | None, runs: int) -> Score:
    """The run in the middle by performance: a busy machine disturbs single runs."""
    reports = [_run(prepared.app.url + path, cookie) for _ in range(runs)]
    middle = median(report["categories"]["performance"]["score"] for report in reports)
    nearest = min(reports, key=lambda report: abs(report["categories"]["performance"]["score"] - middle))
    return _score(path, nearest)


def _run(url: str, cookie: str | None) -> dict[str, Any]:
    """Lighthouse's own report of one page."""
    with tempfile.TemporaryDirectory(prefix="bupai-lighthouse-") as folder:
        report, headers = Path(folder) / "report.json", Path(folder) / "headers.json"
        headers.write_text(json.dumps({"Cookie": cookie} if cookie else {}), encoding="utf-8")
        done = subprocess.run(
            [
                str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--output-path={report}",
                f"--only-categories={','.join(CATEGORIES)}", f"--extra-headers={headers}",
                f"--chrome-flags={' '.join(['--headless=new', *QUIET])}",
            ],
            env={**os.environ, "CHROME_PATH": chromium_path()},
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise SystemExit(f"Lighthouse could not open {url}: {done.stderr[-2000:]}")
        answer: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    if answer["finalDisplayedUrl"] != url:
        raise SystemExit(f"{url} led to {answer['finalDisplayedUrl']}")
    return answer


def _score(path: str, report: dict[str, Any]) -> Score:
    audits = report["audits"]
    return Score(
        path,
        {name: round(report["categories"][name]["score"] * 100) for name in CATEGORIES},
        audits["total-byte-weight"]["numericValue"] / 1024,
        len(audits["network-requests"]["details"]["items"]),
        audits["first-contentful-paint"]["numericValue"] / 1000,
        audits["largest-contentful-paint"]["numericValue"] / 1000,
        tuple(_failures(report)),
    )


def _failures(report: dict[str, Any]) -> list[str]:
    """What accessibility and best practices hold against the page, with the elements."""
    lines = []
    for category in ("accessibility", "best-practices"):
        for reference in report["categories"][category]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                items = audit.get("details", {}).get("items", [])
                places = [
                    item.get("node", {}).get("snippet") or item.get("description", "") for item in items[:3]
                ]
                lines.append(f"{audit['title']}: {' | '.join(filter(None, places))}")
    return lines
