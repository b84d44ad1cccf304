"""The connection to the mail server."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from enum import StrEnum
from types import TracebackType
from urllib.parse import urlsplit

from webapp.config import Settings

TIMEOUT = 15  # seconds for each answer of the server
LASTING = 500  # replies from here on are final (RFC 5321, 4.2.1)


class Failure(StrEnum):
    """Why a mail was not delivered; stored as OutboxMail.last_error."""

    UNREACHABLE = "unreachable"  # no connection, no TLS, or broken off in the middle
    LOGIN = "login"  # the server does not take our account
    SENDER = "sender"  # ... or not our address
    RECIPIENT = "recipient"
    CONTENT = "content"
    EXPIRED = "expired"  # not sent in time; set by the outbox


class UndeliveredError(Exception):
    """A mail was not taken. `is_final`: trying again is pointless. `is_ours`: no mail would be taken now."""

    def __init__(self, failure: Failure, *, is_final: bool = False, is_ours: bool = False) -> None:
        super().__init__(failure)
        self.failure = failure
        self.is_final = is_final
        self.is_ours = is_ours


class Postman:
    """Opens a connection for the first mail and keeps it for the next ones; a context manager."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Postman:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._hang_up()

    def deliver(self, message: EmailMessage) -> None:
        """Hand one message over. Raises UndeliveredError."""
        try:
            self._server = self._server or self._connect()
            self._server.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            raise _undelivered(error) from error

    def _connect(self) -> smtplib.SMTP:
        settings = self._settings
        # Named, because smtplib would ask the DNS for our own name, which can take many seconds.
        our_name = urlsplit(settings.public_url).hostname
        where = (settings.smtp_host, settings.smtp_port, our_name)
        if settings.smtp_tls == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                *where, timeout=TIMEOUT, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(*where, timeout=TIMEOUT)
        self._server = server  # from here on, hanging up closes it
        if settings.smtp_tls == "starttls":
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        return server

    def _hang_up(self) -> None:
        server, self._server = self._server, None
        if server:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()


def _undelivered(error: Exception) -> UndeliveredError:
    """What an error of smtplib means. Only a 5xx to this recipient or this text is final."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _reply in error.recipients.values()]
        return UndeliveredError(Failure.RECIPIENT, is_final=min(codes) >= LASTING)
    if isinstance(error, smtplib.SMTPDataError):
        return UndeliveredError(Failure.CONTENT, is_final=error.smtp_code >= LASTING)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return UndeliveredError(Failure.LOGIN, is_ours=True)
    if isinstance(error, smtplib.SMTPSenderRefused):
        return UndeliveredError(Failure.SENDER, is_ours=True)
    return UndeliveredError(Failure.UNREACHABLE, is_ours=True)
