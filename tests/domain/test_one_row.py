"""At most one row a student, however many requests come at once."""

from __future__ import annotations

import threading

from flask import Flask

from webapp import clock
from webapp.domain import one_row
from webapp.extensions import db
from webapp.models import ChsiAnswer, NoticeAddress, Student


def test_the_row_is_made_once_and_found_again(student: Student) -> None:
    assert one_row.find(NoticeAddress, student) is None
    first = one_row.find_or_add(NoticeAddress, student, email="a@example.edu.cn", added_at=clock.now())
    again = one_row.find_or_add(NoticeAddress, student, email="b@example.edu.cn", added_at=clock.now())
    assert first is again and again.email == "a@example.edu.cn"


def test_two_requests_at_once_get_the_same_row(app: Flask, student: Student) -> None:
    student_id, start = student.id, threading.Barrier(4)
    db.session.commit()
    found: list[int] = []

    def work() -> None:
        with app.app_context():
            own = db.session.get_one(Student, student_id)
            start.wait()
            found.append(one_row.find_or_add(ChsiAnswer, own).id)
            db.session.commit()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4 and len(set(found)) == 1
