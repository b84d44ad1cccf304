"""Stopping the mails from a mail, without a log-in: whoever reads them may be a stranger to us.

A student may have typed somebody else's address. The link in each mail is signed and good for one address
of one student; it holds neither. It opens a page with one button: mail programs follow links by themselves.
"""

from __future__ import annotations

import hashlib
import hmac

from itsdangerous import BadSignature, URLSafeSerializer

from webapp.config import Settings
from webapp.domain import audit
from webapp.domain.errors import NotFoundError
from webapp.domain.mail import addresses
from webapp.extensions import db
from webapp.language import marked
from webapp.models import NoticeAddress, Student

PAGE = "/unsubscribe/"  # below Settings.public_url
SALT = "mail.unsubscribe"
BY_LINK = "mail_link"  # who did it, in the record: somebody who reads the mails
NOT_OURS = marked("这个退订链接不完整。请回到邮件里，重新点一次。")


def link_of(student_id: int, email: str, settings: Settings) -> str:
    """The address of the page that stops mails about one student to one address."""
    token = _signer(settings).dumps([student_id, _digest(student_id, email, settings)])
    return settings.public_url.rstrip("/") + PAGE + str(token)


def address_behind(token: str, settings: Settings) -> NoticeAddress | None:
    """The address that a link is about; None when it was deleted or changed since.

    Raises NotFoundError for a link that we did not write.
    """
    try:
        student_id, digest = _signer(settings).loads(token)
    except BadSignature as error:
        raise NotFoundError(NOT_OURS) from error
    student = db.session.get(Student, student_id)
    known = addresses.address_of(student) if student else None
    is_same = known is not None and hmac.compare_digest(_digest(student_id, known.email, settings), digest)
    return known if is_same else None


def unsubscribe(token: str, settings: Settings) -> None:
    """Delete the address and what waits for it; a second time nothing happens. Raises NotFoundError."""
    if known := address_behind(token, settings):
        addresses.delete_address(known)
        audit.record(BY_LINK, "mail.unsubscribe", f"student:{known.student_id}")
        db.session.commit()


def _signer(settings: Settings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret_key, salt=SALT)


def _digest(student_id: int, email: str, settings: Settings) -> str:
    """Tells one address from another, and nothing about either."""
    words = f"{SALT}:{student_id}:{email}".encode()
    return hmac.digest(settings.secret_key.encode(), words, hashlib.sha256).hex()[:16]
