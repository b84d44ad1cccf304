"""A queued mail as the mail server gets it (RFC 5322)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime

from webapp import clock
from webapp.config import Settings
from webapp.domain.mail import unsubscribing

# In both languages, as every mail is (see notices.py).
WAY_OUT = """
--
不是写给你的，或不想再收到：点开退订，不用登录
Not meant for you, or unwanted? Stop these mails, no log-in needed
{link}
"""


@dataclass(frozen=True)
class Letter:
    """What a sender holds of one queued mail; `attempts` counts this one too."""

    id: int
    student_id: int
    attempts: int
    recipient: str
    subject: str
    body: str


def compose(letter: Letter, settings: Settings) -> EmailMessage:
    """The message. Its id is the same at every attempt, so that a receiver can tell a repeat.

    Raises ValueError for a line break in an address: a header is never split.
    """
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = letter.recipient
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(clock.local(clock.now()))
    message["Message-ID"] = _message_id(letter, settings)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answers, please
    # The way out belongs to the recipient, who may change while a mail waits: so it is written only now.
    way_out = unsubscribing.link_of(letter.student_id, letter.recipient, settings)
    message["List-Unsubscribe"] = f"<{way_out}>"  # RFC 2369: mail programs show a button
    text = letter.body + WAY_OUT.format(link=way_out)
    message.set_content(text, cte="base64")  # survives servers that know no 8BITMIME
    return message


def _message_id(letter: Letter, settings: Settings) -> str:
    token = hashlib.sha256(f"{settings.secret_key}:mail:{letter.id}".encode()).hexdigest()[:24]
    domain = settings.mail_from.rpartition("@")[2].rstrip("> ")
    return f"<{token}@{domain}>"
