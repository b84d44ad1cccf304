"""How long a roster takes to be read and compared, against what openpyxl needs just to read the file.

    .venv/bin/python -m benchmarks.roster_import

Two files of 20,000 rows hold the same students: as openpyxl writes them (text in each cell), and as Excel
does (text in a shared table, which is quicker to read). Each is compared with an empty database and with one
that holds all of them. Processor time is measured, in turns, so that what else the machine does counts less,
and the wall clock of one import. Exits with 1 when a ratio is above the goal of issue 5.
"""

from __future__ import annotations

import io
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from flask_migrate import upgrade
from openpyxl import Workbook, load_workbook
from stdnum.cn import ric

from benchmarks.goals import Goal
from webapp import clock, create_app
from webapp.config import Settings
from webapp.domain.roster import import_roster
from webapp.extensions import db
from webapp.models import Campaign

ROWS = 20_000
ROUNDS = 2
MOST = 2.5  # times what openpyxl needs
SECONDS = 60  # for the import itself
HEADER = ["学号", "姓名", "身份证号", "性别", "学院", "专业"]
HEADER += ["班级", "层次", "手机号", "邮箱", "是否参加集中采集"]
REGIONS = (421222, 420102, 430103, 110101, 310104, 440103, 330102, 320102, 510104, 610102)
PER_REGION = ROWS // len(REGIONS)
SHARED_STRINGS = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.spreadsheetml.sharedStrings+xml"/>'
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def main() -> int:
    """Measure; 0 when every goal is reached."""
    files = {"openpyxl": _by_openpyxl(), "Excel": _by_excel()}
    goals: list[Goal] = []
    with tempfile.TemporaryDirectory(prefix="bupai-roster-") as folder:
        app = create_app(_settings(Path(folder)))
        with app.app_context():
            upgrade()
            campaign = _campaign()
            goals += _ratios(files, campaign, "new")
            begin = time.perf_counter()
            import_roster(files["Excel"], campaign)
            goals.append(Goal(f"import of {ROWS} rows, s", time.perf_counter() - begin, at_most=SECONDS))
            goals += _ratios(files, campaign, "unchanged")
            db.session.remove()
            db.engine.dispose()
    for goal in goals:
        print(goal.line())
    return 0 if all(goal.reached for goal in goals) else 1


def _ratios(files: dict[str, bytes], campaign: Campaign, standing: str) -> Iterator[Goal]:
    for program, data in files.items():
        plain, ours = [], []
        for _ in range(ROUNDS):
            plain.append(_seconds(lambda data=data: _read(data)))  # type: ignore[misc] # bound at once
            ours.append(_seconds(lambda data=data: _compare(data, campaign)))  # type: ignore[misc] # as above
        ratio = statistics.median(ours) / statistics.median(plain)
        print(f"file of {program}, students {standing}: openpyxl {plain}, read and compared {ours}")
        yield Goal(f"read and compared / openpyxl, {program}, {standing}", ratio, at_most=MOST)


def _seconds(act: Callable[[], None]) -> float:
    begin = time.process_time()
    act()
    return round(time.process_time() - begin, 2)


def _read(data: bytes) -> None:
    """Every value of the file, and nothing else."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    rows = sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))
    book.close()
    assert rows == ROWS + 1


def _compare(data: bytes, campaign: Campaign) -> None:
    result = import_roster(data, campaign, dry_run=True)
    db.session.rollback()
    db.session.expunge_all()
    db.session.add(campaign)
    assert not result.problems
    assert result.new + result.unchanged == ROWS


def _students() -> Iterator[list[str]]:
    """Rows with ID numbers whose check digit is right, each one once."""
    for index in range(ROWS):
        place, serial = divmod(index, PER_REGION)
        body = f"{REGIONS[place]}2002{1 + serial // 28 % 12:02d}{1 + serial % 28:02d}{serial // 336:03d}"
        number = body + ric.calc_check_digit(body + "0")
        yield [
            f"2023{index:07d}",
            "张王李赵"[index % 4] + "伟芳娜敏静"[index % 5] + "一二三四五六七"[index % 7],
            number,
            "男" if int(number[16]) % 2 else "女",
            f"第{index % 20}学院",
            f"专业{index % 90}",
            f"班级{index % 400}",
            "本科",
            f"138{index:08d}",
            f"student{index}@example.edu.cn",
            "是" if index % 3 else "否",
        ]


def _by_openpyxl() -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名册")
    sheet.append(HEADER)
    for row in _students():
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _by_excel() -> bytes:
    """The same workbook with its sheet written as Excel does: cells point into a table of shared strings."""
    strings: dict[str, int] = {}
    lines = []
    for number, row in enumerate([HEADER, *_students()], start=1):
        cells = (
            f'<c r="{chr(65 + place)}{number}" t="s"><v>{strings.setdefault(text, len(strings))}</v></c>'
            for place, text in enumerate(row)
        )
        lines.append(f'<row r="{number}" spans="1:{len(row)}">{"".join(cells)}</row>')
    sheet = (
        f'<worksheet xmlns="{MAIN}"><dimension ref="A1:K{ROWS + 1}"/>'
        f"<sheetData>{''.join(lines)}</sheetData></worksheet>"
    )
    table = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    return _with_sheet(sheet, f'<sst xmlns="{MAIN}" uniqueCount="{len(strings)}">{table}</sst>')


def _with_sheet(sheet: str, strings: str) -> bytes:
    """An empty workbook with another sheet, and a table of strings, which openpyxl does not write."""
    book = Workbook()
    empty, target = io.BytesIO(), io.BytesIO()
    book.save(empty)
    with zipfile.ZipFile(empty) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = sheet if name.endswith("sheet1.xml") else old.read(name).decode()
            new.writestr(name, data.replace("</Types>", f"{SHARED_STRINGS}</Types>"))
        new.writestr("xl/sharedStrings.xml", strings)
    return target.getvalue()


def _settings(folder: Path) -> Settings:
    return Settings(
        environment="test",
        secret_key="t" * 32,
        database_url=f"sqlite:///{folder / 'roster.sqlite3'}",
        instance_dir=str(folder),
        insecure_cookies=True,
    )


def _campaign() -> Campaign:
    campaign = Campaign(
        class_year=2027, title="2027届", deadline_at=clock.now() + timedelta(days=10), is_active=True
    )
    db.session.add(campaign)
    db.session.commit()
    return campaign


if __name__ == "__main__":
    sys.exit(main())
