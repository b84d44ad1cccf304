"""The same person under two names: photos of consenting students, compared within their campaign.

A face is kept in numbers from the moment its photo is handed in, in a row that goes when the student takes
the consent back, when the photo is replaced, and with the purge. Hits are stored, so no page compares.
"""

from __future__ import annotations

import hashlib
from typing import Final

from sqlalchemy import ColumnElement, Select, delete, select, union_all
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from webapp.extensions import db
from webapp.models import FaceDescriptor, FaceMatch, Submission
from webapp.photocheck.face_search import describe_photo, nearest

ALIKE: Final = 0.28
"""Up to this distance a person is asked to look. Over the labelled photographs a copy of one shot lies up to
0.14 away, three in four other pictures of one person up to 0.25; the nearest of 4,397 pairs of strangers at
0.41. A normal curve through the strangers leaves 1.6 in a million below: among 30,000 students one newcomer
in twenty is flagged for nothing, and looking costs seconds. It accuses nobody. Other shots of one person at
0.28 to 0.38 are missed: with so many students strangers would lie there too."""
MOST: Final = 3  # nearest faces kept for one newcomer, should a campaign hold many that look alike


def remember(submission: Submission, photo: bytes) -> None:
    """Keep the face of the electronic photo that is handed in, if its student agrees and it shows one.

    Joins the caller's transaction.
    """
    if not submission.face_consent:
        forget(submission)
        return
    sha256 = hashlib.sha256(photo).hexdigest()
    kept = db.session.get(FaceDescriptor, submission.id)
    if kept is not None and kept.sha256 == sha256:
        return
    forget(submission)
    if numbers := describe_photo(photo):
        db.session.add(FaceDescriptor(submission_id=submission.id, sha256=sha256, numbers=numbers))


def forget(submission: Submission) -> None:
    """Delete the face, and with it whatever it was found alike with. Joins the caller's transaction."""
    gone = delete(FaceDescriptor).where(FaceDescriptor.submission_id == submission.id)
    db.session.execute(gone.execution_options(synchronize_session="fetch"))


def search(submission: Submission) -> int:
    """Look for the face of a submission among all of its campaign, and keep the hits; returns how many.

    In a transaction of its own, after the face was committed: of two who hand in at once, the later to commit
    finds the earlier one. The same bytes are no hit: `queries.twins` tells of them, consent or not.
    """
    mine = db.session.get(FaceDescriptor, submission.id)
    if mine is None:
        return 0
    others = db.session.execute(
        select(FaceDescriptor.submission_id, FaceDescriptor.numbers)
        .join(Submission, Submission.id == FaceDescriptor.submission_id)
        .where(
            Submission.campaign_id == submission.campaign_id,
            FaceDescriptor.submission_id != submission.id,
            FaceDescriptor.sha256 != mine.sha256,
        )
        .order_by(FaceDescriptor.submission_id)
    ).all()
    hits = nearest(mine.numbers, [row.numbers for row in others], ALIKE)[:MOST]
    try:
        for place, distance in hits:
            _keep(submission.id, others[place].submission_id, distance)
        db.session.commit()
    except IntegrityError:  # somebody took the consent back just now: the face is gone
        db.session.rollback()
        return search(submission)
    return len(hits)


def has_match() -> ColumnElement[bool]:
    """Whether a face like that of this Submission was handed in by another student. For a WHERE clause."""
    return Submission.id.in_(union_all(*matched()))


def matched() -> tuple[Select[tuple[int]], Select[tuple[int]]]:
    """The submissions on either side of a hit."""
    return select(FaceMatch.first_id), select(FaceMatch.second_id)


def _keep(one: int, other: int, distance: float) -> None:
    """Write a hit; when both sides find it at the same moment, once."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    first, second = sorted((one, other))
    values = {"first_id": first, "second_id": second, "distance": round(distance, 3)}
    db.session.execute(insert(FaceMatch).values(**values).on_conflict_do_nothing())
