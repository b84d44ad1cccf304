"""An SMTP server in a thread of this process, which answers as it is told."""

from __future__ import annotations

import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

OK = "250 OK"


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class MailServer:
    """Keeps every message it takes. `at_recipient`, `at_data`: what to answer, first one first; then 250.

    It takes a log-in with `account` (user, password) and counts those in `logins`.
    """

    def __init__(self, account: tuple[str, str] | None = None) -> None:
        self.port = free_port()
        self._account = account
        self.logins = 0
        self.raw: list[bytes] = []
        self.messages: list[EmailMessage] = []
        self.envelopes: list[tuple[str | None, list[str]]] = []
        self.at_recipient: list[str] = []
        self.at_data: list[str] = []
        self._is_up = False

    def _make(self) -> Controller:
        return Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            auth_require_tls=False,
            authenticator=self._authenticate,
        )

    def __enter__(self) -> MailServer:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        if self._is_up:
            self.stop()

    def stop(self) -> None:
        """Go away as a crashed server does."""
        self._controller.stop()
        self._is_up = False

    def start(self) -> None:
        """Begin to listen, or come back on the same port."""
        self._controller = self._make()
        self._controller.start()
        self._is_up = True

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: Any
    ) -> AuthResult:
        assert isinstance(given, LoginPassword)
        is_right = (given.login.decode(), given.password.decode()) == self._account
        self.logins += is_right
        return AuthResult(success=is_right, handled=False)  # the library answers

    async def handle_RCPT(  # noqa: N802 - the library's name and signature
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[Any]
    ) -> str:
        """Take a recipient, or answer what stands next in `at_recipient`."""
        answer = self.at_recipient.pop(0) if self.at_recipient else OK
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        """Take a message, or answer what stands next in `at_data`."""
        answer = self.at_data.pop(0) if self.at_data else OK
        if answer == OK:
            content = envelope.content
            assert isinstance(content, bytes)
            self.raw.append(content)
            self.messages.append(message_from_bytes(content, policy=policy.SMTP))
            self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        return answer
