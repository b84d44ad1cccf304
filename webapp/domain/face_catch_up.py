"""Faces of what was handed in before faces were compared, or while a search failed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from webapp.domain import audit, faces, uploads
from webapp.extensions import db
from webapp.models import Campaign, FaceDescriptor, FaceMatch, Kind, Submission
from webapp.storage import StorageError


@dataclass(frozen=True)
class CaughtUp:
    """How a campaign stands now. unread: photos that the store did not give (`flask storage reconcile`)."""

    agreed: int
    faces: int
    matches: int
    unread: int


def catch_up(campaign: Campaign) -> CaughtUp:
    """Describe whatever was handed in with consent and has no face yet, and search anew for everybody.

    Hits that were found before stay. One transaction a submission: it may be interrupted and run again.
    """
    numbers = db.session.scalars(
        select(Submission.id)
        .where(
            Submission.campaign_id == campaign.id,
            Submission.submitted_at.is_not(None),
            Submission.face_consent.is_(True),
        )
        .order_by(Submission.id)
    ).all()
    unread = sum(not _remember(number) for number in numbers)
    for number in numbers:
        faces.search(db.session.get_one(Submission, number))
    kept, found = (_count(column, campaign) for column in (FaceDescriptor.submission_id, FaceMatch.first_id))
    done = CaughtUp(len(numbers), kept, found, unread)
    audit.record(audit.OPERATOR, "faces.search", f"campaign:{campaign.id}", count=done.faces)
    db.session.commit()
    return done


def _remember(number: int) -> bool:
    """Whether the photo could be read; one without a face is remembered as none."""
    submission = db.session.get_one(Submission, number)
    upload = uploads.upload_of(submission, Kind.ELECTRONIC)
    try:
        if upload is not None:
            faces.remember(submission, uploads.read_upload(upload))
    except StorageError:
        return False
    db.session.commit()
    return True


def _count(column: InstrumentedAttribute[int], campaign: Campaign) -> int:
    found = select(func.count(column)).join(Submission, Submission.id == column)
    return db.session.scalar(found.where(Submission.campaign_id == campaign.id)) or 0
