"""Pages of a school of 100,000 students against one of 1,000, on PostgreSQL: `make bench-scale`.

Builds both schools on one server, asks for each page in turn in the one and in the other, and prints the
median times and their ratio (goal of issue 5: at most 1.5) and the queries of the larger one (at most 12).
Ends with status 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from benchmarks.goals import Goal
from benchmarks.scale.school import School, build
from tests.counting import count_queries
from tests.services.postgres import PostgresServer, running_postgres
from webapp import create_app
from webapp.config import Settings
from webapp.domain.queries.keyset import Mark
from webapp.extensions import db
from webapp.models import Staff, Student

SMALL, LARGE = 1_000, 100_000
ROUNDS = 30
MOST_TIMES = 1.5
MOST_QUERIES = 12


@dataclass
class Copy:
    """The app over one school, with a browser for each of three people."""

    app: Flask
    school: School
    clients: dict[str, FlaskClient]

    def ask(self, who: str, address: str) -> float:
        """Fetch one page; how long it took, in milliseconds."""
        start = time.perf_counter()
        answer = self.clients[who].get(address)
        took = (time.perf_counter() - start) * 1000
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
        return took


def main() -> int:
    """Measure; 0 when every goal is reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each page is asked for")
    rounds = parser.parse_args().rounds
    with (
        tempfile.TemporaryDirectory(prefix="bupai-scale-") as folder,
        running_postgres(Path(folder)) as server,
    ):
        small, large = (_copy(server, size, Path(folder)) for size in (SMALL, LARGE))
        goals = list(_compare(small, large, rounds))
    print()
    for goal in goals:
        print(goal.line())
    return 0 if all(goal.reached for goal in goals) else 1


def pages(school: School) -> dict[str, tuple[str, str]]:
    """What is asked for, by whom, in this school."""
    deep = str(Mark(*school.deep))
    college = f"college={school.college}"
    return {
        "queue, admin": ("admin", "/review/"),
        "queue, reviewer": ("reviewer", "/review/"),
        "queue, far behind": ("admin", f"/review/?after={deep}"),
        "queue, one college": ("admin", f"/review/?{college}"),
        "queue, failed checks": ("admin", "/review/?verdict=fail"),
        "queue, with a note": ("admin", "/review/?has_note=y"),
        "queue, faces in doubt": ("admin", "/review/?in_doubt=y"),
        "queue, approved": ("admin", "/review/?state=approved"),
        "one submission": ("admin", f"/review/{school.waiting}"),
        "contact sheet": ("admin", "/review/sheet"),
        "students": ("admin", "/admin/students"),
        "students, last page": ("admin", f"/admin/students?after={school.deep_student}"),
        "search, name": ("admin", "/admin/students?text=王伟"),
        "search, number": ("admin", "/admin/students?text=20230000123"),
        "search, end of number": ("admin", "/admin/students?text=00123"),
        "search, nobody": ("admin", "/admin/students?text=nobody"),
        "search, approved": ("admin", f"/admin/students?standing=approved&{college}"),
        "search, not begun": ("admin", "/admin/students?standing=nothing"),
        "dashboard": ("admin", "/admin/"),
        "student, home": ("student", "/me"),
        "student, upload": ("student", "/me/upload/electronic"),
        "student, submit": ("student", "/me/submit"),
    }


def _copy(server: PostgresServer, size: int, folder: Path) -> Copy:
    start = time.perf_counter()
    settings = Settings(
        environment="test",
        secret_key="b" * 32,
        database_url=server.fresh_database(),
        instance_dir=str(folder),
        insecure_cookies=True,
        require_totp=False,
    )
    app = create_app(settings)
    with app.app_context():
        upgrade()
        school = build(size)
        people: dict[str, Staff | Student] = {
            "admin": school.admin,
            "reviewer": school.reviewer,
            "student": school.student,
        }
        clients = {who: _logged_in(app, person) for who, person in people.items()}
        db.session.expunge_all()
    print(f"a school of {size:,} students: {time.perf_counter() - start:.0f} s to build")
    return Copy(app, school, clients)


def _logged_in(app: Flask, person: Staff | Student) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as session:
        session.update({"_user_id": person.get_id(), "_fresh": True})
    return client


def _compare(small: Copy, large: Copy, rounds: int) -> Iterator[Goal]:
    print(f"\n{'page':24}{SMALL:>9,} ms{LARGE:>9,} ms   ratio  queries")
    most_queries = 0
    asked, same = pages(large.school), pages(small.school)
    for name, (who, address) in asked.items():
        with _queries(large) as seen:
            large.ask(who, address)
        small.ask(*same[name])
        times = [(small.ask(*same[name]), large.ask(who, address)) for _ in range(rounds)]
        before, after = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"{name:24}{before:12.1f}{after:12.1f}{after / before:8.2f}{len(seen):9}")
        most_queries = max(most_queries, len(seen))
        yield Goal(f"{name}: times as long", after / before, at_most=MOST_TIMES)
    yield Goal("queries of a page", most_queries, at_most=MOST_QUERIES)


@contextmanager
def _queries(copy: Copy) -> Iterator[list[str]]:
    with copy.app.app_context(), count_queries() as seen:
        yield seen


if __name__ == "__main__":
    sys.exit(main())
